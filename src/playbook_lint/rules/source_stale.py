"""A target page must follow the changes of its source page.

The catalog remembers what the source said when it was translated. Where the source page says something else by now, or
more, readers of the target page get what is out of date.

The changed texts are named, up to five, with their places in the source page.

Limits: only pages that have a catalog with translations of them. Texts that were there all along and nobody has
translated are no change; `update-table-stale` and the other rules of this category speak of pages without a catalog.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Arguments, Diagnostic, Related, Severity
from playbook_lint.rules.pair_subject import ChangedText, PairSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="source-stale",
    category=Category.SYNC,
    severity=Severity.WARNING,
    summary="The source page has changed since it was translated.",
    message={
        "one": "A text of the source page changed since it was translated: {texts}",
        "several": "{count} texts of the source page changed since they were translated: {texts}",
        "many": "{count} texts of the source page changed since they were translated: {texts} and {more} more",
    },
    since="0.1.0",
    scope=Scope.PAIR,
)

_NAMED = 5
_LONGEST = 60


def check(subject: PairSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic for all texts that changed, where the page begins."""
    changed = subject.translation.changed if subject.translation else ()
    if changed:
        named = changed[:_NAMED]
        more = len(changed) - len(named)
        case = "many" if more else "several" if len(changed) > 1 else "one"
        texts = ", ".join(f"`{_shortened(one.text)}`" for one in named)
        arguments: Arguments = {"case": case, "count": len(changed), "texts": texts, "more": more}
        related = tuple(Related(one.place, _note(one), subject.source.path) for one in named)
        yield Diagnostic(RULE.name, subject.page.start, arguments, related=related)


def _note(changed: ChangedText) -> str:
    return f"it was `{_shortened(changed.before)}`" if changed.before else "the source page"


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
