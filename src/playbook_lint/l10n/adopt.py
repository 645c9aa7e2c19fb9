"""What of a target page that was translated by hand goes into a catalog: pairs of pieces as rows, a text each."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum

from playbook_lint.l10n.agreement import Doubt
from playbook_lint.l10n.align import Pair
from playbook_lint.l10n.bare import blanked, plain, without_code
from playbook_lint.l10n.scoring import Knowledge, Scorer
from playbook_lint.l10n.segments import Style, Unit
from playbook_lint.l10n.settings import ImportSettings
from playbook_lint.l10n.traits import Piece, keys, traits
from playbook_lint.records import Record, replace

# Where a text may be parted: at a line break, and after the end of a sentence.
_PART = re.compile(r"\n|(?<=[.!?:;…])\s+(?=\S)|(?<=[。！？；])\s*(?=\S)")
_KEPT = 0.5
_SHORT = 3
_PROSE = {"paragraph"}
# The logarithm of how much longer a translation would be than one that is likely to go on in the next paragraph.
_SHORT_OF = 0.25
_WORD = re.compile(r"[^\W\d_]+")
# What is the same in every language: `--font-size`, `line_number`, `afterClose`, `v2`.
_IDENTIFIER = re.compile(r"(?<![\w.-])(?:--[\w-]+|[\w.-]*(?:\w_\w|[a-z][A-Z]|\d)[\w.-]*)", re.ASCII)
# A text that has so many words in lower case of the source, and so great a part of its own, is in the same language.
_SENTENCE, _SHARED = 5, 0.75
# Control characters, which no translation may have.
_UNFIT = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f]")
_SPACE = re.compile(r"\s+")


class State(Enum):
    """What becomes of a text: in words for people."""

    ACCEPTED = "accepted"
    FUZZY = "fuzzy"
    EMPTY = "empty"  # a message without a translation on the page
    SAME = "untranslated"  # the page still says it in the source language
    LEFT = "left over"  # a text of the target page that no message takes
    TERM = "term"  # what terms.po is for


class Text(Record, frozen=True):
    """A text of a page and its 1-based line."""

    text: str
    line: int


class TermForm(Record, frozen=True):
    """What a target page says for the term `canonical` of `kind`, and in which line."""

    kind: str
    canonical: str
    form: str
    line: int


class Row(Record, frozen=True):
    """One text of the source page beside the one of the target page that stands for it.

    `confidence` (0 to 1) is that of the alignment, `doubt` says why a row is fuzzy all the same. `terms` are the terms
    that both stand for.
    """

    state: State
    source: Text | None
    target: Text | None
    confidence: float = 0.0
    doubt: Doubt | None = None
    terms: tuple[TermForm, ...] = ()


class Adopter(Record, frozen=True):
    """Turns the pairs of two pages into rows.

    `doubt` says what is wrong with a text and its translation, if anything, each of one unit or of several; `text_of`
    gives the text of a target unit as the message of those source units; `forms_of` the parts of a target text that
    stand for terms, given the kind of these.
    """

    knowledge: Knowledge
    settings: ImportSettings
    doubt: Callable[[Sequence[Unit], Sequence[Unit]], Doubt | None]
    text_of: Callable[[Sequence[Unit], Unit], str]
    forms_of: Callable[[str, str], Sequence[str]]

    def rows(self, sources: Sequence[Piece], targets: Sequence[Piece], pairs: Sequence[Pair]) -> Iterator[Row]:
        """The rows in the order of the source page; what is left over stands where it stands in the target page."""
        by_source = {pair.sources[0]: pair for pair in pairs if pair.confidence >= self.settings.doubt}
        inner = {i for pair in by_source.values() for i in pair.sources[1:]}
        taken = {j for pair in by_source.values() for j in pair.targets}
        left = [j for j in range(len(targets)) if j not in taken]
        for i, piece in enumerate(sources):
            pair = by_source.get(i)
            if pair:
                while left and not pair.moved and left[0] < pair.targets[0]:
                    yield from _left_over(targets[left.pop(0)].units)
                ours, theirs = [sources[k] for k in pair.sources], [targets[k] for k in pair.targets]
                after = [] if i + 1 < len(sources) and i + 1 not in by_source else left
                if rest := self._rest(ours, theirs, (targets[k] for k in _run(pair.targets[-1] + 1, after))):
                    at = left.index(pair.targets[-1] + 1)
                    del left[at : at + len(rest)]
                    yield self._split(ours[0].units[0], [piece.units[0] for piece in (*theirs, *rest)], pair.confidence)
                else:
                    yield from self._paired(ours, theirs, pair.confidence)
            elif i not in inner:
                yield from _empty(piece.units)
        for j in left:
            yield from _left_over(targets[j].units)

    def metadata(self, sources: Sequence[Unit], targets: Sequence[Unit]) -> Iterator[Row]:
        """The rows of what stands under the same key of the metadata."""
        by_key = {unit.kind: unit for unit in targets}
        for unit in sources:
            other = by_key.pop(unit.kind, None)
            yield from self._texts(unit, other, 1.0) if other else _empty([unit])

    def _paired(self, ours: Sequence[Piece], theirs: Sequence[Piece], confidence: float) -> Iterator[Row]:
        if len(theirs) > 1:
            yield self._joined(ours[0].units[0], [piece.units[0] for piece in theirs], confidence)
        elif len(ours) > 1:
            yield from self._parted([piece.units[0] for piece in ours], theirs[0].units[0], confidence)
        elif len(mine := _filled_cells(ours[0].units)) == len(yours := _filled_cells(theirs[0].units)):
            for unit, other in zip(mine, yours, strict=True):
                yield from self._texts(unit, other, confidence)
        else:
            yield from _empty(mine)
            yield from _left_over(yours)

    def _rest(self, ours: Sequence[Piece], theirs: Sequence[Piece], after: Iterable[Piece]) -> list[Piece]:
        """What was left over of the paragraphs right after `theirs`, and makes them as long as a translation of `ours`.

        Translators part long paragraphs.
        """
        rest: list[Piece] = []
        if self.knowledge.ratio is None or len(ours) > 1 or {one.traits.detail for one in (*ours, *theirs)} != _PROSE:
            return rest
        wanted = math.log(ours[0].traits.size + 1) + self.knowledge.ratio
        length = sum(piece.traits.size for piece in theirs)
        for piece in after:
            short = wanted - math.log(length + 1)
            length += piece.traits.size
            if {piece.traits.detail} != _PROSE or short < _SHORT_OF or abs(wanted - math.log(length + 1)) > short:
                break
            rest.append(piece)
        return rest

    def _split(self, unit: Unit, others: Sequence[Unit], confidence: float) -> Row:
        """One paragraph of the source that several of the target are likely to stand for."""
        row = self._joined(unit, others, confidence)
        return replace(row, state=State.FUZZY, doubt=Doubt("joined")) if row.state is State.ACCEPTED else row

    def _texts(self, unit: Unit, other: Unit, confidence: float) -> Iterator[Row]:
        if unit.terms:
            forms = tuple(self._forms(unit, other)) if confidence >= self.settings.accept else ()
            yield Row(State.TERM, _source(unit), Text(other.text, other.line), confidence, None, forms)
        elif unit.message:
            yield self._row(unit, other, confidence, self.doubt([unit], [other]))
        elif other.message:
            yield from _left_over([other])

    def _row(self, unit: Unit, other: Unit, confidence: float, doubt: Doubt | None) -> Row:
        text = _fitted(self.text_of([unit], other), unit.style, other.style)
        if not text or _UNFIT.search(text):
            return Row(State.EMPTY, _source(unit), None)
        if is_same(text, unit.text) and not self._is_name(unit.text):
            return Row(State.SAME, _source(unit), Text(text, other.line), confidence)
        if doubt is None and not is_same(text, unit.text) and _is_old_source(text, unit.text):
            doubt = Doubt("source")
        is_sure = confidence >= self.settings.accept and doubt is None
        return Row(State.ACCEPTED if is_sure else State.FUZZY, _source(unit), Text(text, other.line), confidence, doubt)

    def _forms(self, unit: Unit, other: Unit) -> Iterator[TermForm]:
        """What the target says for each term of the source, where it says as many things."""
        kind = unit.terms[0].kind
        parts = [other.text] if len(unit.terms) == 1 else self.forms_of(kind, other.text)
        if len(parts) == len(unit.terms):
            for term, part in zip(unit.terms, parts, strict=True):
                if part:
                    yield TermForm(kind, term.canonical, part, other.line)

    def _joined(self, unit: Unit, others: Sequence[Unit], confidence: float) -> Row:
        """One text of the source that several of the target stand for."""
        text = " ".join(_fitted(self.text_of([unit], other), unit.style, other.style) for other in others)
        return self._row(unit, _rewritten(others[0], text), confidence, self.doubt([unit], others))

    def _parted(self, units: Sequence[Unit], other: Unit, confidence: float) -> Iterator[Row]:
        """Two texts of the source that one of the target stands for: it is parted where that fits best."""
        text = self.text_of(units, other)
        parts = [(text[: at.start()].strip(), text[at.end() :].strip()) for at in _PART.finditer(text)]
        scores = [self._score(units, part) for part in parts]
        if not scores:
            yield self._row(units[0], other, confidence, Doubt("joined"))
            yield from _empty(units[1:])
            return
        best = max(range(len(scores)), key=scores.__getitem__)
        share = 1 / sum(math.exp(min(score - scores[best], 0.0)) for score in scores)
        doubt = self.doubt(units, [other])
        for unit, part in zip(units, parts[best], strict=True):
            yield self._row(unit, _rewritten(other, part), confidence * share, doubt)

    def _score(self, units: Sequence[Unit], parts: Sequence[str]) -> float:
        ours = [traits([unit], ()) for unit in units]
        theirs = [traits([_rewritten(unit, part)], ()) for unit, part in zip(units, parts, strict=True)]
        scorer = Scorer(ours, theirs, self.knowledge)
        return sum(scorer.score(i, i) for i in range(len(ours)))

    def _is_name(self, text: str) -> bool:
        """Whether a text may be the same in both languages: all words but short ones inside are names, or unknown."""
        words = _WORD.findall(_IDENTIFIER.sub(" ", plain(without_code(text))))
        return all(self._stays(word) for word in words if not (word.islower() and len(word) <= _SHORT))

    def _stays(self, word: str) -> bool:
        partners = [self.knowledge.partners.get(key) for key in keys(word)]
        known = [(key, one) for key, one in zip(keys(word), partners, strict=True) if one is not None]
        if known:
            return all(one.get(key, 0.0) >= _KEPT for key, one in known)
        return word[0].isupper()


def _run(start: int, numbers: Sequence[int]) -> Iterator[int]:
    """The numbers from `start` on that follow each other among `numbers`."""
    while start in numbers:
        yield start
        start += 1


def _filled_cells(units: Sequence[Unit]) -> Sequence[Unit]:
    """The cells of a row but for empty ones at its end, which say nothing and may be left out."""
    end = len(units)
    while end > 1 and not units[end - 1].text.strip():
        end -= 1
    return units[:end]


def _is_old_source(text: str, source: str) -> bool:
    """Whether a text is a sentence in the language of the source, as an older source may have had it."""
    if _has_uncased(text) and not _has_uncased(source):
        return False
    words = _WORD.findall(blanked(text))
    ours = set(_WORD.findall(blanked(source)))
    is_sentence = sum(word.islower() and word in ours for word in words) >= _SENTENCE
    return is_sentence and sum(word in ours for word in words) >= _SHARED * len(words)


def _has_uncased(text: str) -> bool:
    """Whether a text has letters of a script without case."""
    return any(unicodedata.category(char) == "Lo" for char in text)


def is_same(text: str, other: str) -> bool:
    """Whether two texts differ in white space at the most."""
    return _SPACE.sub("", text) == _SPACE.sub("", other)


def _rewritten(unit: Unit, text: str) -> Unit:
    """The unit with another text, which is all of it."""
    return replace(unit, text=text, lines=())


def _fitted(text: str, style: Style, written: Style) -> str:
    """A text that stands in one style, as the text of a message in another: lines of code have no breaks in prose."""
    if style is not written and (written is Style.CODE or style in (Style.LINE, Style.YAML, Style.TITLE)):
        return " ".join(text.split())
    return text.strip()


def _source(unit: Unit) -> Text:
    return Text(unit.text, unit.line)


def _empty(units: Sequence[Unit]) -> Iterator[Row]:
    return (Row(State.EMPTY, _source(unit), None) for unit in units if unit.message)


def _left_over(units: Sequence[Unit]) -> Iterator[Row]:
    return (Row(State.LEFT, None, Text(unit.text, unit.line)) for unit in units if unit.message)
