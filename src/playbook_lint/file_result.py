"""What the page phase leaves of a file: plain values, and the same as bytes.

Bytes are what a cache keeps, and what another process or another machine sends. They are MessagePack, read with a type
for everything (https://jcristharif.com/msgspec/): whatever else they hold is an error, and nothing in them is ever run.
"""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from playbook_lint.diagnostics import Finding
from playbook_lint.file_kinds import FileKind
from playbook_lint.page_facts import PageFacts, SectionFacts, TocFacts
from playbook_lint.records import Record, replace
from playbook_lint.source import Place
from playbook_lint.suppressions import Suppression

if TYPE_CHECKING:
    from msgspec.msgpack import Decoder, Encoder

    from playbook_lint.known_metadata import KnownMetadata
    from playbook_lint.rules.catalogs_subject import CatalogFacts

Suppressions = tuple[tuple[Suppression, Place], ...]


class FileResult(Record, frozen=True):
    """Findings, the facts of what the file is (None for one that is not of that kind), and suppressions.

    Paths that would be the file's are empty, so that it may be the result of another file with the same in it.
    `metadata` is what to know of those of a page when it is looked at again.
    """

    findings: tuple[Finding, ...]
    facts: PageFacts | None = None
    toc: TocFacts | None = None
    catalog: CatalogFacts | None = None
    suppressions: Suppressions = ()
    metadata: KnownMetadata | None = None
    is_of_day: bool = False

    def of(self, path: str) -> FileResult:
        """The result as that of the file at `path`."""
        return replace(
            self,
            findings=tuple(_finding_of(path, finding) for finding in self.findings),
            facts=replace(self.facts, path=path) if self.facts else None,
            toc=replace(self.toc, path=path) if self.toc else None,
            catalog=replace(self.catalog, path=path) if self.catalog else None,
        )


def _finding_of(path: str, finding: Finding) -> Finding:
    if not finding.related:
        return replace(finding, path=path)
    related = tuple(replace(one, path=one.path or path) for one in finding.related)
    return replace(finding, path=path, related=related)


class StoredResult(NamedTuple):
    """A `FileResult` as bytes, in parts that are asked for one at a time.

    `sections` and `anchors` are those of a page's facts.
    """

    findings: bytes
    suppressions: bytes
    facts: bytes
    sections: bytes = b""
    anchors: bytes = b""
    metadata: bytes = b""


# Many times what there is to say of an honest page.
_MOST_CHARACTERS = 4_000_000
NO_FINDINGS = b"\x90"  # an empty array: https://github.com/msgpack/msgpack/blob/master/spec.md


class StoredResultError(ValueError):
    """Bytes that no result was ever stored as."""


def stored(result: FileResult) -> StoredResult | FileResult:
    """The result as bytes, or as it is where it cannot be stored.

    It may hold what no text in UTF-8 can: names of files may be any bytes. And a page of one line with ten thousand
    findings would be written ten thousand times, where the result has it once.
    """
    if _weight(result) > _MOST_CHARACTERS:
        return result
    encode = _encoder().encode
    page = result.facts
    facts = replace(page, sections=(), anchors=frozenset()) if page else result.toc or result.catalog
    try:
        return StoredResult(
            encode(result.findings),
            encode(result.suppressions),
            encode(facts),
            encode(page.sections if page else ()),
            encode(page.anchors if page else ()),
            _stored_metadata(result.metadata),
        )
    except UnicodeEncodeError:
        return result


def _stored_metadata(metadata: KnownMetadata | None) -> bytes:
    """As bytes; none where there is nothing to know, or what YAML can say and MessagePack cannot: a huge number."""
    try:
        return _encoder().encode(metadata) if metadata else b""
    except (OverflowError, UnicodeEncodeError):
        return b""


def _weight(result: FileResult) -> int:
    """How many characters there are in the texts of a result that may be there many times."""
    links = result.facts.links if result.facts else result.toc.links if result.toc else ()
    texts = chain.from_iterable(
        (one.line_text, one.lines_text, *(text for text in one.arguments.values() if isinstance(text, str)))
        for one in result.findings
    )
    return sum(map(len, texts)) + sum(len(link.text) + len(link.destination) for link in links)


def loaded(result: StoredResult, kind: FileKind) -> FileResult:
    """What was stored of a file of that kind, but for sections and anchors of a page; raises `StoredResultError`."""
    facts: Any = facts_in(result.facts, kind)
    return FileResult(
        findings_in(result.findings),
        facts if kind == "page" else None,
        facts if kind == "toc" else None,
        facts if kind == "catalog" else None,
        suppressions_in(result.suppressions),
    )


def findings_in(data: bytes) -> tuple[Finding, ...]:
    """The findings; raises `StoredResultError`."""
    found: tuple[Finding, ...] = _decoded(_decoder("findings"), data)
    return found


def suppressions_in(data: bytes) -> Suppressions:
    """The suppressions; raises `StoredResultError`."""
    found: Suppressions = _decoded(_decoder("suppressions"), data)
    return found


def facts_in(data: bytes, kind: FileKind) -> PageFacts | TocFacts | CatalogFacts | None:
    """The facts of a file of that kind, those of a page without sections and anchors; raises `StoredResultError`."""
    facts: PageFacts | TocFacts | CatalogFacts | None = _decoded(_decoder(kind), data)
    return facts


def sections_in(data: bytes) -> tuple[SectionFacts, ...]:
    """The sections of a page; raises `StoredResultError`."""
    sections: tuple[SectionFacts, ...] = _decoded(_decoder("sections"), data)
    return sections


def anchors_in(data: bytes) -> frozenset[str] | None:
    """The anchors of a page, None where they cannot be told; raises `StoredResultError`."""
    anchors: frozenset[str] | None = _decoded(_decoder("anchors"), data)
    return anchors


def metadata_in(data: bytes) -> KnownMetadata | None:
    """What is known of the metadata of a page; raises `StoredResultError`."""
    known: KnownMetadata | None = _decoded(_decoder("metadata"), data) if data else None
    return known


def whole_page(result: StoredResult) -> PageFacts | None:
    """All facts of a page, None for one that could not be read; raises `StoredResultError`."""
    page: PageFacts | None = _decoded(_decoder("page"), result.facts)
    if page is None:
        return None
    return replace(page, sections=sections_in(result.sections), anchors=anchors_in(result.anchors))


def _decoded(decoder: Decoder[Any], data: bytes) -> Any:
    from msgspec import MsgspecError

    try:
        return decoder.decode(data)
    except (MsgspecError, ValueError, RecursionError) as error:
        raise StoredResultError(str(error)) from None


@cache
def _encoder() -> Encoder:
    from msgspec.msgpack import Encoder

    return Encoder()


@cache
def _decoder(part: str) -> Decoder[Any]:
    from msgspec.msgpack import Decoder

    return Decoder(_type(part))


def _type(part: str) -> Any:
    # What few runs need is imported only where there is any.
    if part == "catalog":
        from playbook_lint.rules.catalogs_subject import CatalogFacts

        return CatalogFacts | None
    if part == "metadata":
        from playbook_lint.known_metadata import KnownMetadata

        return KnownMetadata
    return {
        "findings": tuple[Finding, ...],
        "suppressions": Suppressions,
        "page": PageFacts | None,
        "toc": TocFacts | None,
        "sections": tuple[SectionFacts, ...],
        "anchors": frozenset[str] | None,
    }[part]
