"""What `check` found where a branch began: the same run over the files as they were, with today's configuration."""

from __future__ import annotations

import posixpath
import shutil
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

from playbook_lint.baseline import Counts, identity
from playbook_lint.config import Config, UsageError
from playbook_lint.diagnostics import Finding
from playbook_lint.engine import check
from playbook_lint.file_kinds import kind_of
from playbook_lint.files import leads_outside
from playbook_lint.gathering import gathering
from playbook_lint.history import HistoryError, check_out, merge_base, renames, touched_lines
from playbook_lint.l10n.catalog import CatalogError, read_catalog
from playbook_lint.project import Project, ProjectFile
from playbook_lint.records import replace
from playbook_lint.result_keys import terms_files
from playbook_lint.run import context_for


def beginning(root: Path, revision: str) -> str:
    """The commit at which what is checked out and git's `revision` part; raises `UsageError`."""
    with _told():
        return merge_base(root, revision)


def findings_before(
    config: Config, files: Iterable[ProjectFile], commit: str, *, complete: bool, jobs: int | None, caches: bool
) -> Counts:
    """How many findings of each identity `files` had at `commit`, or if `complete`, all files; by today's paths.

    What is configured, schemas and glossaries with it, counts as it is now: what a rule finds that was switched on
    since is not the branch's doing. So do terms that could not be read then. Raises `UsageError`.
    """
    moved = renames(config.root, commit)
    with TemporaryDirectory(prefix="playbook-lint-") as folder, _told():
        lists = {posixpath.basename(path) for path in config.links.redirects}
        root = check_out(config.root, commit, Path(folder), lambda path: _is_read(path, lists))
        project = Project(_moved_config(config, root))
        origins = {new: old for old, new in moved.items()}
        paths = [root / origins.get(file.relative, file.relative) for file in files]
        there = [path for path in paths if path.exists()]
        if not there and not complete:
            return {}
        before = project.discover(() if complete else there, catalogs=True)
        _mend_terms(config, project.config)
        context = context_for(project.config)
        with gathering(project, context, jobs=jobs, caches=caches, original=config.root) as gatherer:
            report = check(project, context, before, complete=complete, gatherer=gatherer)
    found = (identity(finding) for finding in report.findings)
    return Counter(one._replace(path=moved.get(one.path, one.path)) for one in found)


def touched_since(root: Path, commit: str) -> Callable[[Finding], bool]:
    """Tells of findings whether their line is other than at `commit`."""
    lines = cache(partial(touched_lines, root, commit))
    return lambda finding: finding.place.start.line in lines(finding.path)


@contextmanager
def _told() -> Iterator[None]:
    """Tell what git does not have, and that catalogs of terms could not be read then, as `UsageError`."""
    try:
        yield
    except HistoryError as error:
        raise UsageError(str(error)) from None
    except CatalogError as error:
        raise UsageError(f"the files cannot be checked as they were when the branch began: {error}") from None


def _mend_terms(now: Config, then: Config) -> None:
    """Put the catalogs of terms of now in the place of those that no run could have read then."""
    for path in terms_files(then):
        try:
            read_catalog(path)
        except CatalogError:
            today = now.root / path.relative_to(then.root)
            path.unlink()
            if today.is_file():
                shutil.copyfile(today, path)


def _is_read(path: str, also: Container[str]) -> bool:
    """Whether a run reads the file at `path`, whose name may be one of `also`; others need only be there."""
    name = posixpath.basename(path)
    return kind_of(path) is not None or name == ".gitignore" or name in also


def _moved_config(config: Config, root: Path) -> Config:
    """The configuration for the project at `root`, where the schemas of today are put."""
    today, schemas, catalogs = config.schemas, config.schemas, config.catalogs
    if today and today.is_relative_to(config.root):
        schemas = root / today.relative_to(config.root)
        if leads_outside(schemas, root):
            raise UsageError(f"where `{today}` is now, there was a symbolic link when the branch began")
        shutil.rmtree(schemas, ignore_errors=True)
        shutil.copytree(today, schemas)
    if catalogs and catalogs.is_relative_to(config.root):
        catalogs = root / catalogs.relative_to(config.root)
    return replace(config, root=root, schemas=schemas, catalogs=catalogs)
