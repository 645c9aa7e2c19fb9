"""Pages of HTML from templates that stand alone: the only user of Jinja2."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

from playbook_lint.reporters.visible import safe_path, visible, without_log_commands

_TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, values: Mapping[str, object], filters: Mapping[str, Callable[..., object]]) -> str:
    """The page that `template` makes of `values`, which ends with a newline and no build server obeys.

    Templates extend `page.html`. All values are escaped. Beside `filters` there is `shown`, which makes invisible
    characters visible; and `digest_of(name)`, by which a content security policy allows the style or script that the
    file `name` holds and nothing else.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters, shown=visible)
    environment.globals["digest_of"] = lambda name: _digest(environment.get_template(name).render())
    document = environment.get_template(template).render(values)
    return without_log_commands(safe_path(document), "&#91;") + "\n"


def _digest(text: str) -> str:
    """The hash source of an inline style or script (https://www.w3.org/TR/CSP3/#grammardef-hash-source)."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
