"""The connector's log: loggers of the standard library below `ts_connectors`, written as JSON lines.

Importing configures nothing. The first `get_logger`, or a connector's start, lets the lines go to standard error,
unless the application has given the logger `ts_connectors` handlers of its own. The application's root logger gets all
records as well; only where it writes to the console itself it does not, since every line would stand there twice.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Mapping, MutableMapping
from typing import TYPE_CHECKING, Any

from ts_connectors._core.log_context import current_log_fields
from ts_connectors._core.log_lines import line_of, split_extra
from ts_connectors._core.redaction import Secrets
from ts_connectors._runtime.log_pump import LogPump
from ts_connectors._runtime.log_shipping import IS_SHIPPING, CloudWatchReporter
from ts_connectors.errors import UsageError

__all__ = [
    "CloudWatchLogFormatter",
    "CloudWatchLogHandler",
    "CloudWatchLoggingAdapter",
    "CloudWatchLoggingManager",
    "CloudWatchReporter",
    "get_logger",
    "get_root_connector_sdk_logger",
    "reset_root_connector_sdk_log_level",
    "set_root_connector_sdk_log_level",
    "start_logging",
    "stop_logging",
]

ROOT = "ts_connectors"
DEFAULT_LEVEL = logging.INFO
LEVELS = ("NOTSET", "DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

if TYPE_CHECKING:
    _Adapter = logging.LoggerAdapter[logging.Logger]
else:
    _Adapter = logging.LoggerAdapter


class CloudWatchLoggingAdapter(_Adapter):
    """A logger with extra values of its own in each of its lines."""

    @property
    def name(self) -> str:
        """The logger's full name, which its lines carry as `context`."""
        return self.logger.name

    def get_child(self, suffix: str, extra: Mapping[str, object] | None = None) -> CloudWatchLoggingAdapter:
        """Return the logger `<name>.<suffix>`, with these extra values added to its parent's."""
        return CloudWatchLoggingAdapter(self.logger.getChild(suffix), {**(self.extra or {}), **(extra or {})})

    def process(self, msg: Any, kwargs: MutableMapping[str, Any]) -> tuple[Any, MutableMapping[str, Any]]:
        """Add the extra values to those of one call, whose values win."""
        kwargs["extra"] = split_extra({**(self.extra or {}), **(kwargs.get("extra") or {})})
        return msg, kwargs


class CloudWatchLogFormatter(logging.Formatter):
    """Writes a record as the line that the console shows.

    Args:
        secrets: what no line may show.
    """

    def __init__(self, secrets: Secrets | None = None) -> None:
        super().__init__()
        self._secrets = secrets or Secrets()

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        return line_of(record, current_log_fields.get({})).masked(self._secrets.mask).for_console


class CloudWatchLogHandler(logging.Handler):
    """Takes records to the pump; formats them at once, so that what they hold may change afterwards.

    Args:
        pump: writes and ships the lines.
    """

    def __init__(self, pump: LogPump) -> None:
        super().__init__()
        self._pump = pump

    def createLock(self) -> None:  # noqa: N802 - the standard library's name
        """Make no lock: the pump has its own, and one thread that waits for it must not stop the others."""
        self.lock = None

    def emit(self, record: logging.LogRecord) -> None:
        """Take a record."""
        try:
            self._pump.put(line_of(record, current_log_fields.get({})), is_shipped=not IS_SHIPPING.get())
        except Exception:  # noqa: BLE001 - a line that cannot be made must not end what logs it
            self.handleError(record)

    def flush(self) -> None:
        """Wait until all lines are written, up to some seconds."""
        self._pump.flush()


