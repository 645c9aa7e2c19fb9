"""The extractor `playbook` for Babel's `pybabel extract`: the messages of a page, as the command `extract` finds them.

A method of Babel's: https://babel.pocoo.org/en/latest/messages.html#writing-extraction-methods
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import IO

from playbook_lint.config import Config, load_config
from playbook_lint.l10n.documents import toc_document
from playbook_lint.l10n.extract import comment_lines
from playbook_lint.project import Project
from playbook_lint.run import context_for
from playbook_lint.subjects import Context, subject_for, toc_for

Found = tuple[int, str | None, str, list[str]]


def extract(
    fileobj: IO[bytes], keywords: Mapping[str, object], comment_tags: Collection[str], options: Mapping[str, str]
) -> Iterator[Found]:
    """Yield the line, no function, the msgid and the comments of each message of the file that `fileobj` reads."""
    config = load_config(Path(fileobj.name))
    project, context = _project(config.file or config.root)
    file, data = project.file_at(Path(fileobj.name)), fileobj.read()
    is_toc = file.kind == "toc"
    segments = (
        toc_document(toc_for(file, context, data)).segments if is_toc else subject_for(file, context, data).segments
    )
    for message in segments.messages:
        yield message.line, None, message.text, list(comment_lines(message))


@cache
def _project(where: Path) -> tuple[Project, Context]:
    """The project of a configuration file or, without one, of a folder."""
    config: Config = load_config(where)
    return Project(config), context_for(config)
