"""What a run over a whole project looks at, so that it can be remembered."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from playbook_lint import config_file
from playbook_lint.config import Config
from playbook_lint.file_state import LINK, NO_LOOK, file_digest, lasting_look, names_digest, walk
from playbook_lint.notes import Notes
from playbook_lint.remembered import ALWAYS, FILE, KIND, NAMES, ONLY_LOOK, Item, kind_of_path

# What this program may read, beside the files that the configuration names.
_READ = (".md", ".yml", ".yaml", ".po", ".pot", ".toml", ".gitignore")

# By kind and path.
Items = Mapping[tuple[str, str], Item]


def survey(config: Config, start: Path, also: Iterable[str] = ()) -> Items | None:
    """What a run that begins at `start` may look at, as it is now; None where that is not all in one place.

    Files that it looks at `also` may be elsewhere. It is to be taken before anything is read: what changes meanwhile is
    then other than it was.
    """
    own = [*filter(None, (config.schemas, config.catalogs)), *config.glossary.files]
    if not start.is_relative_to(config.root) or not all(path.is_relative_to(config.root) for path in own):
        return None
    items = chain(_of_folders(os.fspath(config.root)), _of_configuration(config, start), _of_files(also))
    return {(item[0], item[1]): item for item in items}


def with_contents(items: Items, seen: Mapping[str, tuple[str, bytes]]) -> list[Item]:
    """The items, those of files of which look and digest were `seen` in the run (by path) with these."""
    read = {(FILE, path): (FILE, path, held, content.hex()) for path, (held, content) in seen.items()}
    return list({**items, **read}.values())


def _of_folders(root: str) -> Iterator[Item]:
    """The folders of the project, and the files in them that may be read."""
    now = time.time_ns()
    for folder, there in walk(root):
        # Where a symbolic link leads can change without its folder.
        held = ALWAYS if any(LINK in name for name in there) else _look(folder, now)
        yield NAMES, folder, held, names_digest(there).hex()
        for name in (name.partition(LINK)[0] for name in there):
            if name.lower().endswith(_READ):
                path = os.path.join(folder, name)
                yield FILE, path, _look(path, now), ONLY_LOOK


def _of_configuration(config: Config, start: Path) -> Iterator[Item]:
    """What decides on the configuration, and what it names."""
    files = list(config_file.chain(config.file, Notes(config.root))) if config.file else []
    for parent in (start, *start.parents):
        for name in (".git", ".gitignore"):  # which is not followed where it is a link
            path = os.path.join(parent, name)
            yield KIND, path, ALWAYS, kind_of_path(path)
        files += [parent / config_file.FILE_NAME, parent / config_file.PYPROJECT, parent / ".gitignore"]
    for folder in (config.schemas, config.schemas / "page-types") if config.schemas else ():
        files += folder.iterdir() if folder.is_dir() else ()
    named = (config.baseline, *config.links.redirects)
    files += [*config.glossary.files, *(config.root / name for name in named)]
    yield from _of_files(map(os.fspath, dict.fromkeys(files)))


def _of_files(paths: Iterable[str]) -> Iterator[Item]:
    """Files, be they there or not, with what they hold."""
    now = time.time_ns()
    for path in paths:
        try:
            yield FILE, path, _look(path, now), file_digest(path).hex()
        except OSError:
            yield FILE, path, NO_LOOK, ""


def _look(path: str, before: int) -> str:
    """The look at a file or folder, if it last changed long enough `before`."""
    try:
        return lasting_look(os.stat(path), before)
    except OSError:
        return NO_LOOK
