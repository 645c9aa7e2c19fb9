"""A pseudo-translation: text that reads like the source, looks foreign, is longer, and shows where it begins and ends.

It proves before the first translator begins that pages keep their shape, and shows what is not offered for translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from playbook_lint.l10n.bare import ADDRESS
from playbook_lint.page import Page
from playbook_lint.source import SourceText, Span

_ACCENTED = str.maketrans(
    "AEIOUYaeiouyCcDdGgHhJjKkLlNnRrSsTtWwZz",
    "ÅÉÎÖÛÝåéîöûýÇçÐðĜĝĤĥĴĵĶķĻļÑñŔŕŠšŢţŴŵŽž",
)
# How much longer than English other languages are at the worst, and what makes up for it.
_GROWTH = 0.4
_FILLER = "öñé ţŵö ţĥŕéé ƒöûŕ ƒîvé šîẋ šévéñ éîĝĥţ ñîñé ţéñ "
# What stays as it is: placeholders, and whatever has a digit in it.
_KEPT = re.compile(rf"{ADDRESS.pattern}|\{{[^{{}}]*\}}|%(?:\(\w+\))?\w|[^\s\d]*\d\S*|&\w+;", re.IGNORECASE)


def pseudo(text: str, labels: Iterable[str] = ()) -> str:
    """`text`, the Markdown of a message, in pseudo-translation; `labels` are those of the page's link definitions."""
    parts, at = [], 0
    for span in _words(text, labels):
        parts += [text[at : span.start], _accented(text[span.start : span.end])]
        at = span.end
    letters = sum(char.isalpha() for char in text)
    filler = (_FILLER * (letters // len(_FILLER) + 1))[: round(letters * _GROWTH)].strip()
    return f"⟦{''.join([*parts, text[at:]])} {filler}⟧" if filler else f"⟦{''.join([*parts, text[at:]])}⟧"


def _words(text: str, labels: Iterable[str]) -> Iterator[Span]:
    """The places of plain text: not of code, HTML, destinations, or the labels of references."""
    definitions = "".join(f"\n\n[{label}]: x" for label in labels)
    shift = len(_NO_METADATA)
    for block in Page.parse(SourceText(f"{_NO_METADATA}{text}{definitions}")).blocks:
        label = Span(0, 0)
        for inline in block.inlines:
            if inline.reference and inline.reference.casefold() == _inside(text, inline.inner, shift).casefold():
                label = inline.span
            if inline.kind == "text" and not label.start <= inline.span.start < label.end:
                yield Span(inline.span.start - shift, inline.span.end - shift)


def _inside(text: str, span: Span, shift: int) -> str:
    return " ".join(text[span.start - shift : span.end - shift].split())


def _accented(text: str) -> str:
    parts, at = [], 0
    for kept in _KEPT.finditer(text):
        parts += [text[at : kept.start()].translate(_ACCENTED), kept[0]]
        at = kept.end()
    return "".join([*parts, text[at:].translate(_ACCENTED)])


# A page that begins with `---` has metadata; a line feed keeps it a page without.
_NO_METADATA = "\n"
