"""The configuration of a connector's process; nothing else reads or sets its environment.

To add a variable: one field of `TdpApiConfig`. Where a job cannot be done without it, also a line of `_NEEDS`.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypedDict, Unpack, cast
from urllib.parse import urlsplit

from ts_connectors.errors import ConfigurationError

__all__ = ["DEFAULT_CERTIFICATE_FILE", "ConfigValues", "Job", "TdpApiConfig", "environment", "export", "state_dir"]

DEFAULT_CERTIFICATE_FILE = "/etc/tetra/tdp-cert-chain.pem"
_ARTIFACT_TYPES = ("connector", "data-app")


class Job(StrEnum):
    """What a process wants to do with TDP; each needs other variables."""

    REST = "call the REST API"
    AWS = "call AWS"
    COMMANDS = "receive and answer commands"
    UPLOADS = "upload files to the data lake"
    LOGS = "send its log to CloudWatch"


_NEEDS: Mapping[Job, tuple[str, ...]] = {
    Job.REST: ("TDP_ENDPOINT", "ORG_SLUG"),
    Job.AWS: ("AWS_REGION",),
    Job.COMMANDS: ("AWS_REGION", "CONNECTOR_ID", "OUTBOUND_COMMAND_QUEUE"),
    Job.UPLOADS: ("AWS_REGION", "CONNECTOR_ID", "DATALAKE_BUCKET", "ORG_SLUG"),
    Job.LOGS: ("AWS_REGION", "CONNECTOR_ID", "ORG_SLUG"),
}


class ConfigValues(TypedDict, total=False):
    """The configuration as keyword arguments; one that is absent or None comes from the environment."""

    aws_region: str | None
    org_slug: str | None
    hub_id: str | None
    connector_id: str | None
    datalake_bucket: str | None
    stream_bucket: str | None
    tdp_certificate_key: str | None
    jwt_token_parameter: str | None
    tdp_endpoint: str | None
    outbound_command_queue: str | None
    kms_key_id: str | None
    artifact_type: str | None
    connector_token: str | None
    local_certificate_file: str | None
    local_certificate_pem_location: str | None
    skip_cloudwatch: bool | None
    cloudwatch_buffer_limit: int | None
    cloudwatch_flush_limit: int | None
    cloudwatch_flush_interval: int | None
    iam_proxy: str | None
    tdp_certificate_bundle: str | None
    tdp_tls_reject_unauthorized: bool | None


def environment() -> dict[str, str]:
    """Return a copy of the process environment."""
    return dict(os.environ)


def export(values: Mapping[str, str]) -> None:
    """Set variables of the process environment, for other libraries and for child processes."""
    os.environ.update(values)


def state_dir() -> str | None:
    """Return where the connector may keep files between runs, None where the operator named no place."""
    return os.environ.get("TS_CONNECTORS_STATE_DIR", "").strip() or None


def _text(given: object) -> str:
    if not isinstance(given, str | Path):
        raise ValueError("is not a text")
    return str(given).strip()


def _header_text(given: object) -> str:
    text = _text(given)
    if not text.isascii() or not text.isprintable() or " " in text:
        raise ValueError("holds characters that no HTTP header can carry; copy it again, in one line")
    return text


def _endpoint(given: object) -> str:
    text = _text(given)
    if not _is_url(text, ("http", "https")) or urlsplit(text).query or "@" in text:
        raise ValueError("is not the URL of a service; write it like https://api.tetrascience.com")
    return text.rstrip("/")


def _proxy(given: object) -> str:
    text = _text(given)
    url = text if "://" in text else f"http://{text}"
    # The text may hold a password, so the message leaves it out.
    if not _is_url(url, ("http", "https")):
        raise ValueError("is not the URL of a proxy; write it like http://proxy.example.com:3128")
    return url


def _is_url(text: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in schemes and bool(parts.hostname) and parts.port != 0 and not any(map(str.isspace, text))
    except ValueError:
        return False


def _whole_number(given: object) -> int:
    try:
        number = int(given) if isinstance(given, int | str) else 0
    except ValueError:
        number = 0
    if number < 1:
        raise ValueError(f"is {given!r}; write a whole number above 0, without a unit")
    return number


def _is_true(given: object) -> bool:
    word = str(given).strip().lower()
    if word in {"true", "1", "yes"}:
        return True
    if word in {"false", "0", "no"}:
        return False
    raise ValueError(f"is {given!r}; write true or false")


def _is_not_false(given: object) -> bool:
    return str(given).strip().lower() not in {"false", "0"}


def _artifact_type(given: object) -> str:
    if given not in _ARTIFACT_TYPES:
        raise ValueError(f"is {given!r}; write one of {', '.join(_ARTIFACT_TYPES)}")
    return str(given)


def _variable(
    name: str, read: Callable[[object], object] = _text, *, default: object = None, is_secret: bool = False
) -> Any:
    facts = {"name": name, "read": read, "default": default}
    return dataclasses.field(default=None, repr=not is_secret, metadata=facts)


def _read(variable: Mapping[str, Any], given: object) -> tuple[object, tuple[str, ...]]:
    """Return the value of a variable, and what is wrong with what was given."""
    given = os.environ.get(variable["name"]) if given is None else given
    if given is None or str(given).strip() == "":
        return variable["default"], ()
    try:
        return variable["read"](given), ()
    except ValueError as problem:
        return variable["default"], (f"{variable['name']} {problem}",)


@dataclass(frozen=True, kw_only=True)
class TdpApiConfig:
    """Everything that a connector's process must be told.

    Each field is a keyword; one that is left out, or None, is read from the environment variable of the same name in
    capitals, at construction. Constructing never fails: `require` names all that is missing or malformed at once.
    """

    aws_region: str | None = _variable("AWS_REGION")
    org_slug: str | None = _variable("ORG_SLUG", _header_text)
    hub_id: str | None = _variable("HUB_ID")
    connector_id: str | None = _variable("CONNECTOR_ID")
    datalake_bucket: str | None = _variable("DATALAKE_BUCKET")
    stream_bucket: str | None = _variable("STREAM_BUCKET")
    """Bucket that holds the platform's certificate chain; None trusts the public authorities only."""
    tdp_certificate_key: str | None = _variable("TDP_CERTIFICATE_KEY")
    jwt_token_parameter: str | None = _variable("JWT_TOKEN_PARAMETER")
    """SSM parameter with the connector's token; not needed where `connector_token` is set."""
    tdp_endpoint: str | None = _variable("TDP_ENDPOINT", _endpoint)
    outbound_command_queue: str | None = _variable("OUTBOUND_COMMAND_QUEUE")
    kms_key_id: str | None = _variable("KMS_KEY_ID")
    artifact_type: str = _variable("ARTIFACT_TYPE", _artifact_type, default="connector")
    connector_token: str | None = _variable("CONNECTOR_TOKEN", _header_text, is_secret=True)
    """The token of a standalone connector; None says that it runs in the cloud or on a hub."""
    local_certificate_file: str = _variable("LOCAL_CERTIFICATE_PEM_LOCATION", default=DEFAULT_CERTIFICATE_FILE)
    """PEM file that a standalone connector trusts as well, if it is there."""
    local_certificate_pem_location: str = _variable("LOCAL_CERTIFICATE_PEM_LOCATION", default=DEFAULT_CERTIFICATE_FILE)
    """The same path by its other name."""
    skip_cloudwatch: bool = _variable("SKIP_CLOUDWATCH", _is_true, default=False)
    cloudwatch_buffer_limit: int = _variable("CLOUDWATCH_BUFFER_LIMIT", _whole_number, default=5000)
    cloudwatch_flush_limit: int = _variable("CLOUDWATCH_FLUSH_LIMIT", _whole_number, default=100)
    cloudwatch_flush_interval: int = _variable("CLOUDWATCH_FLUSH_INTERVAL", _whole_number, default=30_000)
    """Milliseconds."""
    iam_proxy: str | None = _variable("IAM_PROXY", _proxy, is_secret=True)
    """Proxy for calls to AWS only."""
    tdp_certificate_bundle: str | None = _variable("TDP_CERTIFICATE_BUNDLE")
    """PEM file with the authorities to trust for calls to AWS."""
    tdp_tls_reject_unauthorized: bool = _variable("TDP_TLS_REJECT_UNAUTHORIZED", _is_not_false, default=True)
    """False turns the check of certificates off."""
    problems: tuple[str, ...] = dataclasses.field(default=(), init=False, repr=False, compare=False)
    """What is malformed, a sentence each."""

    def __post_init__(self) -> None:
        """Fill in what was not given, and note what cannot be read."""
        problems: dict[str, None] = {}
        pem = self.local_certificate_file or self.local_certificate_pem_location
        self._set(local_certificate_file=pem, local_certificate_pem_location=pem)
        for field in dataclasses.fields(self):
            if field.metadata:
                value, problem = _read(field.metadata, getattr(self, field.name))
                self._set(**{field.name: value})
                problems |= dict.fromkeys(problem)
        self._set(problems=tuple(problems))

    def _set(self, **values: object) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def is_standalone(self) -> bool:
        """Whether the connector runs by itself, with a token of its own, rather than in the cloud or on a hub."""
        return self.connector_token is not None

    @classmethod
    def of(cls, **values: Unpack[ConfigValues]) -> TdpApiConfig:
        """Return the configuration of these values and, where one is absent or None, of the environment."""
        return cls(**cast(dict[str, Any], values))

    def replace(self, **values: Unpack[ConfigValues]) -> TdpApiConfig:
        """Return a copy with other values; None keeps what is there."""
        given: dict[str, Any] = {name: value for name, value in values.items() if value is not None}
        if "local_certificate_pem_location" in given:
            given.setdefault("local_certificate_file", given["local_certificate_pem_location"])
        kept = {field.name: getattr(self, field.name) for field in dataclasses.fields(self) if field.init}
        copy = TdpApiConfig(**(kept | given))
        mended = {field.metadata["name"] for field in dataclasses.fields(self) if field.name in given}
        old = (problem for problem in self.problems if problem.split(" ", 1)[0] not in mended)
        copy._set(problems=tuple(dict.fromkeys((*old, *copy.problems))))
        return copy

    def require(self, *jobs: Job) -> None:
        """Check that all is there for some jobs.

        Raises:
            ConfigurationError: it names every variable that is missing for them, and every malformed one.
        """
        names = dict.fromkeys(name for job in jobs for name in _NEEDS[job])
        if self.is_standalone and Job.AWS in jobs:
            # Its AWS credentials are asked for under its own id.
            names["CONNECTOR_ID"] = None
        if self.tdp_certificate_key and not self.is_standalone:
            names["STREAM_BUCKET"] = None
        malformed = {problem.split(" ", 1)[0] for problem in self.problems}
        faults = [f"{name} is missing" for name in names if self._value(name) is None and name not in malformed]
        if not self.is_standalone and self.jwt_token_parameter is None and "CONNECTOR_TOKEN" not in malformed:
            faults.append("CONNECTOR_TOKEN (standalone) or JWT_TOKEN_PARAMETER (cloud, hub) is missing")
        elif not self.is_standalone and self.aws_region is None and "AWS_REGION" not in names:
            faults.append("AWS_REGION is missing: the token is read from SSM")
        faults += self.problems
        if faults:
            what = " and ".join(job.value for job in jobs)
            raise ConfigurationError(
                f"The connector cannot {what}: {'; '.join(faults)}. "
                "Set the variables in the environment, or pass them to TdpApi by their names in lower case."
            )

    def need(self, variable: str) -> str:
        """Return the text of a variable, given by its name in capitals.

        Raises:
            ConfigurationError: it is not set.
        """
        value = self._value(variable)
        if value is None:
            raise ConfigurationError(f"{variable} is missing: set it in the environment or pass it to TdpApi")
        return str(value)

    def _value(self, variable: str) -> object:
        return getattr(self, variable.lower())
