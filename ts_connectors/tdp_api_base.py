"""What `TdpApi` and `TdpApiSync` share: everything but the awaits."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, Unpack, cast

from pydantic import BaseModel, ValidationError
from pydantic.alias_generators import to_snake
from pydantic_core import to_json

from ts_connectors._core.ports import Blobs, Lake, Logs, Queues
from ts_connectors._core.redaction import Secrets
from ts_connectors._platform.aws import Aws
from ts_connectors._platform.portal import Portal, shared_portal
from ts_connectors._platform.proxies import export_proxies, passwords
from ts_connectors._platform.session import Session
from ts_connectors._runtime.file_metadata import Origin
from ts_connectors._runtime.upload import Uploader
from ts_connectors.errors import DecodeError, TdpApiError, TransportError, UsageError
from ts_connectors.settings import ConfigValues, Job, TdpApiConfig, environment
from ts_connectors_api.data_acquisition.aio import AsyncConnectors
from ts_connectors_api.data_acquisition.models import ConnectorDataResponse, ConnectorDetailsDto
from ts_connectors_api.data_acquisition.requests import SaveConnectorDataRequest
from ts_connectors_api.models import MISSING
from ts_connectors_api.operation import ApiResponse

__all__ = ["UNSET", "TdpApiBase", "TdpApiError"]

M = TypeVar("M", bound=BaseModel)
UNSET: Any = MISSING
"""A parameter that is left out, as None is."""


class TdpApiBase:
    """The configuration and the open adapters of a connector's access to TDP.

    Constructing reads the environment and exports its proxies; it opens nothing and never fails for what is missing.
    """

    def __init__(self, config: TdpApiConfig | None, **values: Unpack[ConfigValues]) -> None:
        export_proxies()
        self.config: TdpApiConfig = TdpApiConfig.of(**values) if config is None else config.replace(**values)
        self.secrets = Secrets()
        """Values that no log line and no answer may show; add to them what your connector must hide."""
        proxies = (text for name, text in environment().items() if name.lower().endswith("_proxy"))
        self.secrets.add(self.config.connector_token, *passwords(self.config.iam_proxy, *proxies))
        self._headers: dict[str, str] = {}
        self._raises = False
        self._portal: Portal = shared_portal()
        self._session: Session | None = None

    def client_is_initialized(self) -> bool:
        """Whether `init_client` has opened the clients."""
        return self._session is not None

    def update_headers(self, headers: Mapping[str, str]) -> None:
        """Send these headers with every REST request from now on, in place of those of the same names.

        Raises:
            UsageError: a value that no HTTP header can carry.
        """
        for name, value in headers.items():
            if not (value.isascii() and value.isprintable()):
                raise UsageError(f"The value of header {name!r} must be printable ASCII, in one line")
        self._headers = self._headers | {name.lower(): value for name, value in headers.items()}
        if self._session is not None:
            self._session.wires.set_headers(self._headers)

    @property
    def queues(self) -> Queues:
        """The command queues."""
        return self._aws.queues

    @property
    def lake(self) -> Lake:
        """The data lake."""
        return self._aws.lake

    @property
    def logs(self) -> Logs:
        """CloudWatch Logs."""
        return self._aws.logs

    @property
    def blobs(self) -> Blobs:
        """Presigned URLs."""
        return self._opened.wires.blobs

    @property
    def _opened(self) -> Session:
        if self._session is None:
            raise UsageError("The clients are not open yet: call init_client() first")
        return self._session

    @property
    def _aws(self) -> Aws:
        aws = self._opened.aws
        if aws is None:
            # It was left out for what is missing, so this names all of it.
            self.config.require(Job.AWS)
            raise UsageError("The clients were opened without AWS: call init_client() again")
        return aws

    @property
    def _uploader(self) -> Uploader:
        self.config.require(Job.UPLOADS)
        return Uploader(self.lake, bucket=self.config.need("DATALAKE_BUCKET"), kms_key_id=self.config.kms_key_id)

    def _origin(self, details: ConnectorDetailsDto | Mapping[str, Any]) -> Origin:
        known = details if isinstance(details, BaseModel) else ConnectorDetailsDto.model_validate(details)
        return Origin.of(
            known,
            org_slug=self.config.need("ORG_SLUG"),
            connector_id=self.config.need("CONNECTOR_ID"),
            hub_id=self.config.hub_id,
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}(config={self.config!r})"

    def _know_secrets(self, data: SaveConnectorDataRequest | ConnectorDataResponse | None) -> None:
        for entry in () if data is None else data.values:
            if entry.secure is True:
                self.secrets.add(*texts_in(entry.value))


@contextmanager
def answered(version: str = "v1") -> Generator[None, None, None]:
    """Refuse an unknown version of the API, and raise a call without a readable answer as `TdpApiError`."""
    if version != "v1":
        raise UsageError(f"The version {version!r} of the API is not known: leave it out, or write 'v1'")
    try:
        yield
    except TransportError as failure:
        raise TdpApiError(
            str(failure), operation=failure.operation, may_have_been_executed=failure.may_have_been_executed
        ) from failure
    except DecodeError as failure:
        raise TdpApiError(
            str(failure).removesuffix(f" (ts-request-id: {failure.request_id})"),
            operation=failure.operation,
            ts_request_id=failure.request_id,
        ) from failure


def optional(given: Any) -> Any:
    """Return a parameter with None for what is left out."""
    return None if given is MISSING else given


def joined_keys(keys: str | Sequence[str] | None) -> str | None:
    """Return keys of the data store as the service takes them, separated by commas."""
    keys = optional(keys)
    return keys if keys is None or isinstance(keys, str) else ",".join(keys)


def request_of(model: type[M], given: object, *, items: str | None = None) -> M:
    """Return a request from what callers give for it: the model, or dicts with Python or wire names.

    Args:
        model: what the operation takes.
        given: the model, a dict of its fields, or, with `items`, the items alone: several in a list, or a single one.
        items: the field of `model` that holds the items.

    Raises:
        UsageError: it does not fit; the message names the fields but not their values, which can be secret.
    """
    if isinstance(given, model):
        return given
    try:
        return model.model_validate(_plain(given) if items is None else _wrapped(given, items))
    except ValidationError as mistakes:
        faults = "; ".join(f"{_place(fault['loc'])}: {fault['msg']}" for fault in mistakes.errors(include_input=False))
        raise UsageError(f"This is no {model.__name__}: {faults}") from None


def _wrapped(given: object, items: str) -> object:
    if isinstance(given, list | tuple):
        return {items: [_plain(entry) for entry in cast(Sequence[object], given)]}
    plain = _plain(given)
    return plain if _holds(plain, items) else {items: [plain]}


def _holds(given: object, name: str) -> bool:
    return isinstance(given, Mapping) and name in given


def _plain(given: object) -> Any:
    return given.model_dump(by_alias=True) if isinstance(given, BaseModel) else given


def _place(location: tuple[int | str, ...]) -> str:
    parts = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return parts.removeprefix(".") or "the value itself"


def file_filters(given: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the filters of `get_connector_files` under their Python names.

    Raises:
        UsageError: there is no such filter.
    """
    filters = {to_snake(name): optional(value) for name, value in (given or {}).items()}
    unknown = sorted(filters.keys() - _filter_names())
    if unknown:
        raise UsageError(f"There is no filter {', '.join(unknown)}; there are {', '.join(sorted(_filter_names()))}")
    return filters


@functools.cache
def _filter_names() -> frozenset[str]:
    return frozenset(inspect.signature(AsyncConnectors.get_files).parameters) - {"self", "id"}


def config_of(details: ApiResponse[ConnectorDetailsDto]) -> ApiResponse[dict[str, Any]]:
    """Return the answer that holds the current config, given the one with the details; a refusal stays one."""
    if details.parsed is None:
        return ApiResponse(
            status_code=details.status_code, headers=details.headers, content=details.content, parsed=None
        )
    config = dict(details.parsed.config or {})
    return ApiResponse(status_code=details.status_code, headers=details.headers, content=to_json(config), parsed=config)


def texts_in(value: object) -> Iterator[str]:
    """Yield all texts of a JSON value; the names of its fields are not among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in cast(Mapping[str, object], value).values():
            yield from texts_in(inner)
    elif isinstance(value, list | tuple):
        for inner in cast(Sequence[object], value):
            yield from texts_in(inner)
