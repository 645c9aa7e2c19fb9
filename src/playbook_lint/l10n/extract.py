"""The messages of a page as the entries of its template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from playbook_lint.l10n.entries import Entry, Reference
from playbook_lint.l10n.segments import MessageSegment
from playbook_lint.records import replace
from playbook_lint.schema.terms import Vocabulary

_PATH = " > "
# What `segmenting` calls the texts of a page, at the beginning of a line that `comment_lines` made.
_KIND = re.compile(
    "(heading [1-6]|paragraph|list item|quote|table heading|table cell|label|indented text|HTML|link title|toc entry"
    "|metadata)(?![^: ])"
)


def template_entries(messages: Iterable[MessageSegment], path: str) -> tuple[Entry, ...]:
    """The entries of the page at `path`: one for each text, in the order of their first places, with all of these.

    The extracted comment says what the text is and which headings it stands under, then what the author told
    translators.
    """
    places: dict[str, list[MessageSegment]] = {}
    for message in messages:
        places.setdefault(message.text, []).append(message)
    return tuple(
        Entry(
            text,
            extracted="\n".join(dict.fromkeys(line for message in found for line in comment_lines(message))),
            references=tuple(Reference(path, line) for line in dict.fromkeys(message.line for message in found)),
        )
        for text, found in places.items()
    )


def comment_lines(message: MessageSegment) -> Iterator[str]:
    """What a catalog tells translators of a message, in lines."""
    # Of a page's title, which all headings stand under, nobody learns anything.
    under = _PATH.join(message.path[1:])
    yield f"{message.kind} under {under}" if under else message.kind
    yield from filter(None, message.note.split("\n"))


def kinds_of(entry: Entry) -> frozenset[str]:
    """What the texts of an entry are, as its extracted comment tells; nothing where another tool extracted it."""
    return frozenset(match[1] for line in entry.extracted.split("\n") if (match := _KIND.match(line)))


def merged(pages: Iterable[tuple[Entry, ...]]) -> tuple[Entry, ...]:
    """The entries of several pages as those of one template, where all of them share one."""
    entries: dict[tuple[str | None, str], Entry] = {}
    for entry in (entry for page in pages for entry in page):
        known = entries.get(entry.key)
        if known:
            comment = "\n".join(dict.fromkeys([*known.extracted.split("\n"), *entry.extracted.split("\n")]))
            entry = replace(known, extracted=comment, references=(*known.references, *entry.references))
        entries[entry.key] = entry
    return tuple(entries.values())


def terms_entries(vocabulary: Vocabulary, path: str) -> tuple[Entry, ...]:
    """The terms as the entries of their template: the kind of a term is its context, `path` the file with the terms."""
    return tuple(
        Entry(term.canonical, context=kind, extracted=term.meaning, references=(Reference(path),))
        for kind, terms in vocabulary.kinds.items()
        for term in terms
    )