class CloudWatchLoggingManager:
    """Keeps the handler of one root logger; safe to use from any thread.

    Args:
        root: name of the logger that all others are below.
    """

    def __init__(self, root: str = ROOT) -> None:
        self.root = logging.getLogger(root)
        self._lock = threading.RLock()
        self._handler: CloudWatchLogHandler | None = None
        self._pump: LogPump | None = None
        self._secrets: tuple[Secrets, ...] = ()
        self._reporters: tuple[CloudWatchReporter, ...] = ()
        self._has_level = False

    def write_to_console(self) -> None:
        """Write lines to standard error from now on, unless the application has given the root logger handlers."""
        with self._lock:
            if self._handler is None and not self.root.handlers:
                self._attach(writes=True)

    def start(self, *, secrets: Secrets | None = None, reporter: CloudWatchReporter | None = None) -> None:
        """Write lines to the console, and ship them where there is a reporter: first those from before.

        Args:
            secrets: what no line may show from now on.
            reporter: sends lines to CloudWatch; its `run` is the caller's to start and to end.
        """
        with self._lock:
            if secrets is not None and secrets not in self._secrets:
                self._secrets = (*self._secrets, secrets)
            pump = self._pump or self._attach(writes=not self.root.handlers)
            # The application may have set up its root logger since.
            self.root.propagate = not (pump.writes and _writes_to_console(self.root.parent))
            if reporter is None:
                pump.forget_early()
            elif reporter not in self._reporters:
                self._reporters = (*self._reporters, reporter)
                pump.add_sink(reporter)

    def stop(self, reporter: CloudWatchReporter | None = None) -> None:
        """Write all lines, and give no more to a reporter (None: to none); the console goes on."""
        with self._lock:
            leaving = self._reporters if reporter is None else (reporter,)
            self._reporters = tuple(one for one in self._reporters if one not in leaving)
            if self._pump is not None:
                self._pump.flush()
                for one in leaving:
                    self._pump.remove_sink(one)

    def detach(self) -> None:
        """Write all lines and take the handler off again, as if nothing had been logged."""
        with self._lock:
            self.stop()
            if self._handler is not None:
                self.root.removeHandler(self._handler)
                self.root.propagate = True
            self._handler = self._pump = None
            self._secrets = ()
            self._has_level = False
            self.root.setLevel(logging.NOTSET)

    def set_level(self, level: int) -> None:
        """Set the level of the root logger."""
        with self._lock:
            self._has_level = True
            self.root.setLevel(level)

    def _attach(self, *, writes: bool) -> LogPump:
        self._pump = LogPump(self._mask, writes=writes)
        self._handler = CloudWatchLogHandler(self._pump)
        self.root.addHandler(self._handler)
        self.root.propagate = not (writes and _writes_to_console(self.root.parent))
        if not self._has_level and self.root.level == logging.NOTSET:
            self.root.setLevel(DEFAULT_LEVEL)
        return self._pump

    def _mask(self, text: str) -> str:
        for secrets in self._secrets:
            text = secrets.mask(text)
        return text


def _writes_to_console(logger: logging.Logger | None) -> bool:
    consoles = (sys.stderr, sys.stdout, sys.__stderr__, sys.__stdout__)
    handlers = () if logger is None else logger.handlers
    return any(getattr(handler, "stream", handler) in consoles for handler in handlers)


_manager = CloudWatchLoggingManager()


def get_logger(
    name: str, extra: Mapping[str, object] | None = None, name_prefix: str | None = None
) -> CloudWatchLoggingAdapter:
    """Return the logger `ts_connectors.<name>`, writing JSON lines to standard error.

    Args:
        name: such as `__name__`; one that starts with `ts_connectors` stays as it is.
        extra: values that each of its lines carries.
        name_prefix: goes before the name: `ts_connectors.<name_prefix>.<name>`.
    """
    _manager.write_to_console()
    full = name if name_prefix is None else f"{name_prefix}.{name}"
    if full != ROOT and not full.startswith(f"{ROOT}."):
        full = f"{ROOT}.{full}"
    return CloudWatchLoggingAdapter(logging.getLogger(full), dict(extra or {}))


def get_root_connector_sdk_logger() -> logging.Logger:
    """Return the logger `ts_connectors`, which all of the SDK's and of `get_logger` are below."""
    return _manager.root


def set_root_connector_sdk_log_level(level: str | int) -> None:
    """Set the least level that is logged; NOTSET leaves it to the application's root logger.

    Args:
        level: NOTSET, DEBUG, INFO, WARNING, ERROR or CRITICAL, in either case, or a number of `logging`.

    Raises:
        UsageError: there is no such level.
    """
    known = logging.getLevelNamesMapping()
    number = level if isinstance(level, int) else known.get(level.strip().upper())
    if number is None or isinstance(level, bool):
        raise UsageError(f"There is no log level {level!r:.40}; give one of {', '.join(LEVELS)}")
    _manager.set_level(number)


def reset_root_connector_sdk_log_level() -> None:
    """Set the level back to INFO."""
    _manager.set_level(DEFAULT_LEVEL)


def start_logging(*, secrets: Secrets | None = None, reporter: CloudWatchReporter | None = None) -> None:
    """Write the log of a connector that starts, and give it to a reporter where there is one.

    Args:
        secrets: what no line may show from now on.
        reporter: for standalone connectors; `reporter.run()` is the caller's to start.
    """
    _manager.start(secrets=secrets, reporter=reporter)


def stop_logging(reporter: CloudWatchReporter | None = None) -> None:
    """Write all lines and give no more to a reporter (None: to none), before `reporter.stop()`; blocks for moments."""
    _manager.stop(reporter)
