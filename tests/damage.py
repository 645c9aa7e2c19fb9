"""Pages with translations that are known, and what careless hands do to them: the ground truth for `align`."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from playbook_lint.l10n.adopt import Adopter, Row, State
from playbook_lint.l10n.align import Pair, align
from playbook_lint.l10n.lexicon import Learner, lesson
from playbook_lint.l10n.pseudo import pseudo
from playbook_lint.l10n.rendering import rendered
from playbook_lint.l10n.scoring import Knowledge
from playbook_lint.l10n.segmenting import Reading, page_units
from playbook_lint.l10n.segments import Unit
from playbook_lint.l10n.settings import ImportSettings
from playbook_lint.l10n.traits import Piece, pieces
from playbook_lint.page import Page
from playbook_lint.source import SourceText

# What stays as it is: destinations, addresses, tags, entities, code, numbers, and words with digits or inner capitals.
_KEPT = re.compile(
    r"\]\([^)]*\)|https?://\S+|<[^>]*>|&\w+;|`[^`]*`|\w*\d\w*|[A-Z]{2,}\w*|[A-Z][a-z]+[A-Z]\w*|[^\W\d_]+"
)
_PLACES = re.compile(r"\]\(([^)\s]+)")
_LOCALE = re.compile(r"-(?:pr|de)(?=\.md)")
_BLOCKS = re.compile(r"\n{2,}")
# Of all blocks so many are dropped, joined with the next one, and added.
DROPPED, JOINED, ADDED = 0.08, 0.04, 0.03

# The source texts that each text of a translation may stand for.
Meaning = dict[str, set[str]]


def cipher(text: str) -> str:
    """The text in a made-up language without an alphabet or spaces, word for word: `plan` is always the same signs."""

    def word(match: re.Match[str]) -> str:
        found = match[0]
        if not found.isalpha() or found.isupper() or not found[1:].islower():
            return found
        digest = hashlib.blake2b(found.casefold().encode(), digest_size=32).digest()
        return "".join(
            chr(0x4E00 + digest[at] * 50 + digest[at + 1] % 50) for at in range(0, 2 * (1 + len(found) // 5), 2)
        )

    head, body = _metadata(text)
    translated = head + _KEPT.sub(word, body)
    return re.sub(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])", "", translated)


def units_of(text: str) -> list[Unit]:
    """The units of a page without schemas."""
    page = Page.parse(SourceText(text))
    return list(page_units(page, Reading((), (), (), ("title", "description"))))


def damaged(source: str, target: str, strays: Sequence[str], seed: int) -> tuple[str, Meaning, set[str]]:
    """`target`, a translation of `source` with the same structure, damaged.

    Beside it what each of its texts stands for, and which of them were joined from two. Blocks are dropped, joined and
    added, the levels of headings are shifted, and two sections are swapped.
    """
    ours, theirs = units_of(source), units_of(target)
    assert len(ours) == len(theirs)
    meant: Meaning = {}
    joined: set[str] = set()
    for unit, other in zip(ours, theirs, strict=True):
        meant.setdefault(other.text, set()).add(unit.text)
    chance = random.Random(seed)
    head, body = _metadata(target)
    blocks = _swapped([block for block in _BLOCKS.split(body) if block.strip()], chance)
    kept: list[str] = []
    for block in blocks:
        if chance.random() < DROPPED and not block.startswith("# "):
            continue
        if kept and chance.random() < JOINED and _is_prose(kept[-1]) and _is_prose(block):
            one, other = (units_of(text)[0].text for text in (kept[-1], block))
            meant[f"{one} {other}"] = meant.get(one, set()) | meant.get(other, set())
            joined.add(f"{one} {other}")
            kept[-1] = f"{kept[-1]} {block}"
            continue
        kept.append(_shifted(block))
        if chance.random() < ADDED:
            kept.append(chance.choice(strays))
    return head + "\n\n".join(kept) + "\n", meant, joined


def _metadata(text: str) -> tuple[str, str]:
    body = Page.parse(SourceText(text)).metadata.body
    return text[:body] + "\n", text[body:]


def _is_prose(block: str) -> bool:
    return block[0].isalpha() and "\n" not in block


def _shifted(block: str) -> str:
    return f"#{block}" if re.match(r"#{2,4} ", block) else block


def _swapped(blocks: list[str], chance: random.Random) -> list[str]:
    """The blocks with two neighbouring sections of level 2 swapped."""
    number = 0
    sections: list[list[str]] = [[]]
    for block in blocks:
        if block.startswith("## "):
            number += 1
            sections.append([])
        sections[-1].append(block)
    if len(sections) > 3:
        at = chance.randrange(1, len(sections) - 1)
        sections[at], sections[at + 1] = sections[at + 1], sections[at]
    return [block for section in sections for block in section]


@dataclass
class Score:
    """How many pairs were accepted, how many of these are right, and how many there are to find."""

    accepted: int = 0
    right: int = 0
    there: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(self.accepted, 1)

    @property
    def recall(self) -> float:
        return self.right / max(self.there, 1)


def score(pairs: Iterable[tuple[str, str]], strays: Sequence[str], seed: int) -> Score:
    """What comes of pages and their translations once all are damaged: learned from first, then paired."""
    cases = []
    for number, (source, target) in enumerate(pairs):
        text, meant, joined = damaged(source, target, strays, seed + number)
        cases.append((_pieces(source), _pieces(text), meant, joined))
    knowledge = _learned((ours, theirs) for ours, theirs, *_ in cases)
    found = Score()
    for ours, theirs, meant, joined in cases:
        _judge(_adopter(knowledge), ours, theirs, meant, joined, found)
    return found


def aligned_rows(source: str, target: str) -> list[Row]:
    """The rows of one page and its translation, learned from first as an import does."""
    ours, theirs = _pieces(source), _pieces(target)
    knowledge = _learned([(ours, theirs)])
    return list(_adopter(knowledge).rows(ours, theirs, _aligned(ours, theirs, knowledge)))


def pseudo_page(text: str) -> str:
    """The page with its texts in pseudo-translation."""
    source, parts, at = SourceText(text), [], 0
    for unit in sorted((unit for unit in units_of(text) if unit.message), key=lambda unit: unit.span):
        parts += [text[at : unit.span.start], rendered(unit.message, pseudo(unit.text), source)]
        at = unit.span.end
    return "".join([*parts, text[at:]])


def _learned(pairs: Iterable[tuple[Sequence[Piece], Sequence[Piece]]]) -> Knowledge:
    learner = Learner()
    for ours, theirs in pairs:
        certain = (pair for pair in _aligned(ours, theirs, Knowledge()) if pair.confidence >= ImportSettings().accept)
        learner.add(lesson(ours[pair.sources[0]].traits, theirs[pair.targets[0]].traits) for pair in certain)
    return learner.knowledge()


def _adopter(knowledge: Knowledge) -> Adopter:
    return Adopter(knowledge, ImportSettings(), lambda _, __: None, lambda _, other: other.text, lambda _, text: [text])


def _judge(
    adopter: Adopter, ours: Sequence[Piece], theirs: Sequence[Piece], meant: Meaning, joined: set[str], found: Score
) -> None:
    texts = [unit.text for piece in theirs for unit in piece.units if unit.message]
    found.there += sum(2 if text in joined else 1 for text in texts if text in meant)
    for row in adopter.rows(ours, theirs, _aligned(ours, theirs, adopter.knowledge)):
        if row.state is State.ACCEPTED and row.source and row.target:
            found.accepted += 1
            if row.source.text in meant.get(row.target.text, ()):
                found.right += 1
            else:
                found.wrong.append((row.source.text, row.target.text))


def _pieces(text: str) -> tuple[Piece, ...]:
    return pieces(
        (unit for unit in units_of(text) if not unit.kind.startswith("metadata")),
        lambda span: (_LOCALE.sub("", place) for place in _PLACES.findall(text[span.start : span.end])),
    )


def _aligned(ours: Sequence[Piece], theirs: Sequence[Piece], knowledge: Knowledge) -> list[Pair]:
    return align([piece.traits for piece in ours], [piece.traits for piece in theirs], knowledge)
