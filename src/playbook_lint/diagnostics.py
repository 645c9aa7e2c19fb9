"""What a rule says (`Diagnostic`), and what becomes of it once its file is known (`Finding`).

A diagnostic is a rule's name, a span and arguments: no sentence, no line, no column. The sentence is the rule's message
template filled with the arguments, and is made when a reporter asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from playbook_lint.source import Place, Span

Argument = str | int | float | bool | None | list[str]
Arguments = Mapping[str, Argument]


class Severity(Enum):
    """How much a diagnostic weighs; `--fail-on` compares by `rank`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for info, 1 for warning, 2 for error."""
        return {"info": 0, "warning": 1, "error": 2}[self.value]


class Edit(NamedTuple):
    """Replace the text at `span` by `text`; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Related(NamedTuple):
    """Another place that a diagnostic speaks of; `path` is empty for the diagnostic's own file."""

    where: Span | Place
    note: str
    path: str = ""


class Diagnostic(NamedTuple):
    """One thing a rule found.

    `where` is a span of the subject's own text, or a `Place` when a project rule speaks of a page whose text it does
    not hold; `path` (relative to the project root, `/` between parts) is empty for the subject's own file. The argument
    `case` chooses among a rule's message templates; the argument `suggestion` is shown as "did you mean".
    """

    rule: str
    where: Span | Place
    arguments: Mapping[str, Argument] = {}
    path: str = ""
    related: tuple[Related, ...] = ()
    fix: tuple[Edit, ...] = ()


class RelatedPlace(NamedTuple):
    """A `Related` whose path and place are known."""

    path: str
    place: Place
    note: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic in its file, with the severity the configuration gives it: what reporters and exit codes see.

    `line_text` is the whole source line of `place.start`, for carets and fingerprints (empty when the file could not be
    read). `fix` holds edits in offsets of the file's text.
    """

    rule: str
    category: str
    severity: Severity
    arguments: Arguments
    path: str
    locale: str
    place: Place
    line_text: str = ""
    related: tuple[RelatedPlace, ...] = ()
    fix: tuple[Edit, ...] = ()
    suppressed: bool = False

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path, then position, then rule: the order of every report."""
        return (self.path, self.place.start.offset, self.place.end.offset, self.rule, repr(self.arguments))


class LinkCounts(NamedTuple):
    """How many different addresses of the web a run was about.

    Of these so many were `asked` now, and `known` from earlier runs. `unasked` counts the others by reason, in the
    words shown to the user.
    """

    addresses: int
    asked: int
    known: int
    unasked: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run: findings in order, and how many files were checked, and skipped for which reason.

    `suppressed` holds what suppression comments silenced. `skipped` counts files by reason, in the words shown to the
    user. `links` is there when the web was asked, or could have been. `unchecked` are paths that were asked for in
    error. `mended` is how many files were mended before.
    """

    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()
    files: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    links: LinkCounts | None = None
    unchecked: tuple[str, ...] = ()
    mended: int = 0

    def count(self, severity: Severity) -> int:
        """How many findings have exactly `severity`."""
        return sum(finding.severity is severity for finding in self.findings)
