"""Gathers the results of the page phase of all files: from the cache, or else worked out, in several processes."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from playbook_lint.file_result import (
    NO_FINDINGS,
    FileResult,
    StoredResult,
    StoredResultError,
    findings_in,
    metadata_in,
    stored,
    whole_page,
)
from playbook_lint.file_state import NO_LOOK, digest, lasting_look, look
from playbook_lint.l10n import locale_answers
from playbook_lint.page_facts import PageFacts
from playbook_lint.project import PageReadError, Project, ProjectFile, read_page, size_limit
from playbook_lint.records import Record, replace
from playbook_lint.results import Results
from playbook_lint.subjects import Context
from playbook_lint.workers import mapped

if TYPE_CHECKING:
    from playbook_lint.catalog_phase import CatalogPhase
    from playbook_lint.diagnostics import Finding
    from playbook_lint.result_cache import Known, ResultCache
    from playbook_lint.result_keys import ResultKeys

# From so many files on, several processes are faster; where there are catalogs, which take longer, from fewer on.
_MANY, _MANY_WITH_CATALOGS = 64, 24


class Task(Record, frozen=True):
    """A file to look at: what it holds, where that is read already, and the name under which to keep the result.

    `metadata` is what is known of those of the page as it was, as it is stored.
    """

    file: ProjectFile
    data: bytes | None
    key: bytes | None = None
    metadata: bytes = b""


class Elsewhere(Protocol):
    """Where pages can be looked at that are read already, by the same program."""

    def results(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, bool, StoredResult | None]]:
        """The tasks, whether what is found is so only today, and what that is; None for what has to be found here."""


class Taker(Protocol):
    """Who takes results of files, in any order; `add` raises `StoredResultError`, before it has taken anything."""

    def add(self, file: ProjectFile, result: StoredResult | FileResult) -> None:
        """Take what was found in `file`."""


@contextmanager
def gathering(
    project: Project,
    context: Context,
    *,
    jobs: int | None,
    caches: bool,
    original: Path | None = None,
    sees: bool = False,
    elsewhere: Elsewhere | None = None,
) -> Iterator[Gatherer]:
    """The one who looks at the files of a run, with what earlier runs found, if the run `caches`.

    Where files are another state of those of the project at `original`, their results are kept with that.
    """
    if not caches:
        yield Gatherer(project, context, jobs=jobs, sees=sees, elsewhere=elsewhere)
        return
    from playbook_lint.result_cache import ResultCache

    cache = ResultCache(original or project.config.root, context.today, of_files=original is None)
    try:
        yield Gatherer(project, context, cache, jobs=jobs, sees=sees, elsewhere=elsewhere)
    finally:
        cache.close()
        locale_answers.keep()


class Gatherer:
    """Looks at the files of one run; `jobs` is how many processes may do so, by default one for each processor.

    Pages are looked at `elsewhere` if there is such a place. With that or a cache, or if it `sees`, `seen` has a look
    at each file that was looked at, by absolute path, and the digest of what it held; None for one that could not be
    read.
    """

    def __init__(
        self,
        project: Project,
        context: Context,
        cache: ResultCache | None = None,
        *,
        jobs: int | None = None,
        sees: bool = False,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self._project = project
        self._context = context
        self._cache = cache
        self.jobs = jobs
        self._sees = sees or cache is not None or elsewhere is not None
        self._elsewhere = elsewhere
        # Who is shown how far it is passes the files on.
        self.watch: Callable[[Sequence[ProjectFile]], Iterable[ProjectFile]] = iter
        self._known: dict[str, Known] = {}
        self._found: dict[str, bytes] = {}  # the names of the results of files
        self._new: set[str] = set()  # the paths of those whose results were not in the cache
        self._given: Container[str] = ()
        self.seen: dict[str, Known | None] = {}

    def gather(self, files: Sequence[ProjectFile], given: Mapping[str, bytes], *, runs_rules: bool = True) -> Results:
        """What is found in `files`, of which `given` has the bytes of those that are not to be read from disk.

        Without `runs_rules` there is only what every run tells: that a file cannot be read.
        """
        results = Results()
        self.gather_for(results, files, given, runs_rules=runs_rules)
        results.sort()
        return results

    def gather_for(
        self, taker: Taker, files: Sequence[ProjectFile], given: Mapping[str, bytes], *, runs_rules: bool = True
    ) -> None:
        """Give `taker` what is found in `files`, as `gather` finds it."""
        self._given = given
        if self._cache:
            self._known = self._cache.files([file.relative for file in files])
        many = _MANY_WITH_CATALOGS if any(file.kind == "catalog" for file in files) else _MANY
        for task, result in self._worked(self._tasks(files, given, taker, runs_rules), runs_rules, many):
            taker.add(task.file, result)
            if self._cache and task.key and runs_rules and isinstance(result, StoredResult):
                self._cache.keep(task.key, result)

    def _worked(
        self, tasks: Iterator[Task], runs_rules: bool, many: int
    ) -> Iterator[tuple[Task, StoredResult | FileResult]]:
        """What is found, wherever it is looked for, under its name; from so `many` tasks on in several processes."""

        def work(task: Task) -> tuple[Task, StoredResult | FileResult]:
            result = self._look(task, runs_rules)
            return self._named(task, result.is_of_day), stored(result)

        if self._elsewhere and runs_rules:
            here: list[Task] = []
            for task, is_of_day, result in self._elsewhere.results(_sent(tasks, here)):
                if result:
                    yield self._named(task, is_of_day), result
                else:
                    here.append(task)
            tasks = iter(here)
        yield from mapped(work, tasks, worthwhile=many, jobs=self.jobs)

    def _named(self, task: Task, is_of_day: bool) -> Task:
        """The task that is done, without its bytes; what is found only today has a name of its own."""
        key = self._keys.of_today(task.key) if task.key and is_of_day else task.key
        return Task(task.file, None, key)

    def facts(self, file: ProjectFile) -> PageFacts | None:
        """The facts of a page that need not be of the run; None for one that cannot be read."""
        facts = self._facts(file, self._task_beside(file))
        return replace(facts, path=file.relative) if facts else None

    def _facts(self, file: ProjectFile, task: Task) -> PageFacts | None:
        if task.key and (result := self._kept(task.key)):
            with suppress(StoredResultError):
                return whole_page(result)
        from playbook_lint.page_phase import check_file

        return check_file(file, self._context, task.data, runs_rules=False).facts

    def known_of_pair(self, source: str, page: str) -> tuple[Finding, ...] | None:
        """What rules found in the page at that path beside its source page, where both are as they were."""
        key = self._pair_key(source, page) if page not in self._new else None
        kept = self._cache.result(key) if self._cache and key else None
        with suppress(StoredResultError):
            return findings_in(kept.findings) if kept else None
        return None

    def keep_of_pair(self, source: str, page: str, findings: Sequence[Finding]) -> None:
        """Keep what rules find in a page beside its source page."""
        key = self._pair_key(source, page)
        result = stored(FileResult(tuple(findings)))
        if self._cache and key and isinstance(result, StoredResult):
            self._cache.keep(key, result)

    def _pair_key(self, source: str, page: str) -> bytes | None:
        if self._cache and source not in self._found and source not in self._given:
            self._task_beside(self._project.file_at(self._context.config.root / source))
        ours, theirs = self._found.get(source), self._found.get(page)
        return self._keys.of_pair((source, ours), (page, theirs)) if ours and theirs else None

    def _tasks(
        self, files: Sequence[ProjectFile], given: Mapping[str, bytes], taker: Taker, runs_rules: bool
    ) -> Iterator[Task]:
        """What is left to do: the files but for those whose results are in the cache, which are given at once."""
        for file in self.watch(files):
            task = Task(file, given[file.relative]) if file.relative in given else self._task(file)
            if not (task.key and self._is_added(task.file, task.key, taker, runs_rules)):
                self._new.add(file.relative)
                yield replace(self._read(task), metadata=self._metadata(task.file))

    def _metadata(self, file: ProjectFile) -> bytes:
        """What is known of the metadata of a page as it was."""
        if file.relative not in self._known:
            return b""
        _, content = self._known[file.relative]
        before = self._kept(self._keys.key(file, content))
        return before.metadata if before else b""

    def _is_added(self, file: ProjectFile, key: bytes, taker: Taker, runs_rules: bool) -> bool:
        kept = self._kept(key)
        if kept is None:
            return False
        try:
            taker.add(file, kept if runs_rules else kept._replace(findings=NO_FINDINGS))
        except StoredResultError:
            return False
        return True

    def _kept(self, key: bytes) -> StoredResult | None:
        if self._cache is None:
            return None
        return self._cache.result(key) or self._cache.result(self._keys.of_today(key))

    def _task_beside(self, file: ProjectFile) -> Task:
        """How to look at a file that need not be of the run."""
        if self._cache:
            self._known |= self._cache.files([file.relative])
        return self._task(file)

    def _task(self, file: ProjectFile) -> Task:
        """How to look at a file, by what the cache knows of it; what cannot be read is for the page phase to tell."""
        if not self._sees:
            return Task(file, None)
        try:
            now, status = time.time_ns(), file.path.stat()
            known = held, content = self._known.get(file.relative, (NO_LOOK, b""))
            data = None
            # What is too large by now is for the page phase to tell, whatever it held.
            if held != look(status) or status.st_size > size_limit(file, self._context.config):
                data = self._data(file)
                held, content = lasting_look(status, now), digest(data)
        except (OSError, PageReadError):
            self.seen[os.fspath(file.path)] = None
            return Task(file, None)
        self.seen[os.fspath(file.path)] = held, content
        # Without a look, the digest tells what was known of the file once it has changed.
        if self._cache and data is not None and (held, content) != known:
            self._cache.keep_file(file.relative, (held, content))
        return Task(file, data, self._key(file, content))

    def _read(self, task: Task) -> Task:
        """The task with the bytes that go with its name: what was known of a file may be all that is left of it."""
        if task.key is None or task.data is not None:
            return task
        try:
            data = self._data(task.file)
        except PageReadError:
            self.seen[os.fspath(task.file.path)] = None
            return Task(task.file, None)
        content = digest(data)
        self.seen[os.fspath(task.file.path)] = NO_LOOK, content
        return Task(task.file, data, self._key(task.file, content))

    def _key(self, file: ProjectFile, content: bytes) -> bytes:
        key = self._keys.key(file, content)
        if self._cache:
            self._found[file.relative] = key
        return key

    def _data(self, file: ProjectFile) -> bytes:
        return read_page(file, size_limit(file, self._context.config))

    def _look(self, task: Task, runs_rules: bool) -> FileResult:
        if task.file.kind == "catalog":
            return self._catalogs.check(task.file, task.data)
        from playbook_lint.page_phase import check_file

        known = None
        with suppress(StoredResultError):
            known = metadata_in(task.metadata)
        return check_file(task.file, self._context, task.data, known=known, runs_rules=runs_rules)

    @cached_property
    def _catalogs(self) -> CatalogPhase:
        from playbook_lint.catalog_phase import CatalogPhase

        return CatalogPhase(self._project, self._context)

    @cached_property
    def _keys(self) -> ResultKeys:
        from playbook_lint.result_keys import ResultKeys

        return ResultKeys(self._context)


def _sent(tasks: Iterable[Task], here: list[Task]) -> Iterator[Task]:
    """The tasks that need nothing but the bytes that they have; the others are added to those that are done `here`."""
    for task in tasks:
        if task.data is None or task.file.kind == "catalog":
            here.append(task)
        else:
            yield task
