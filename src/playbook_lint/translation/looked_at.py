"""What a run that tells the status of a project looks at, as the keys of a snapshot."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from playbook_lint import config_file
from playbook_lint.config import Config, load_config
from playbook_lint.content import Content
from playbook_lint.history import deciding_files
from playbook_lint.project import Discovery, Project
from playbook_lint.translation.catalogs import Catalogs
from playbook_lint.translation.plan import Plan
from playbook_lint.translation.snapshot import EXISTS, FILE, FOLDER, HISTORY


def looked_at(start: Path, explicit: Path | None) -> tuple[Path, list[str]]:
    """The root of the project that `load_config` finds, and all that its status depends on, be it there or not.

    Raises `UsageError`.
    """
    config = load_config(start, explicit)
    project = Project(config)
    found = project.discover()
    relative = (*_of_content(project, found), *_of_catalogs(project, found))
    parted = (key.partition(" ") for key in relative)
    keys = (f"{kind} {config.root / path}" for kind, _, path in parted)
    history = (f"{HISTORY}{path}" for path in deciding_files(config.root))
    return config.root, list(dict.fromkeys((*_of_configuration(config, start), *keys, *history)))


def _of_configuration(config: Config, start: Path) -> Iterator[str]:
    folder = Path(os.path.normpath(start.absolute()))
    for parent in (folder, *folder.parents):
        yield f"{EXISTS}{parent / '.git'}"
        yield f"{FILE}{parent / config_file.FILE_NAME}"
        yield f"{FILE}{parent / config_file.PYPROJECT}"
    for path in config_file.chain(config.file) if config.file else ():
        yield f"{FILE}{path}"
    for schemas in (config.schemas, config.schemas / "page-types") if config.schemas else ():
        yield f"{FOLDER}{schemas}"
        yield from (f"{FILE}{path}" for path in (schemas.iterdir() if schemas.is_dir() else ()))


def _of_content(project: Project, found: Discovery) -> Iterator[str]:
    config = project.config
    yield from (f"{EXISTS}{root.start}" for root in Content(config.root, config.content).roots)
    yield from (f"{FOLDER}{folder}" for folder in sorted(found.folders))
    yield from (f"{FILE}{file.relative}" for file in found.files if project.translated_id(file))
    for parent in (config.root, *config.root.parents):
        yield f"{EXISTS}{parent / '.git'}"
        yield f"{FILE}{parent / '.gitignore'}"
    folders = {parent.as_posix() for folder in found.folders for parent in (Path(folder), *Path(folder).parents)}
    yield from (f"{FILE}{folder}/.gitignore" for folder in sorted(folders))


def _of_catalogs(project: Project, found: Discovery) -> Iterator[str]:
    catalogs = Catalogs(project.config, Plan(project.config.root))
    yield f"{EXISTS}{catalogs.terms_source}"
    yield f"{FOLDER}{catalogs.folder}"
    for path in (project.config.root / catalogs.folder).glob("*"):
        yield f"{EXISTS}{catalogs.folder}/{path.name}/LC_MESSAGES"
    page_ids = list(filter(None, map(project.translated_id, found.files)))
    for locale in catalogs.all_locales:
        yield from (f"{FOLDER}{folder}" for folder in catalogs.folders_in(locale))
        yield f"{FILE}{catalogs.terms_path(locale)}"
        for page_id in page_ids:
            yield f"{FILE}{catalogs.catalog_path(page_id, locale)}"
            if catalogs.locales:
                yield from _of_targets(project.config.root, project.target_paths(page_id, locale), found)


def _of_targets(root: Path, paths: Iterable[str], found: Discovery) -> Iterator[str]:
    """What decides whether there are target pages: folders that are looked into anyway, others, or the pages."""
    for path in paths:
        folder = path.rpartition("/")[0]
        if folder not in found.folders:
            yield f"{EXISTS}{path if (root / folder).is_dir() else folder}"
