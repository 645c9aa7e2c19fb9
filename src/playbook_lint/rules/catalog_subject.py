"""What rules of catalogs look at: one PO file with its messages, each text parsed where a rule asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from playbook_lint.diagnostics import Argument, Diagnostic, Edit
from playbook_lint.facts import Inline
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.po_places import Places, escaped
from playbook_lint.l10n.po_read import header_fields, header_of
from playbook_lint.l10n.po_text import CatalogError
from playbook_lint.l10n.traits import plain
from playbook_lint.schema.terms import Terms
from playbook_lint.source import SourceText, Span


@dataclass(frozen=True)
class Text:
    """One text of a message, as it is in the catalog without its escapes."""

    text: str

    @cached_property
    def inlines(self) -> tuple[Inline, ...]:
        """Its Markdown, with spans of `text`."""
        from playbook_lint.markdown import parse_inlines

        return parse_inlines(self.text)

    @cached_property
    def plain(self) -> str:
        """Its words, without addresses, destinations and HTML."""
        return plain(self.text)


@dataclass(frozen=True)
class Translation:
    """A msgid and the msgstr that stands for it, at `keyword` (`msgstr`, or `msgstr[1]` of a plural) of `entry`."""

    entry: Entry
    keyword: str
    source: Text
    target: Text
    places: Places

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where the characters `[start, end)` of the target text stand in the catalog."""
        return self.places.span(self.entry, self.keyword, start, end)

    def edit(self, start: int, end: int, text: str) -> Edit:
        """The edit that puts `text` in the place of the characters `[start, end)` of the target text."""
        return Edit(self.span(start, end), escaped(text))

    def diagnostic(
        self, rule: str, start: int = 0, end: int | None = None, fix: tuple[Edit, ...] = (), **arguments: Argument
    ) -> Diagnostic:
        """A diagnostic at the characters `[start, end)` of the target text."""
        return Diagnostic(rule, self.span(start, end), arguments, fix=fix)


@dataclass(frozen=True)
class CatalogSubject:
    """One PO or POT file, read: `entries` are all of it in order, the header, obsolete ones and repeated ones too.

    `locale` is the BCP 47 tag that its path tells, or else its header; empty for templates. `path_locale` is that of
    the path alone. `fault` is why the file cannot be read, and then there are no entries. `keep` are names that are
    never translated. `leads_to` gives what a destination in a message may lead to, be it that of the source page or
    that of the target page, in a form that is the same for both (see `link_places`).
    """

    source: SourceText
    path: str
    locale: str
    path_locale: str
    source_locale: str
    entries: tuple[Entry, ...]
    fault: CatalogError | None
    terms: Terms
    keep: tuple[str, ...]
    today: date
    leads_to: Callable[[Entry, str], frozenset[str]]

    @property
    def is_template(self) -> bool:
        """Whether it is a POT file."""
        return self.path.lower().endswith(".pot")

    @cached_property
    def places(self) -> Places:
        """Where texts stand in the file."""
        return Places(self.source.text)

    @cached_property
    def header(self) -> Entry:
        """The header; its `line` is 0 where there is none."""
        return header_of(self.entries)

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The fields of the header, in order; what is there for the second time belongs to the field before."""
        return header_fields(self.header.target)

    def field_span(self, name: str) -> Span:
        """Where the value of a header field stands, without white space around it; the header's first line without."""
        at = f"\n{self.header.target}".find(f"\n{name}:")
        if at < 0:
            return self.places.line(self.header.line)
        line = self.header.target[at:].split("\n", 1)[0]
        value = line[len(name) + 1 :]
        start = at + len(name) + 1 + len(value) - len(value.lstrip())
        return self.places.span(self.header, "msgstr", start, at + len(line.rstrip()))

    @cached_property
    def messages(self) -> tuple[Entry, ...]:
        """The messages in use."""
        return tuple(entry for entry in self.entries if entry is not self.header and not entry.obsolete)

    @cached_property
    def translations(self) -> tuple[Translation, ...]:
        """The translations to look at: those that count, and guesses that a translator has yet to confirm.

        A fuzzy message whose source has changed is left out: that its translation does not fit any more is known.
        """
        return tuple(self._translations()) if not self.is_template else ()

    def _translations(self) -> Iterator[Translation]:
        for entry in self.messages:
            if entry.fuzzy and entry.previous_source is not None:
                continue
            source = Text(entry.source)
            if entry.plural is None:
                pairs = [("msgstr", source, entry.target)]
            else:
                plural = Text(entry.plural)
                pairs = [
                    (f"msgstr[{number}]", source if number == 0 and len(entry.plurals) > 1 else plural, target)
                    for number, target in enumerate(entry.plurals)
                ]
            for keyword, of, target in pairs:
                if target.strip():
                    yield Translation(entry, keyword, of, Text(target), self.places)


@dataclass(frozen=True, slots=True)
class CatalogFact:
    """A translation as the project phase knows it; `span` is that of the line with its msgid."""

    context: str | None
    source: str
    target: str
    span: Span


@dataclass(frozen=True, slots=True)
class CatalogFacts:
    """What the project phase knows of a catalog: its translations that count."""

    path: str
    locale: str
    translations: tuple[CatalogFact, ...]


@dataclass(frozen=True)
class CatalogsSubject:
    """The catalogs of a run, sorted by path."""

    catalogs: tuple[CatalogFacts, ...]

    @cached_property
    def by_locale(self) -> Mapping[str, tuple[CatalogFacts, ...]]:
        """The catalogs of each locale."""
        locales = dict.fromkeys(catalog.locale for catalog in self.catalogs)
        return {locale: tuple(one for one in self.catalogs if one.locale == locale) for locale in locales}
