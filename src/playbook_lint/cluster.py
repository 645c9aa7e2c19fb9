"""The page phase on a Dask cluster (https://distributed.dask.org): pages go there, and results come back as bytes.

Workers need nothing but the same program: schemas, terms and configuration are sent too. What they run is a pure
function, so that Dask may run it again wherever a worker was lost. Catalogs stay here: where links in them lead is for
the files of the project to say.
"""

from __future__ import annotations

import logging
import pickle
import platform
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple

from playbook_lint.config import Config, UsageError
from playbook_lint.file_result import StoredResult, stored
from playbook_lint.gathering import Task
from playbook_lint.page_phase import check_file
from playbook_lint.project import ProjectFile
from playbook_lint.records import replace
from playbook_lint.result_keys import own_schemas, terms_files
from playbook_lint.run import context_for
from playbook_lint.subjects import Context
from playbook_lint.versions import difference, versions

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 30.0  # seconds to wait for the cluster, or for workers when there are none
_LOOK_AGAIN = 2.0  # seconds after which to see whether there are workers still
# So much is looked at in one go; more would keep the others waiting at the end, less be spent on talk.
_CHUNK_FILES, _CHUNK_BYTES = 32, 200_000
# So many chunks wait for each thread of the workers.
_AHEAD = 3
_WHAT_IS_LARGE = "1GB"  # Dask warns of what it calls a large graph, where that is not ours to make smaller

# The parts of a file that a worker needs: what a `ProjectFile` has but its absolute path, and its bytes.
SentFile = tuple[str, str, str, str, str, bytes]
# Whether what is found is so only today, and the parts of the stored result; none where it cannot be stored.
Found = tuple[bool, tuple[bytes, ...]]


class Settings(NamedTuple):
    """What a worker needs to know beside pages: the configuration (pickled), the day, schemas and terms by path.

    Schemas are below `schemas`, terms below `locales`. It is sent as a plain tuple, like everything else: what a worker
    cannot load ends it.
    """

    config: bytes
    day: date
    files: Mapping[str, bytes]


class OtherProgramError(Exception):
    """A worker is another program; the argument is what `versions` says there."""


@contextmanager
def joined(address: str, context: Context) -> Iterator[Cluster]:
    """The cluster whose scheduler is at `address`; raises `UsageError`, also for whatever the cluster runs into."""
    try:
        import dask
        import distributed
    except ImportError as error:
        raise UsageError(f"--scheduler needs `playbook-lint[distributed]`: {error}") from None
    with _silence(), dask.config.set({"distributed.admin.large-graph-warning-threshold": _WHAT_IS_LARGE}):
        try:
            client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
        except (OSError, TimeoutError, ValueError, RuntimeError, TypeError) as error:
            raise UsageError(f"no Dask scheduler can be reached at `{address}`: {_said(error)}") from None
        try:
            yield Cluster(client, address, context)
        finally:
            client.close(timeout=_LOOK_AGAIN)


@contextmanager
def _silence() -> Iterator[None]:
    """Keep Dask from telling at length, on standard error, what is told in a sentence."""
    logging.disable()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(logging.NOTSET)


