"""A service's reference as Markdown."""

from __future__ import annotations

from ts_codegen.render.service_view import ServiceView

__all__ = ["render_reference"]


def render_reference(view: ServiceView) -> str:
    """Return the reference: groups, operations, models."""
    return f"# {view.service.title}\n"
