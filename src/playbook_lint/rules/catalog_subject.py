"""What rules of catalogs look at: one PO file with its messages, each text parsed where a rule asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property

from playbook_lint.diagnostics import Argument, Diagnostic, Edit, Related
from playbook_lint.facts import Conflict, Inline
from playbook_lint.l10n.bare import blanked
from playbook_lint.l10n.end_marks import Difference, Mark, difference, ending, stop_of
from playbook_lint.l10n.entries import Entry
from playbook_lint.l10n.glossary import Wording
from playbook_lint.l10n.header_dates import DATE_FIELDS, HeaderDate, header_date
from playbook_lint.l10n.markup import Changes, Markup
from playbook_lint.l10n.placeholders import is_program_text
from playbook_lint.l10n.plurals import PluralForms, PluralFormsError, parse_plural_forms
from playbook_lint.l10n.po_places import Places, escaped
from playbook_lint.l10n.po_read import header_fields, header_of
from playbook_lint.l10n.po_text import CatalogError
from playbook_lint.records import Record
from playbook_lint.source import SourceText, Span

# What rules say of translations that end otherwise than their source, by the case of `end_diagnostics`.
END_MESSAGES = {
    "missing": "The source ends with `{mark}`, the translation with no such mark; add it",
    "other": "The source ends with `{mark}`, the translation with `{other}`; make them alike",
    "extra": "The translation ends with `{mark}`, the source does not; delete it",
}


class Text(Record, frozen=True, dict=True):
    """One text of a message, as it is in the catalog without its escapes."""

    text: str

    @cached_property
    def inlines(self) -> tuple[Inline, ...]:
        """Its Markdown, with spans of `text`."""
        from playbook_lint.markdown import parse_inlines

        return parse_inlines(self.text)

    @cached_property
    def markup(self) -> Markup:
        """What of it a translation must keep."""
        return Markup(self.text, self.inlines)

    @cached_property
    def blanked(self) -> str:
        """Its words where they stand: code, addresses, destinations and HTML are blank."""
        return blanked(self.text)


class Translation(Record, frozen=True):
    """A msgid and the msgstr that stands for it, at `keyword` (`msgstr`, or `msgstr[1]` of a plural) of `entry`."""

    entry: Entry
    keyword: str
    source: Text
    target: Text
    places: Places

    @property
    def both(self) -> str:
        """Both texts, to see at once whether either has a character."""
        return self.source.text + self.target.text

    @property
    def is_same(self) -> bool:
        """Whether the translation is its source, word for word."""
        return self.source.text == self.target.text

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Where the characters `[start, end)` of the target text stand in the catalog."""
        return self.places.span(self.entry, self.keyword, start, end)

    def edit(self, start: int, end: int, text: str) -> Edit:
        """The edit that puts `text` in the place of the characters `[start, end)` of the target text."""
        return Edit(self.span(start, end), escaped(text))

    def diagnostic(
        self,
        rule: str,
        start: int = 0,
        end: int | None = None,
        fix: tuple[Edit, ...] = (),
        related: tuple[Related, ...] = (),
        **arguments: Argument,
    ) -> Diagnostic:
        """A diagnostic at the characters `[start, end)` of the target text."""
        return Diagnostic(rule, self.span(start, end), arguments, related=related, fix=fix)

    def differences(self, rule: str, found: Changes) -> Iterator[Diagnostic]:
        """A diagnostic of the case `changed` or `extra` at each such part, and one of the case `missing` for all."""
        for old, new in found.changed:
            yield self.diagnostic(
                rule,
                *new.span,
                related=(self.in_source(old.span),),
                case="changed",
                source=old.content,
                target=new.content,
            )
        for new in found.extra:
            yield self.diagnostic(rule, *new.span, case="extra", target=new.content)
        if found.missing:
            related = tuple(self.in_source(old.span) for old in found.missing)
            missing = ", ".join(f"`{old.content}`" for old in found.missing)
            yield self.diagnostic(rule, related=related, case="missing", missing=missing)

    def in_source(self, span: Span) -> Related:
        """The place of a part of the source text."""
        keyword = "msgid" if self.source.text == self.entry.source else "msgid_plural"
        return Related(self.places.span(self.entry, keyword, *span), "the source")


