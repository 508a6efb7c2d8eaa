"""All models of the REST API, those of answers and those of requests, under the path that users know."""

# ruff: noqa: F403 - the names are the documents', and this module has just those

from ts_connectors_api.data_acquisition.models import *
from ts_connectors_api.data_acquisition.requests import *
