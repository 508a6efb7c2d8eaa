"""The configuration under the path that users know."""

from __future__ import annotations

from ts_connectors.settings import TdpApiConfig

__all__ = ["TdpApiConfig"]
