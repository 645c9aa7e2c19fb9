"""A check in several parts, on as many machines: each looks at its shard of the files, and one joins what they found.

All that happens file by file is the work of the shards. What rules see in all files together is found where the shards
are joined, from their results, in a copy of the same files.
"""

from __future__ import annotations

import heapq
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from playbook_lint.config import UsageError
from playbook_lint.diagnostics import Finding
from playbook_lint.file_result import FileResult, StoredResult, StoredResultError, facts_in, findings_in, whole_page
from playbook_lint.file_state import digest
from playbook_lint.files import written_atomically
from playbook_lint.gathering import Gatherer
from playbook_lint.project import PageReadError, Project, ProjectFile, read_page, size_limit
from playbook_lint.result_keys import ResultKeys, identity
from playbook_lint.results import Results
from playbook_lint.rules import registry
from playbook_lint.shard_file import (
    Part,
    Shard,
    ShardFile,
    ShardWriter,
    damaged,
    read_shard,
    read_shard_files,
)
from playbook_lint.subjects import Context
from playbook_lint.versions import difference, versions

# A sentence names so many files or shards, and counts the others.
_NAMED = 3


def shard_of(files: Sequence[ProjectFile], part: Part) -> list[ProjectFile]:
    """The files of that shard: the largest first, each goes to the shard that has least so far.

    So the same files are parted in the same way everywhere, whatever order a file system has them in.
    """
    sizes = {file.relative: _size(file.path) for file in files}
    shards = [(0, number) for number in range(1, min(part.of, len(files)) + 1)]  # a heap already
    found = []
    for file in sorted(files, key=lambda file: (-sizes[file.relative], file.relative)):
        held, number = shards[0]
        # What is not a byte counts too: each file is looked at.
        heapq.heapreplace(shards, (held + sizes[file.relative] + 1, number))
        if number == part.number:
            found.append(file)
    return sorted(found, key=lambda file: file.relative)


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


def write_shard(path: Path, part: Part, files: Sequence[ProjectFile], context: Context, gatherer: Gatherer) -> int:
    """Look at `files` and write what is found to `path`; how many findings that are, before suppressions.

    The gatherer must see. Raises `OSError`.
    """
    shard = Shard(part, len(files), context.today, versions(), ResultKeys(context).configuration)
    with written_atomically(path) as stream:
        taker = _ShardTaker(ShardWriter(stream, shard), gatherer)
        gatherer.gather_for(taker, files, {})
    return taker.findings


class _ShardTaker:
    """Takes results for the file of a shard, and counts their findings."""

    def __init__(self, writer: ShardWriter, gatherer: Gatherer) -> None:
        self._writer = writer
        self._gatherer = gatherer
        self.findings = 0

    def add(self, file: ProjectFile, result: StoredResult | FileResult) -> None:
        """Take what was found in `file`; raises `StoredResultError`."""
        kept = result._replace(metadata=b"") if isinstance(result, StoredResult) else None  # no page changes any more
        findings = findings_in(result.findings) if isinstance(result, StoredResult) else result.findings
        seen = self._gatherer.seen[os.fspath(file.path)]
        self._writer.add(ShardFile(os.fsencode(file.relative), _state(file, seen[1]) if seen else b"", kept))
        self.findings += len(findings)


def _state(file: ProjectFile, content: bytes) -> bytes:
    """What the result of a file follows from: a digest of its bytes, and what its path makes of it."""
    return digest(content, identity(file))


class Shards(NamedTuple):
    """All shards of one check: their paths, the day they are of, and of each a digest of all that is configured."""

    paths: tuple[Path, ...]
    day: date
    configuration: Mapping[Path, bytes]


def shards_at(paths: Iterable[Path]) -> Shards:
    """The shards in the files at `paths`; raises `UsageError` where these are not all shards of one check."""
    found = [(path, read_shard(path)) for path in dict.fromkeys(paths)]
    by_number: dict[int, Path] = {}
    for path, shard in found:
        _check_fit(path, shard, *found[0])
        number, count = shard.part
        if number in by_number:
            raise UsageError(f"shard {number} of {count} is there twice: as `{by_number[number]}` and as `{path}`")
        by_number[number] = path
    _check_complete(by_number, found[0][1].part.of)
    ordered = tuple(path for _, path in sorted(by_number.items()))
    return Shards(ordered, found[0][1].day, {path: shard.configuration for path, shard in found})


