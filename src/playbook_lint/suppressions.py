"""Suppression comments: what a page says should not be reported about it.

    <!-- playbook-lint-disable-next-line RULE -->   the line after the comment
    <!-- playbook-lint-disable-line RULE -->        the comment's own line
    <!-- playbook-lint-disable RULE -->             from here to the matching `enable`, or to the end
    <!-- playbook-lint-enable RULE -->
    <!-- playbook-lint-disable-file RULE -->        the whole file

RULE is one or more names of rules or categories, parted by spaces or commas; without one, every rule is meant. What
follows `--` is a reason for people. The metadata takes the same words as a YAML comment: `# playbook-lint-…`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from playbook_lint.facts import Comment
from playbook_lint.source import Span

_DIRECTIVE = re.compile(r"playbook-lint-(?P<verb>[a-z-]+)(?![a-z])(?P<rest>.*)", re.DOTALL)
_SEPARATOR = re.compile(r"[\s,]+")
VERBS = ("disable-next-line", "disable-line", "disable", "enable", "disable-file")
_LAST_LINE = 1 << 62


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment. `names` is empty when it means every rule; `first` and `last` are the 1-based lines it covers.

    An `enable` covers nothing, and so does a comment whose verb is none of `VERBS`: then `known` is False.
    """

    verb: str
    names: tuple[str, ...]
    span: Span
    first: int
    last: int

    @property
    def known(self) -> bool:
        """Whether the comment's verb is one of `VERBS`."""
        return self.verb in VERBS

    def silences(self, line: int, rule: str, category: str) -> str | None:
        """The name in this comment that silences `rule` on `line`: `*` for a comment without names, None for no."""
        if not self.first <= line <= self.last:
            return None
        if not self.names:
            return "*"
        return next((name for name in self.names if name in (rule, category)), None)


def suppressions(comments: Iterable[Comment]) -> tuple[Suppression, ...]:
    """The suppressions that a page's comments make, in document order."""
    found: list[Suppression] = []
    for comment in comments:
        match = _DIRECTIVE.match(comment.text)
        if match is None:
            continue
        verb = match["verb"].rstrip("-")
        rules = match["rest"].split("--")[0]
        names = tuple(dict.fromkeys(name for name in _SEPARATOR.split(rules) if name))
        if verb == "enable":
            found = [_ended(earlier, names, comment.lines[0]) for earlier in found]
        first, last = _lines(verb, comment.lines)
        found.append(Suppression(verb, names, comment.span, first, last))
    return tuple(found)


def _lines(verb: str, lines: tuple[int, int]) -> tuple[int, int]:
    first, last = lines
    return {
        "disable-next-line": (last + 1, last + 1),
        "disable-line": (first, last),
        "disable": (first, _LAST_LINE),
        "disable-file": (1, _LAST_LINE),
    }.get(verb, (0, -1))


def _ended(suppression: Suppression, names: tuple[str, ...], line: int) -> Suppression:
    """`suppression`, ended at `line` if it is an open block that an `enable` of `names` closes."""
    open_block = suppression.verb == "disable" and suppression.last == _LAST_LINE
    if open_block and (not names or set(suppression.names) <= set(names)):
        return Suppression(suppression.verb, suppression.names, suppression.span, suppression.first, line)
    return suppression
