"""Markers of alerts and other directives, such as `[!NOTE]` and `[!VIDEO …]`, must stay as they are in a translation.

The site puts its own word, in the reader's language, in the place of the marker. A marker that was translated makes no
alert: readers see it with its brackets.

Markers that begin a quote are kept out of messages when this tool extracts them, so that nobody can translate them
there; on pages `alert-unknown` finds them. Other tools offer them, and so do lists and paragraphs.

Limits: upper and lower case are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from playbook_lint.diagnostics import Diagnostic, Severity
from playbook_lint.l10n.markup import Markup, Part, changes
from playbook_lint.rules.catalog_subject import CatalogSubject
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.source import Span

RULE = Rule(
    name="md-alert-marker",
    category=Category.TRANSLATION,
    severity=Severity.ERROR,
    summary="The marker of an alert or another directive is missing from a translation, or was translated.",
    message={
        "changed": "The source has the marker `{source}` here; markers are not translated",
        "missing": "The translation lacks {missing}, which the source has; markers are not translated",
        "extra": "The source has no marker `{target}`",
    },
    since="0.1.0",
    scope=Scope.CATALOG,
)

_MARKER = re.compile(r"(?<![\\!])\[!\w[^\[\]()\s]*+(?=[\]\s])\]?")


def check(subject: CatalogSubject, options: NoOptions) -> Iterator[Diagnostic]:
    """Yield a diagnostic at each marker that stands for another one, or for none, and for each that is missing."""
    for found in subject.markdown:
        if "[!" in found.both:
            markers = changes(_markers(found.source.markup), _markers(found.target.markup))
            yield from found.differences(RULE.name, markers)


def _markers(markup: Markup) -> list[Part]:
    return [Part(match[0], Span(*match.span()), match[0].casefold()) for match in _MARKER.finditer(markup.running)]
