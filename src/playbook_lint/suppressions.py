"""Suppression comments: what a page says should not be reported about it.

    <!-- playbook-lint-disable-next-line RULE -->   the line after the comment
    <!-- playbook-lint-disable-line RULE -->        the comment's own line
    <!-- playbook-lint-disable RULE -->             from here to the matching `enable`, or to the end
    <!-- playbook-lint-enable RULE -->
    <!-- playbook-lint-disable-file RULE -->        the whole file

RULE is one or more names of rules or categories, parted by spaces or commas; without one, every rule is meant. An
`enable` ends the blocks of the same names, or all blocks when it has none. What follows `--` is a reason for people.
The metadata takes the same words as a YAML comment: `# playbook-lint-…`. So does a catalog, in the comment of a
translator (`# playbook-lint-disable RULE`), for that message; `disable-file` stands in the comment of the header.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from playbook_lint.facts import Comment
from playbook_lint.patterns import lazy_pattern
from playbook_lint.records import Record
from playbook_lint.source import Span

PREFIX = "playbook-lint-"
_DIRECTIVE = lazy_pattern(rf"(?P<directive>{PREFIX}[a-z-]+)(?![a-z])(?P<rest>.*)", re.DOTALL | re.IGNORECASE)
_SEPARATOR = lazy_pattern(r"[\s,]+")
SILENCING = ("disable-next-line", "disable-line", "disable", "disable-file")
END = "enable"
VERBS = (*SILENCING, END)
ALL = "*"
_LAST_LINE = 1 << 62
_NONE = (0, -1)


class Suppression(Record, frozen=True, eq=False):
    """One comment, which begins with `directive`, as written.

    `names` is empty when it means every rule; `lines` are the 1-based lines that each name covers. For a comment
    without names, `lines` has one entry. An `enable` covers nothing; `ends` are the names (`ALL` for none) whose blocks
    it ends. A comment whose verb is none of `VERBS`, letter by letter, covers nothing either: then `known` is False.
    `idle` says that what it covers is not looked at for now, so that nobody can tell whether it is still needed.
    """

    directive: str
    names: tuple[str, ...]
    span: Span
    lines: tuple[tuple[int, int], ...]
    ends: frozenset[str] = frozenset()
    idle: bool = False

    @property
    def verb(self) -> str:
        """What the comment does: one of `VERBS`, or anything else."""
        return self.directive.removeprefix(PREFIX)

    @property
    def known(self) -> bool:
        """Whether the comment's verb is one of `VERBS`."""
        return self.verb in VERBS


class _Range(Record, frozen=True):
    """The lines on which a comment silences one name."""

    first: int
    last: int
    suppression: Suppression


def _further(one: _Range, other: _Range) -> _Range:
    return other if other.last > one.last else one


class Silencer:
    """Finds the comment that silences a line, in a time that hardly grows with the number of comments."""

    def __init__(self, found: Iterable[Suppression]) -> None:
        ranges: dict[str, list[_Range]] = {}
        for suppression in found:
            for name, (first, last) in zip(suppression.names or (ALL,), suppression.lines, strict=True):
                ranges.setdefault(name, []).append(_Range(first, last, suppression))
        # For each name: where its ranges begin, in order, and the one among those so far that reaches furthest.
        self._ranges: dict[str, tuple[list[int], list[_Range]]] = {}
        for name, of_name in ranges.items():
            of_name.sort(key=lambda covered: covered.first)
            self._ranges[name] = [covered.first for covered in of_name], list(accumulate(of_name, _further))

    def find(self, line: int, rule: str, category: str) -> tuple[Suppression, str] | None:
        """The comment that silences `rule` on `line`, and the name in it that does (`ALL` for one without names)."""
        for name in (rule, category, ALL):
            starts, furthest = self._ranges.get(name, ([], []))
            before = bisect_right(starts, line)
            if before and furthest[before - 1].last >= line:
                return furthest[before - 1].suppression, name
        return None


def suppressions(comments: Iterable[Comment]) -> tuple[Suppression, ...]:
    """The suppressions that a page's comments make, in document order."""
    found = []
    for comment in comments:
        if match := _DIRECTIVE.match(comment.text):
            rules = match["rest"].split("--")[0]
            names = tuple(dict.fromkeys(name for name in _SEPARATOR.split(rules) if name))
            found.append((match["directive"].rstrip("-"), names, comment))
    ends = _block_ends([(directive.removeprefix(PREFIX), names) for directive, names, _ in found])
    ended: dict[int, set[str]] = {}
    for (_, name), end in ends.items():
        ended.setdefault(end, set()).add(name)

    def lines(index: int, name: str) -> tuple[int, int]:
        directive, _, comment = found[index]
        end = ends.get((index, name))
        last = _LAST_LINE if end is None else found[end][2].lines[0]
        return _lines(directive.removeprefix(PREFIX), comment.lines, last)

    return tuple(
        Suppression(
            directive,
            names,
            comment.span,
            tuple(lines(index, name) for name in names or (ALL,)),
            frozenset(ended.get(index, ())),
        )
        for index, (directive, names, comment) in enumerate(found)
    )


def entry_suppressions(
    lines: Iterable[tuple[str, Span]], extent: tuple[int, int], *, is_header: bool, idle: bool
) -> Iterator[Suppression]:
    """The suppressions that the comment lines of a catalog's entry make, each line with its span.

    `disable` covers the entry, whose lines are `extent`; `disable-file`, in the header, the whole catalog. There are no
    others: what is next to what is for PO tools to say.
    """
    for text, span in lines:
        if match := _DIRECTIVE.match(text):
            rules = match["rest"].split("--")[0]
            names = tuple(dict.fromkeys(name for name in _SEPARATOR.split(rules) if name))
            directive = match["directive"].rstrip("-")
            lines_of = {"disable": extent} | ({"disable-file": (1, _LAST_LINE)} if is_header else {})
            covered = lines_of.get(directive.removeprefix(PREFIX), _NONE)
            yield Suppression(directive, names, span, tuple(covered for _ in names or (ALL,)), idle=idle)


def _block_ends(found: Sequence[tuple[str, tuple[str, ...]]]) -> dict[tuple[int, str], int]:
    """The index of the comment that ends a block, by that of the comment that begins it and the name in it.

    `found` holds the verb and the names of each comment.
    """
    ends = {}
    open_blocks: dict[str, list[int]] = {}
    for index, (verb, names) in enumerate(found):
        if verb == "disable":
            for name in names or (ALL,):
                open_blocks.setdefault(name, []).append(index)
        elif verb == END:
            for name in names or tuple(open_blocks):
                ends.update({(opened, name): index for opened in open_blocks.pop(name, ())})
    return ends


def _lines(verb: str, lines: tuple[int, int], end: int) -> tuple[int, int]:
    first, last = lines
    return {
        "disable-next-line": (last + 1, last + 1),
        "disable-line": (first, last),
        "disable": (first, end),
        "disable-file": (1, _LAST_LINE),
    }.get(verb, _NONE)
