"""A file as what rules look at: read and parsed. No rule is known here: who only reads pages need not import them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from playbook_lint.config import Config
from playbook_lint.project import PageReadError, ProjectFile, read_page
from playbook_lint.records import Record
from playbook_lint.source import SourceText

if TYPE_CHECKING:
    from playbook_lint.known_metadata import KnownMetadata
    from playbook_lint.l10n.glossary import Concept
    from playbook_lint.rules.subject import PageSubject
    from playbook_lint.schema.load import Schemas
    from playbook_lint.schema.terms import Terms
    from playbook_lint.toc import Toc


class Context(Record, frozen=True):
    """What all files of a run share. `terms` gives the terms of a locale, `glossary` what the glossary files say."""

    config: Config
    schemas: Schemas
    terms: Callable[[str], Terms]
    glossary: Callable[[], tuple[Concept, ...]]
    today: date


def subject_for(
    file: ProjectFile, context: Context, data: bytes | None = None, known: KnownMetadata | None = None
) -> PageSubject:
    """The page that `file` is, ready for rules; raises `PageReadError` and `SourceDecodeError`.

    What is `known` of the metadata of the page as it was spares work where they are the same.
    """
    from playbook_lint.page import Page
    from playbook_lint.rules.subject import PageSubject

    source = SourceText.from_bytes(_data(file, context, data))
    if known and not known.are_of(source):
        known = None
    return PageSubject(
        page=Page.parse(source, known.metadata if known else None),
        page_id=file.page_id,
        locale=file.locale,
        source_locale=context.config.source.locale,
        role=file.role,
        schemas=context.schemas,
        terms=context.terms(file.locale),
        today=context.today,
        known_violations=known.violations if known else None,
    )


def toc_for(file: ProjectFile, context: Context, data: bytes | None = None) -> Toc:
    """The table of contents that `file` is; raises `PageReadError` and `SourceDecodeError`."""
    from playbook_lint.toc import Toc

    return Toc.parse(SourceText.from_bytes(_data(file, context, data)))


def _data(file: ProjectFile, context: Context, data: bytes | None) -> bytes:
    """The bytes of `file`, from disk where there is no `data`; raises `PageReadError`."""
    if data is None:
        return read_page(file, context.config.max_file_size)
    if len(data) > context.config.max_file_size:
        raise PageReadError.too_large(context.config.max_file_size)
    return data
