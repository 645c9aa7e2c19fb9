"""An alert must begin with a marker that the site knows, such as `[!NOTE]`.

`> [!NOTE]` makes a coloured box with an icon and a heading in the reader's language. With any other word the box is
gone, and readers see the marker itself. Markers are never translated: the site does that.

Limits: markers with arguments, such as `[!VIDEO …]` and `[!div …]`, are not alerts and are left out. As on GitHub and
Microsoft Learn, upper and lower case are the same.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Argument, Diagnostic, Edit, Severity
from playbook_lint.records import Record
from playbook_lint.rules.rule import Category, Rule
from playbook_lint.rules.subject import PageSubject
from playbook_lint.suggest import is_slip, nearest


class Options(Record, frozen=True):
    """`allowed`: the words that may stand in a marker."""

    allowed: tuple[str, ...] = ("NOTE", "TIP", "IMPORTANT", "CAUTION", "WARNING")


RULE = Rule(
    name="alert-unknown",
    category=Category.STRUCTURE,
    severity=Severity.ERROR,
    summary="The marker of an alert is none that the site knows.",
    message={
        "source": "`[!{name}]` makes no alert; use {allowed}",
        "target": "`[!{name}]` makes no alert; markers are never translated: use {allowed}",
    },
    since="0.1.0",
    options=Options,
)


def check(subject: PageSubject, options: Options) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each marker that begins a quote and is not allowed."""
    known = {word.casefold() for word in options.allowed}
    for alert in subject.page.alerts:
        if alert.name.casefold() not in known:
            word = nearest(alert.name, options.allowed)
            marker = f"[!{word}]" if word else None
            arguments: dict[str, Argument] = {
                "case": "target" if subject.role == "target" else "source",
                "name": alert.name,
                "allowed": list(options.allowed),
                "suggestion": marker,
            }
            fix = (Edit(alert.span, marker),) if word and marker and is_slip(alert.name, word) else ()
            yield Diagnostic(RULE.name, alert.span, arguments, fix=fix)