def _check_fit(path: Path, shard: Shard, first_path: Path, first: Shard) -> None:
    """Raise `UsageError` where a shard does not go with the first one, or with this program."""
    if shard.part.of != first.part.of:
        raise UsageError(f"`{path}` is a shard of {shard.part.of}, and `{first_path}` one of {first.part.of}")
    if shard.day != first.day:
        days = f"`{first_path}` was made on {first.day}, and `{path}` on {shard.day}"
        raise UsageError(f"{days}: set SOURCE_DATE_EPOCH, which is the day for all shards")
    if other := difference(shard.versions):
        raise UsageError(f"`{path}` was made by another program: it {other}")


def _check_complete(by_number: Mapping[int, Path], count: int) -> None:
    """Raise `UsageError` where there are not as many shards as there should be."""
    if missing := count - len(by_number):
        numbers = (str(number) for number in range(1, count + 1) if number not in by_number)
        raise UsageError(f"{_are('shard', list(islice(numbers, _NAMED)), missing)} missing, of {count}")


def _are(what: str, names: Sequence[str], count: int) -> str:
    """`shard 2 is`, or `shards 2, 3 and 7 more are`."""
    more = [f"{count - len(names):,} more"] if count > len(names) else []
    parts = [*names, *more]
    listed = f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else parts[0]
    return f"{what} {listed} is" if count == 1 else f"{what}s {listed} are"


class ShardsGatherer(Gatherer):
    """Takes the results of files from shards in place of looking at them."""

    def __init__(self, project: Project, context: Context, shards: Shards, *, jobs: int | None = None) -> None:
        super().__init__(project, context, jobs=jobs)
        self._shards = shards

    def gather(self, files: Sequence[ProjectFile], given: Mapping[str, bytes], *, runs_rules: bool = True) -> Results:
        """What the shards found in `files`; raises `UsageError` where that is not what a run would find here."""
        self._check_configuration()
        results = Results()
        left = {file.relative: file for file in files}
        for path in self._shards.paths:
            for one in read_shard_files(path):
                self._take(path, one, left, results, runs_rules)
        if left:
            names = [f"`{name}`" for name in sorted(left)]
            raise UsageError(f"{_are('file', names[:_NAMED], len(names))} in no shard: make the shards of these files")
        results.sort()
        return results

    def _check_configuration(self) -> None:
        here = ResultKeys(self._context).configuration
        for path, configuration in self._shards.configuration.items():
            if configuration != here:
                what = "configuration, schemas, terms, glossaries, --select or --ignore"
                raise UsageError(f"`{path}` was made with another state of {what} than there is here")

    def _take(
        self, path: Path, one: ShardFile, left: dict[str, ProjectFile], results: Results, runs_rules: bool
    ) -> None:
        """Take the result of a file of the shard at `path` from what is `left` to take."""
        name = os.fsdecode(one.path)
        if name in results.files:
            raise UsageError(f"the file `{name}` is in `{path}` and in another shard: they are not of the same files")
        file = left.pop(name, None)
        if file is None:
            raise UsageError(f"the file `{name}` of `{path}` is not among the files here")
        if self._state(file) != one.state:
            raise UsageError(f"the file `{name}` is another one here than when `{path}` was made")
        if one.result is None:
            self.gather_for(results, [file], {}, runs_rules=runs_rules)
            return
        try:
            if not self._is_of(file, one.result):
                raise damaged(path)
            results.add(file, one.result)
        except StoredResultError:
            raise damaged(path) from None

    def _is_of(self, file: ProjectFile, result: StoredResult) -> bool:
        """Whether `result` can be that of `file`; raises `StoredResultError`."""
        if not all(map(_is_finding, findings_in(result.findings))):
            return False
        if file.kind != "page":
            facts = facts_in(result.facts, file.kind)
            return facts is None or not facts.path
        page = whole_page(result)
        if page is None:
            return True
        own = (page.path, page.locale, page.page_id, page.role) == ("", file.locale, file.page_id, file.role)
        return own and (page.page_type is None or page.page_type in self._context.schemas.page_types)

    def _state(self, file: ProjectFile) -> bytes:
        """The state of a file here, empty where it cannot be read."""
        try:
            return _state(file, digest(read_page(file, size_limit(file, self._context.config))))
        except PageReadError:
            return b""


def _is_finding(finding: Finding) -> bool:
    """Whether a rule may have found that in a file: there is such a rule, and it can say so."""
    if finding.path or finding.suppressed or finding.known or finding.rule not in registry.names():
        return False
    try:
        registry.get(finding.rule).RULE.render(finding.arguments)
    except (KeyError, ValueError, TypeError):
        return False
    return finding.category == registry.category_of(finding.rule).value
