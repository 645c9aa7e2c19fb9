"""What a rule says (`Diagnostic`), and what becomes of it once its file is known (`Finding`).

A diagnostic is a rule's name, a span and arguments: no sentence, no line, no column. The sentence is the rule's message
template filled with the arguments, and is made when a reporter asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple

from playbook_lint.records import Record, field
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


class Edit(Record, frozen=True, array_like=True):
    """Replace the text at `span` by `text`; an empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Related(Record, frozen=True):
    """Another place that a diagnostic speaks of; `path` is empty for the diagnostic's own file."""

    where: Span | Place
    note: str
    path: str = ""


class Diagnostic(Record, frozen=True):
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


class RelatedPlace(Record, frozen=True, array_like=True):
    """A `Related` whose path and place are known."""

    path: str
    place: Place
    note: str


class Finding(Record, frozen=True, array_like=True):
    """A diagnostic in its file, with the severity the configuration gives it: what reporters and exit codes see.

    `line_text` is the whole source line of `place.start`, for carets and fingerprints (empty when the file could not be
    read), and `lines_text` the text of a span over several lines, or its beginning. `fix` holds edits in offsets of the
    file's text. A `suppressed` finding was silenced by a comment; a `known` one was known before the run.
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
    lines_text: str = ""
    known: bool = False

    @property
    def span_text(self) -> str:
        """The text of the span, as far as it is kept."""
        start, end = self.place
        return self.lines_text or self.line_text[start.column - 1 : end.column - 1]

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Path, then position, then rule: the order of every report."""
        return (self.path, self.place.start.offset, self.place.end.offset, self.rule, repr(self.arguments))


class Identity(NamedTuple):
    """What a finding is known by wherever its lines are: its file, its rule, and the text of its span in one line."""

    path: str
    rule: str
    text: str


class Comparison(Record, frozen=True):
    """What became of the findings that were known before a run.

    The run found these `known` ones again, but some no more: `fixed` says how many of each. `written` is the path of
    the baseline that the run wrote, empty where it wrote none.
    """

    known: tuple[Finding, ...] = ()
    fixed: Mapping[Identity, int] = {}
    written: str = ""


class LinkCounts(Record, frozen=True):
    """How many different addresses of the web a run was about.

    Of these so many were `asked` now, and `known` from earlier runs. `unasked` counts the others by reason, in the
    words shown to the user.
    """

    addresses: int
    asked: int
    known: int
    unasked: Mapping[str, int] = {}


class Report(Record, frozen=True):
    """The outcome of one run: findings in order, and how many files were checked, and skipped for which reason.

    `suppressed` holds what suppression comments silenced. `skipped` counts files by reason, in the words shown to the
    user. `links` is there when the web was asked, or could have been. `unchecked` are paths that were asked for in
    error. `mended` is how many files were mended before. `comparison` is there when findings were compared with those
    known before; then `findings` are the new ones.
    """

    findings: tuple[Finding, ...]
    suppressed: tuple[Finding, ...] = ()
    files: int = 0
    skipped: Mapping[str, int] = field(default_factory=dict)
    links: LinkCounts | None = None
    unchecked: tuple[str, ...] = ()
    mended: int = 0
    comparison: Comparison | None = None

    @property
    def silent(self) -> tuple[Finding, ...]:
        """The findings that are not reported: suppressed, or known before."""
        return (*self.suppressed, *(self.comparison.known if self.comparison else ()))

    def count(self, severity: Severity) -> int:
        """How many findings have exactly `severity`."""
        return sum(finding.severity is severity for finding in self.findings)
