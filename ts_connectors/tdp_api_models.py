"""All models of the REST API and of certificates, under the path that users know."""

# ruff: noqa: F403 - the names are the documents', and this module has just those

from ts_connectors_api.certificates.models import *
from ts_connectors_api.data_acquisition.models import *
from ts_connectors_api.data_acquisition.requests import *
