"""A translation must not bring scripts, embedded pages or other active HTML that its source does not have.

Translations come from many hands and are not read by those who know the language of the page only. What would run in
readers' browsers (a script, an event handler such as `onclick`, an address that begins with `javascript:`), or load
something from elsewhere (`iframe`, `object`, `form`), must come from the author of the page.

Limits: harmless elements, such as `<b>`, are for `xml-tags`. Code is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.html_tags import OTHER, is_script_address
from playbook_lint.l10n.markup import Markup
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Span

RULE = Rule(
    name="safe-html",
    category=Category.TRANSLATION,
    severity=Severity.ERROR,
    summary="A translation has active HTML that its source does not have.",
    message={
        "element": "The source has no `<{name}>` here; delete it",
        "handler": "The source has no `{name}` here, which runs a script; delete it",
        "address": "This address runs a script, and the source does not have it; delete it",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each active element, attribute and address that the source has less often."""
    for found in subject.translations:
        if found.is_same or not _may_act(found.target.text):
            continue
        known = Counter((case, name) for case, name, _ in _active(found.source.markup))
        for case, name, span in _active(found.target.markup):
            known[case, name] -= 1
            if known[case, name] < 0:
                yield found.diagnostic(RULE.name, *span, case=case, name=name)


def _may_act(text: str) -> bool:
    return "<" in text or "](" in text


def _active(markup: Markup) -> Iterator[tuple[str, str, Span]]:
    """What acts: the case, its name, and where it stands."""
    for tag in markup.tags:
        if tag.name in OTHER and not tag.closing:
            yield "element", tag.name, tag.span
        for name, _ in tag.attributes:
            if name.startswith("on"):
                yield "handler", name, tag.span
    for part in markup.destinations:
        if is_script_address(part.content):
            yield "address", "", part.span
    for inline in markup.inlines:
        if inline.kind == "autolink" and is_script_address(inline.destination):
            yield "address", "", inline.span
