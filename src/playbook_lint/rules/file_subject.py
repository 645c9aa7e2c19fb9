"""What rules look at of any file, whatever it is: that it could not be read, or its text."""

from __future__ import annotations

from playbook_lint.diagnostics import Arguments
from playbook_lint.facts import Conflict
from playbook_lint.records import Record
from playbook_lint.source import SourceText


class FileSubject(Record, frozen=True):
    """A file that could not be read as a page: what is wrong with it, in `kind`, and the arguments that say so.

    `kind` is the name of the rule that speaks of it.
    """

    kind: str
    arguments: Arguments


class TextSubject(Record, frozen=True):
    """The text of a page or of a table of contents, and the merge conflicts that were committed with it."""

    source: SourceText
    conflicts: tuple[Conflict, ...]