class Cluster:
    """The workers of one scheduler, for the pages of one run."""

    def __init__(self, client: Client, address: str, context: Context) -> None:
        self._client = client
        self._address = address
        self._context = context

    def results(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, bool, StoredResult | None]]:
        """What is found in pages, of which each task has the bytes, in order; raises `UsageError`.

        Before it, whether that is so only today. There is none for what cannot be sent.
        """
        waiting: deque[tuple[list[Task], Future]] = deque()
        for chunk in self._chunks(tasks):
            if len(waiting) >= self._ahead:
                yield from self._taken(*waiting.popleft())
            waiting.append((chunk, self._submitted(chunk)))
        while waiting:
            yield from self._taken(*waiting.popleft())

    def _chunks(self, tasks: Iterable[Task]) -> Iterator[list[Task]]:
        chunk: list[Task] = []
        size = 0
        for task in tasks:
            self._context.terms(task.file.locale)  # what is wrong with them is told here
            chunk.append(task)
            size += len(task.data or b"")
            if len(chunk) == _CHUNK_FILES or size >= _CHUNK_BYTES:
                yield chunk
                chunk, size = [], 0
        if chunk:
            yield chunk

    def _submitted(self, chunk: list[Task]) -> Future:
        files = [_sent(task) for task in chunk]
        return self._client.submit(_work_of_a_worker(), dict(versions()), self._settings, files, pure=False)

    def _taken(self, chunk: list[Task], future: Future) -> Iterator[tuple[Task, bool, StoredResult | None]]:
        found = self._result(future, chunk[0].file.relative)
        for task, (is_of_day, parts) in zip(chunk, found, strict=True):
            yield task, is_of_day, StoredResult(*parts) if parts else None

    def _result(self, future: Future, first: str) -> list[Found]:
        """The result of a chunk whose `first` file is at that path, however long it takes while there are workers."""
        from distributed import CancelledError, KilledWorker

        patient_until = monotonic() + PATIENCE
        while True:
            try:
                found: list[Found] = future.result(timeout=_LOOK_AGAIN)
            except TimeoutError:
                if self._has_workers:
                    patient_until = monotonic() + PATIENCE
                elif monotonic() > patient_until:
                    raise self._error("has no workers any more") from None
            except KilledWorker:
                raise self._error(
                    f"lost one worker after the other that looked at `{first}` and what follows"
                ) from None
            except OtherProgramError as error:
                raise self._error(f"has a worker with another program: it {difference(*error.args)}") from None
            except ImportError as error:
                raise self._error(f"has a worker with another program, or with none: {_said(error)}") from None
            except (CancelledError, OSError) as error:
                raise self._error(f"was lost: {_said(error)}") from None
            else:
                return found

    def _error(self, message: str) -> UsageError:
        return UsageError(f"the Dask cluster at `{self._address}` {message}")

    @property
    def _has_workers(self) -> bool:
        return self._client.status == "running" and bool(self._client.scheduler_info()["workers"])

    @cached_property
    def _ahead(self) -> int:
        """How many chunks are with the cluster at a time, once it has workers that can take them."""
        try:
            self._client.wait_for_workers(1, timeout=PATIENCE)
            found = self._client.get_versions()["workers"]
        except (TimeoutError, OSError):
            raise self._error("has no workers") from None
        for worker in found.values():  # a function from another Python would end it
            python = worker["host"]["python"]
            if not python.startswith(f"{sys.version_info.major}.{sys.version_info.minor}."):
                raise self._error(f"has a worker with Python {python}; here it is {platform.python_version()}")
        threads: Mapping[str, int] = self._client.nthreads()
        return max(1, sum(threads.values())) * _AHEAD

    @cached_property
    def _settings(self) -> Future:
        """The settings, as a task of the cluster, which can be done again where they are lost."""
        return self._client.submit(tuple, tuple(_settings(self._context)), pure=False)


def _settings(context: Context) -> Settings:
    config = context.config
    own = {"schemas": (config.schemas, own_schemas(config)), "locales": (config.catalogs, terms_files(config))}
    files = {
        f"{name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for name, (folder, paths) in own.items()
        if folder
        for path in paths
    }
    # A copy has nothing that is worked out yet.
    return Settings(pickle.dumps(replace(config)), context.today, files)


_alone = Lock()  # threads of a worker would only wait for each other anyway


def _work_of_a_worker() -> Callable[..., list[Found]]:
    """A function that workers get as such and not by its name, which ends one that does not know the name."""

    def look(*args: Any) -> list[Found]:
        from playbook_lint.cluster import look_at

        return look_at(*args)

    return look


def look_at(program: Mapping[str, str], settings: tuple[Any, ...], files: list[SentFile]) -> list[Found]:
    """What a worker finds in `files` with these `Settings`, if it is that `program`; raises `OtherProgramError`."""
    if difference(program):
        raise OtherProgramError(dict(versions()))
    with _alone:
        config, day, own = Settings(*settings)
        context = _context(config, day, tuple(sorted(own.items())))
        return [_found_in(context, *file) for file in files]


def _sent(task: Task) -> SentFile:
    file = task.file
    assert task.data is not None
    return file.relative, file.locale, file.page_id, file.role, file.kind, task.data


def _found_in(context: Context, relative: str, locale: str, page_id: str, role: Any, kind: Any, data: bytes) -> Found:
    file = ProjectFile(context.config.root / relative, relative, locale, page_id, role, kind)
    result = check_file(file, context, data)
    kept = stored(result)
    return result.is_of_day, tuple(kept) if isinstance(kept, StoredResult) else ()


@lru_cache(1)
def _context(config: bytes, day: date, files: tuple[tuple[str, bytes], ...]) -> Context:
    """The context of a run on a worker, which has no file of the project."""
    loaded: Config = pickle.loads(config)
    with TemporaryDirectory(prefix="playbook-lint-") as name:
        folder = Path(name)
        for path, data in files:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        schemas = folder / "schemas" if loaded.schemas else None
        context = context_for(replace(loaded, schemas=schemas, catalogs=folder / "locales"), day)
        for locale in (loaded.source.locale, *(target.locale for target in loaded.locales)):
            context.terms(locale)  # kept from now on
    return context


def _said(error: BaseException) -> str:
    """What an error says, in a line."""
    return " ".join(str(error).split()) or type(error).__name__