class CatalogSubject(Record, frozen=True, dict=True):
    """One PO or POT file, read: `entries` are all of it in order, the header, obsolete ones and repeated ones too.

    `locale` is the BCP 47 tag that its path tells, or else its header; empty for templates. `path_locale` is that of
    the path alone. `charset` is the one that the header names, UTF-8 without. `fault` is why the file cannot be read,
    and then there are no entries. `conflicts` were committed with it. `wording` are the words that translations must
    and must not use, `keep` names that are never translated, `id_headings` the source's headings of columns with ids
    of tasks. `leads_to` gives what a destination in a message may lead to, be it that of the source page or that of
    the target page, in a form that is the same for both (see `link_places`).
    """

    source: SourceText
    path: str
    locale: str
    path_locale: str
    source_locale: str
    charset: str
    entries: tuple[Entry, ...]
    fault: CatalogError | None
    conflicts: tuple[Conflict, ...]
    wording: Wording
    keep: tuple[str, ...]
    id_headings: tuple[str, ...]
    today: date
    leads_to: Callable[[Entry, str], frozenset[str]]

    @property
    def is_template(self) -> bool:
        """Whether it is a POT file."""
        return self.path.lower().endswith(".pot")

    @cached_property
    def places(self) -> Places:
        """Where texts stand in the file."""
        return Places(self.source.text, self.charset)

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
        return next((span for known, span in self.field_spans if known == name), self.places.line(self.header.line))

    @cached_property
    def field_spans(self) -> tuple[tuple[str, Span], ...]:
        """The header's fields by name, those that are there twice too, each with where its value stands."""
        found, at = [], 0
        for line in self.header.target.split("\n"):
            name, colon, value = line.partition(":")
            if colon:
                start = at + len(line) - len(value.lstrip())
                found.append((name, self.places.span(self.header, "msgstr", start, start + len(value.strip()))))
            at += len(line) + 1
        return tuple(found)

    @property
    def language(self) -> str:
        """What the header says the language is; empty where it does not."""
        return self.fields.get("Language", "").split("\n")[0].strip()

    @property
    def plural_forms(self) -> PluralForms | None:
        """The plural forms that the header declares; None where it declares none, or not as it must."""
        return self._plural_forms[0]

    @property
    def plural_fault(self) -> str:
        """What is wrong with the plural forms that the header declares, as the end of a sentence; empty for nothing."""
        return self._plural_forms[1]

    @cached_property
    def _plural_forms(self) -> tuple[PluralForms | None, str]:
        value = self.fields.get("Plural-Forms", "").split("\n")[0].strip()
        try:
            return (parse_plural_forms(value) if value else None), ""
        except PluralFormsError as error:
            return None, str(error)

    @cached_property
    def header_dates(self) -> tuple[HeaderDate, ...]:
        """The dates of the header that it has, in order."""
        return tuple(
            header_date(name, self.source.slice(span), span) for name, span in self.field_spans if name in DATE_FIELDS
        )

    @cached_property
    def messages(self) -> tuple[Entry, ...]:
        """The messages in use; a header that is there twice is none."""
        return tuple(entry for entry in self.entries if entry.key != (None, "") and not entry.obsolete)

    @property
    def is_translated(self) -> bool:
        """Whether a message has a translation, be it one to confirm."""
        return any(entry.target.strip() or any(map(str.strip, entry.plurals)) for entry in self.messages)

    @cached_property
    def translations(self) -> tuple[Translation, ...]:
        """The translations to look at: those that count, and guesses that a translator has yet to confirm.

        A fuzzy message whose source has changed is left out: that its translation does not fit any more is known.
        """
        return tuple(self._translations()) if not self.is_template else ()

    @cached_property
    def markdown(self) -> tuple[Translation, ...]:
        """The translations that are Markdown and not their source word for word.

        Left out are program texts, as their flags tell, and blocks of code, of which people translate the comments.
        """
        return tuple(
            found
            for found in self.translations
            if not (found.is_same or is_program_text(found.entry.flags) or found.source.markup.is_code)
        )

    def _translations(self) -> Iterator[Translation]:
        for entry in self.messages:
            if entry.is_outdated:
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

    def end_diagnostics(self, rule: str, mark: Mark) -> Iterator[Diagnostic]:
        """A diagnostic for each translation that ends otherwise than its source, one of them with that mark.

        The case is `missing`, `extra`, or `other` where both end with a mark; `mark` and `other` are the characters.
        """
        for found, ends in self._end_differences:
            if ends.mark != mark:
                continue
            fix = self._end_fix(found, ends)
            case = "extra" if not ends.source else "other" if ends.target else "missing"
            yield found.diagnostic(
                rule, ends.start, ends.end, fix, case=case, mark=ends.source or ends.target, other=ends.target
            )

    @cached_property
    def _end_differences(self) -> tuple[tuple[Translation, Difference], ...]:
        compared = (
            (one, difference(one.source.text, one.target.text, one.entry.extracted)) for one in self.translations
        )
        return tuple((one, ends) for one, ends in compared if ends)

    def _end_fix(self, found: Translation, ends: Difference) -> tuple[Edit, ...]:
        """The edit that adds a stop, where it is certain how and where it is written."""
        stop = stop_of(found.target.text)
        source, target = found.source.text, found.target.text
        closing = source[ending(source).end :].rstrip()
        if ends.mark != "stop" or ends.target or not stop or (closing and closing != target[ends.end :].rstrip()):
            return ()
        at = ends.end if closing else len(target.rstrip())
        return (found.edit(at, at, stop),)
