"""The links and images of a translation must lead where those of its source lead.

A slip in an address, one that was copied from the wrong line, or one that changed in the source and not in the
translation sends readers to nowhere, or to something else.

Each destination is compared by itself, whatever the order. A page and its translation are the same, and so are
addresses that differ in their locale (`/en-us/` and `/pt-br/`) or in a host that names it (`en.example.org`).

Limits: fragments of links to pages are not compared, since translated headings have other anchors. A link that is
missing, and one that was added, is for `md-syntax`; addresses in the text itself are for `url`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.html_tags import is_script_address
from playbook_lint.l10n.markup import Part, changes
from playbook_lint.links.likeness import is_localized, languages
from playbook_lint.rules.catalog_subject import CatalogSubject, Translation
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope

RULE = Rule(
    name="md-link",
    category=Category.TRANSLATION,
    severity=Severity.WARNING,
    summary="A link of a translation leads elsewhere than that of its source.",
    message="The translation leads to `{target}`, the source to `{source}`",
    since="0.1.0",
    scope=Scope.CATALOG,
)


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each destination that stands for another one."""
    tags = languages(subject.source_locale, subject.locale)
    for found in subject.markdown:
        yield from _changed(subject, found, tags)


def _changed(subject: CatalogSubject, found: Translation, tags: frozenset[str]) -> Iterator[Diagnostic]:
    def places(part: Part) -> frozenset[str]:
        return subject.leads_to(found.entry, part.content)

    for source, target in changes(found.source.markup.destinations, found.target.markup.destinations, places).changed:
        if not (is_script_address(target.content) or is_localized(source.content, target.content, tags)):
            related = (found.in_source(source.span),)
            yield found.diagnostic(
                RULE.name, *target.span, related=related, source=source.content, target=target.content
            )
