"""What loads late: libraries that cost a program much time and memory, and that some programs never need."""

from __future__ import annotations

from ts_connectors._platform.aws_options import ClientOptions, Clients

__all__ = ["aws_clients", "load_aws"]


def load_aws() -> None:
    """Import AWS's libraries; blocks for most of a second the first time."""
    from ts_connectors._platform import aws_clients  # noqa: F401


def aws_clients(options: ClientOptions) -> Clients:
    """Return the clients of AWS's services for the running loop."""
    from ts_connectors._platform.aws_clients import LoopClients

    return LoopClients(options)
