"""Glossaries in TBX-Basic, of 2008 (`martif`) and of 2019 (`tbx`): ISO 30042, https://www.tbxinfo.net.

Of a concept, its terms in each language are read, and their status. A term that is `deprecated` or `superseded` must
not be used. Nothing that a file declares (entities) is resolved: that could make a small file a huge one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from playbook_lint.l10n.glossary import Concept, GlossaryError, Locales

_ROOTS = ("martif", "tbx")
_CONCEPTS = ("termEntry", "conceptEntry")
_LANGUAGES = ("langSet", "langSec")
_TERMS = ("tig", "ntig", "termSec")
# As a category of data (`<termNote type="administrativeStatus">`), or as an element of that name.
_STATUS = "administrativeStatus"
_LANGUAGE = "http://www.w3.org/XML/1998/namespace lang"
_NAMESPACE_END = " "
# The last two are those of translation platforms.
_UNWANTED = ("deprecated", "superseded", "forbidden", "obsolete")
_PREFERRED = "preferred"


class _Term(NamedTuple):
    """A term of a concept: its locale, and its status in small letters."""

    text: str
    locale: str
    status: str

    @property
    def is_unwanted(self) -> bool:
        return self.status.startswith(_UNWANTED)


def read_tbx(path: Path, data: bytes, locales: Locales) -> Iterator[tuple[int, Concept]]:
    """The concepts of a glossary in TBX, each with its line; raises `GlossaryError`."""
    return iter(_Reader(path, locales).read(data))


class _Reader:
    """Reads one file, element by element."""

    def __init__(self, path: Path, locales: Locales) -> None:
        self._path = path
        self._locales = locales
        self._parser = expat.ParserCreate(namespace_separator=_NAMESPACE_END)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.EntityDeclHandler = self._declaration
        self._is_root = True
        self._concepts: list[tuple[int, Concept]] = []
        self._terms: list[_Term] = []
        self._line = 1
        self._locale = self._term = self._status = ""
        # What the text that comes next belongs to; None for nothing that is read.
        self._taking: str | None = None

    def read(self, data: bytes) -> list[tuple[int, Concept]]:
        """The concepts with their lines."""
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            message = f"is not valid XML: {expat.ErrorString(error.code)}"
            raise GlossaryError(self._path, message, error.lineno) from None
        except (ValueError, LookupError):  # an encoding that Python does not know
            raise GlossaryError(self._path, "is in an encoding that is not known; save it as UTF-8", 1) from None
        return self._concepts

    def _declaration(self, *_: object) -> None:
        message = "declares an entity, which is refused; write its text out"
        raise GlossaryError(self._path, message, self._parser.CurrentLineNumber)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        name = element.rpartition(_NAMESPACE_END)[2]
        if self._is_root and name not in _ROOTS:
            raise GlossaryError(self._path, f"is not TBX: it begins with `{name[:80]}`", self._parser.CurrentLineNumber)
        self._is_root = False
        if name in _CONCEPTS:
            self._terms, self._line = [], self._parser.CurrentLineNumber
        elif name in _LANGUAGES:
            self._locale = attributes.get(_LANGUAGE, "")
        elif name in _TERMS:
            self._term = self._status = ""
        elif name == "term":
            self._taking = "term"
        elif name == _STATUS or attributes.get("type") == _STATUS:
            self._taking = "status"

    def _characters(self, text: str) -> None:
        if self._taking == "term":
            self._term += text
        elif self._taking == "status":
            self._status += text

    def _end(self, element: str) -> None:
        name = element.rpartition(_NAMESPACE_END)[2]
        if name in _TERMS:
            if term := " ".join(self._term.split()):
                self._terms.append(_Term(term, self._locale, self._status.strip().casefold()))
        elif name in _CONCEPTS:
            self._concepts += ((self._line, concept) for concept in self._concept())
        elif name in ("term", "termNote", _STATUS):
            self._taking = None

    def _concept(self) -> Iterator[Concept]:
        """What the terms of one concept say of each locale."""
        source = self._locales.source
        ours = [term for term in self._terms if _tag(term.locale) == _tag(source)]
        ours = ours or [term for term in self._terms if _language(term.locale) == _language(source)]
        names = [term.text for term in sorted(ours, key=_rank) if not term.is_unwanted] or [""]
        if forbidden := tuple(term.text for term in ours if term.is_unwanted):
            yield Concept(names[0], source, (), forbidden)
        for locale in dict.fromkeys(term.locale for term in self._terms if term not in ours):
            theirs = sorted((term for term in self._terms if term.locale == locale), key=_rank)
            accepted = tuple(term.text for term in theirs if not term.is_unwanted)
            forbidden = tuple(term.text for term in theirs if term.is_unwanted and term.text not in accepted)
            yield Concept(names[0], locale, accepted, forbidden)
            yield from (Concept(name, locale, accepted) for name in names[1:])


def _rank(term: _Term) -> bool:
    """Sorts preferred terms first."""
    return not term.status.startswith(_PREFERRED)


def _tag(locale: str) -> str:
    return locale.replace("_", "-").casefold()


def _language(locale: str) -> str:
    return _tag(locale).partition("-")[0]
