"""The templates: they lay out what is decided elsewhere."""

from __future__ import annotations

from functools import cache

import jinja2

__all__ = ["render"]


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("ts_codegen", "templates"),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Python, not HTML; python/literals.py escapes
    )


def render(template: str, **values: object) -> str:
    """Return the text of a template; a name that is not given is an error."""
    return _environment().get_template(template).render(**values)
