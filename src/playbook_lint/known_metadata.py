"""What is known of a page's metadata from the page as it was: most edits leave them alone.

Neither YAML nor JSON Schema is needed for metadata that are known, nor the libraries for them, which take longer to
load than one page takes to read.
"""

from __future__ import annotations

from playbook_lint.facts import Metadata
from playbook_lint.file_state import digest
from playbook_lint.records import Record
from playbook_lint.rules.subject import PageSubject
from playbook_lint.schema.violations import Violation
from playbook_lint.source import SourceText

_LINE_END = "\n"


class KnownMetadata(Record, frozen=True):
    """The metadata of a page, what the metadata schema does not allow in them, and a digest of the text they end.

    It holds on the day, and with the schema, for which it was found.
    """

    digest: bytes
    metadata: Metadata
    violations: tuple[Violation, ...]

    def are_of(self, source: SourceText) -> bool:
        """Whether these are the metadata of `source`."""
        return _digest(source, self.metadata) == self.digest


def known_metadata(subject: PageSubject) -> KnownMetadata | None:
    """What to know of the metadata of a page; None where they end with the text, which may go on another time."""
    page = subject.page
    metadata = page.metadata
    if metadata.errors or not page.source.text[: metadata.body].endswith(_LINE_END):
        return None
    return KnownMetadata(_digest(page.source, metadata), metadata, subject.metadata_violations)


def _digest(source: SourceText, metadata: Metadata) -> bytes:
    return digest(source.text[: metadata.body].encode("utf-8"))
