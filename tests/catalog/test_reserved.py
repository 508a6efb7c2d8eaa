"""The names that handlers cannot have are those that the real classes have."""

from __future__ import annotations

from tests.catalog import connector_attributes
from ts_codegen.catalog.reserved import SENDER_NAMES
from ts_codegen.catalog.reserved import connector_attributes as reserved
from ts_connectors.connector import Connector
from ts_connectors_api.handlers import Handlers
from ts_connectors_api.sender import AsyncCommandSender, CommandSender


def test_the_kept_list_is_what_connector_has() -> None:
    told = "run: python tests/catalog/connector_attributes.py"
    assert connector_attributes.FILE.read_text("utf-8") == connector_attributes.text(), told


def test_the_hooks_and_helpers_that_users_know_are_in_it() -> None:
    assert {"start", "shutdown", "on_start", "validate_config", "tdp_api", "logger", "upload_file"} <= reserved()
    assert {name for name in dir(Connector) if not name.startswith("_")} <= reserved()


def test_senders_and_handlers_have_no_other_public_names() -> None:
    for sender in (CommandSender, AsyncCommandSender):
        assert {name for name in dir(sender) if not name.startswith("_")} | {"target_id"} == SENDER_NAMES
    assert [name for name in dir(Handlers) if not name.startswith("_")] == []
