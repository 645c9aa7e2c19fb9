r"""The parts of a path are divided by `/`.

`media\plan.png` works in some programs and browsers, and breaks in others. What is worse, Markdown takes a backslash
before punctuation for an escape and drops it.

Limits: only paths and addresses of the web are looked at, and only before a query. A backslash that begins a
destination is none between two parts.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.links.destination import Kind
from playbook_lint.links.written import WrittenDestination
from playbook_lint.patterns import lazy_pattern
from playbook_lint.rules.rule import Category, NoOptions, Rule
from playbook_lint.rules.subject import PageSubject

RULE = Rule(
    name="backslash-in-destination",
    category=Category.LINKS,
    severity=Severity.WARNING,
    summary="A destination has a backslash in place of a slash.",
    message="`{address}` has a backslash; write `{better}`",
    since="0.1.0",
)

_KINDS = (Kind.RELATIVE, Kind.ROOTED, Kind.WEB)
_BETWEEN_PARTS = lazy_pattern(r"(?<=[\w.)~-])\\+(?=[\w.(-])")
_PATH = lazy_pattern(r"[^?#]*")
# What needs no escape in a destination.
_PLAIN = lazy_pattern(r"[\w/.:,;=@%+&~?#-]*")


def check(subject: PageSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each path whose parts a backslash divides."""
    for found in subject.destinations:
        address = found.destination.address
        if "\\" not in address or found.destination.kind not in _KINDS:
            continue
        better = _PATH.sub(lambda path: _BETWEEN_PARTS.sub("/", path[0]), address, count=1)
        if better != address:
            arguments = {"address": address, "better": better}
            yield Diagnostic(RULE.name, found.span, arguments, fix=_fix(found, better))


def _fix(found: WrittenDestination, better: str) -> tuple[Edit, ...]:
    return (Edit(found.span, better),) if _PLAIN.fullmatch(better) else ()
