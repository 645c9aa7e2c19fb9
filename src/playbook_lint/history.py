"""What git knows of when files were changed and what they held before, and its settings: the only user of git."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

# Nothing that a repository brings is run, and nobody is asked for anything.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=", "--no-pager", "--literal-pathspecs")
_SECONDS = 20
# To write a whole tree may take longer.
_MANY_SECONDS = 1800
# A repository that was cloned in part asks nobody for the rest of it, and what is only read is not locked.
_OFFLINE = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
}
# The repository is that of the folder, and not the one whose hook this may be.
_OF_HOOKS = {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX"}
_MOST_REVISIONS = 200
_SHORT = 10
# A line of `git log --raw`: modes, the ids of what the file held before and after, what happened to it.
_CHANGE = re.compile(r"\n?:[0-7]+ [0-7]+ ([0-9a-f]+) ([0-9a-f]+) [A-Z]\d*")
_BLOB = re.compile(rb"([0-9a-f]+) blob ([0-9]+)\Z")
# What precedes the lines that `git diff` shows: where they stood before, and where they stand.
_HUNK = re.compile(rb"^@@ -[0-9,]+ \+([0-9]+)(?:,([0-9]+))? @@", re.MULTILINE)
_COMMIT = re.compile(r"[0-9a-f]{40,}")
_SYMLINK, _SUBMODULE = "120000", "160000"


class HistoryError(Exception):
    """Git does not have what was asked for; the message is a sentence that says why."""


class Revision(NamedTuple):
    """A commit that changed a file: its short hash, its day (`2020-05-14`), and the ids of what the file held.

    An id is empty where there was no file before, or none after.
    """

    commit: str
    date: str
    before: str
    after: str


def last_change(root: Path, path: str) -> float | None:
    """When the file at `path`, relative to `root`, was changed last, in seconds since 1970; None for no file.

    That is the time of its last commit; of a file that differs from it, or that git does not know, what the file system
    says.
    """
    if not _git(root, "status", "--porcelain", "--ignored", "--", path):
        date = _git(root, "log", "-1", "--format=%ct", "--", path)
        if date:
            return float(date)
    try:
        return (root / path).stat().st_mtime
    except OSError:
        return None


def is_newer(root: Path, path: str, other: str) -> bool | None:
    """Whether the file at `path` was changed after the one at `other`; None where that cannot be told."""
    mine, theirs = last_change(root, path), last_change(root, other)
    return None if mine is None or theirs is None or mine == theirs else mine > theirs


def deciding_files(root: Path) -> list[str]:
    """The files, be they there or not, that decide which history git knows: none of it changes but with one of them.

    They say which commit is checked out, in either format of refs, and where a shallow history ends.
    """
    ref = _git(root, "rev-parse", "--symbolic-full-name", "HEAD") or "HEAD"
    names = ("HEAD", ref, "packed-refs", "reftable/tables.list", "shallow")
    options = (option for name in names for option in ("--git-path", name))
    return [os.path.normpath(root / path) for path in _git(root, "rev-parse", *options).splitlines()]


def revisions(root: Path, paths: Sequence[str]) -> Mapping[str, Sequence[Revision]]:
    """The commits that changed each of the files at `paths`, relative to `root`, the newest first.

    They are the last ones of this name, in one branch or another; none where git does not know.
    """
    options = (
        "-z",
        "--raw",
        "--no-abbrev",
        "--no-renames",
        "--relative",
        "--no-show-signature",
        "--format=%x01%H%x09%cs",
    )
    tokens = iter(_git_bytes(root, "log", *options, "--", *paths).decode("utf-8", "surrogateescape").split("\0"))
    found: dict[str, list[Revision]] = {}
    commit = date = ""
    for token in tokens:
        if change := _CHANGE.fullmatch(token):
            known = found.setdefault(next(tokens, ""), [])
            if len(known) < _MOST_REVISIONS:
                before, after = ("" if not one.strip("0") else one for one in change.groups())
                known.append(Revision(commit[:_SHORT], date, before, after))
        elif "\x01" in token:
            commit, _, date = token.partition("\x01")[2].partition("\t")
    return found


def contents(root: Path, ids: Iterable[str]) -> Mapping[str, bytes]:
    """What the files with those ids in git hold; those that git does not have are left out."""
    asked = "".join(f"{one}\n" for one in ids)
    data = _git_bytes(root, "cat-file", "--batch", asked=asked.encode()) if asked else b""
    found: dict[str, bytes] = {}
    at = 0
    while (end := data.find(b"\n", at)) >= 0:
        blob = _BLOB.match(data[at:end])
        at = end + 1
        if blob:
            found[blob[1].decode()] = data[at : at + int(blob[2])]
            at += int(blob[2]) + 1
    return found


def work_tree(folder: Path) -> Path | None:
    """The top folder of the repository that `folder` is in; None where it is in none, or git is not there."""
    top = _git(folder, "rev-parse", "--show-toplevel")
    return Path(top) if top else None


def merge_base(root: Path, revision: str) -> str:
    """The commit at which what is checked out and `revision` part; raises `HistoryError`."""
    if revision.startswith("-"):
        raise HistoryError(f"`{revision}` is no revision: none begins with `-`")
    if not _git(root, "rev-parse", "--show-toplevel"):
        raise HistoryError(f"git knows no repository at `{root}`: {_complaint(root, 'rev-parse', '--show-toplevel')}")
    is_shallow = _git(root, "rev-parse", "--is-shallow-repository") == "true"
    hint = "; only a part of the history is here: fetch all of it (`git fetch --unshallow`)" if is_shallow else ""
    commit = _git(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    if not _COMMIT.fullmatch(commit):
        raise HistoryError(f"git knows no commit `{revision}`{hint}")
    base = _git(root, "merge-base", "HEAD", commit)
    if not base:
        raise HistoryError(f"`{revision}` and what is checked out have no commit in common{hint}")
    return base


def check_out(root: Path, commit: str, folder: Path, is_wanted: Callable[[str], bool]) -> Path:
    """Put the files of `commit` into the empty `folder`, and return the folder in it that is `root` there.

    Only those whose path in the repository `is_wanted` get their contents, the others are empty. The folder is a work
    tree with that commit checked out, of which the repository does not know; raises `HistoryError`.
    """
    top, common = work_tree(root), _git(root, "rev-parse", "--git-common-dir")
    inside = Path(os.path.realpath(root)).relative_to(os.path.realpath(top or root))
    own = folder / ".git"
    own.mkdir()
    (own / "HEAD").write_text(f"{commit}\n", encoding="utf-8")
    (own / "commondir").write_text(os.path.realpath(root / common), encoding="utf-8", errors="surrogateescape")
    whole = ("-c", "core.sparseCheckout=false")
    if _run(folder, *whole, "read-tree", "HEAD", seconds=_MANY_SECONDS) is None:
        raise HistoryError(
            f"git cannot read commit {commit[:_SHORT]}: {_complaint(folder, *whole, 'read-tree', 'HEAD')}"
        )
    wanted = []
    for mode, path in _entries(folder, inside):
        if mode == _SYMLINK or (mode != _SUBMODULE and is_wanted(path)):
            wanted.append(path)
        else:
            _make_empty(folder / path, is_folder=mode == _SUBMODULE)
    # After all others, so that nothing is written by way of a symbolic link.
    asked = os.fsencode("\0".join(wanted))
    if _run(folder, *whole, "checkout-index", "-uqz", "--stdin", asked=asked, seconds=_MANY_SECONDS) is None:
        raise HistoryError(f"git cannot write the files of commit {commit[:_SHORT]}: it may have only a part of them")
    (folder / inside).mkdir(parents=True, exist_ok=True)
    return folder / inside


def touched_lines(root: Path, commit: str, path: str) -> frozenset[int]:
    """The 1-based lines of the file at `path`, relative to `root`, that are new or other than at `commit`."""
    options = ("--unified=0", "--no-color", "--no-ext-diff", "--no-textconv", "--no-renames", "--relative")
    hunks = _HUNK.findall(_git_bytes(root, "diff", *options, commit, "--", path))
    starts = ((int(start), int(count or 1)) for start, count in hunks)
    return frozenset(line for start, count in starts for line in range(start, start + count))


def renames(root: Path, commit: str) -> Mapping[str, str]:
    """The new path of each file that was renamed since `commit`, by its old one, both relative to `root`.

    Git finds them by what they hold, in the work tree with what is not committed and not even added.
    """
    from tempfile import TemporaryDirectory

    options = ("-z", "--find-renames", "--name-status", "--diff-filter=R", "--relative", "--ignore-submodules=all")
    with TemporaryDirectory() as folder:
        extra = _scratch(root, Path(folder))
        _run(root, "add", "--intent-to-add", "--", ".", extra=extra, seconds=_MANY_SECONDS)
        found = _run(root, "diff-index", *options, commit, "--", extra=extra, seconds=_MANY_SECONDS) or b""
    tokens = os.fsdecode(found).split("\0")
    return dict(zip(tokens[1::3], tokens[2::3], strict=False))


def setting(root: Path, name: str) -> str:
    """A setting of the repository at `root` itself, empty where it has none."""
    return _git(root, "config", "--local", "--get", name)


def change_setting(root: Path, name: str, value: str) -> bool:
    """Set a setting of the repository at `root`, and tell whether git did so."""
    _git(root, "config", "--local", "--replace-all", name, value)
    return setting(root, name) == value


def _scratch(root: Path, folder: Path) -> Mapping[str, str]:
    """The environment in which git keeps in `folder` what it would add to the index of `root`, and to its objects."""
    import shutil

    index, objects = folder / "index", folder / "objects"
    with suppress(OSError):  # a new repository has no index
        shutil.copyfile(root / _git(root, "rev-parse", "--git-path", "index"), index)
    (objects / "info").mkdir(parents=True)
    others = os.path.realpath(root / _git(root, "rev-parse", "--git-path", "objects"))
    (objects / "info" / "alternates").write_bytes(os.fsencode(f"{others}\n"))
    return {"GIT_INDEX_FILE": str(index), "GIT_OBJECT_DIRECTORY": str(objects)}


def _entries(top: Path, inside: Path) -> Iterator[tuple[str, str]]:
    """The mode and the path of the files of the work tree `top` that are in the folder `inside`, or just above it."""
    for line in os.fsdecode(_git_bytes(top, "ls-files", "--stage", "-z")).split("\0"):
        facts, tab, name = line.partition("\t")
        path = Path(name)
        if tab and (path.is_relative_to(inside) or inside.is_relative_to(path.parent)):
            yield facts.partition(" ")[0], name


def _make_empty(path: Path, *, is_folder: bool) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if is_folder:
        path.mkdir(exist_ok=True)
    else:
        path.touch()


def _git(root: Path, *arguments: str) -> str:
    """What git says, or nothing when it fails."""
    try:
        return _git_bytes(root, *arguments).decode().strip()
    except UnicodeDecodeError:
        return ""


def _git_bytes(root: Path, *arguments: str, asked: bytes = b"") -> bytes:
    """What git says when it is given `asked` to read, or nothing when it fails."""
    return _run(root, *arguments, asked=asked) or b""


def _run(
    root: Path,
    *arguments: str,
    asked: bytes = b"",
    extra: Mapping[str, str] | None = None,
    seconds: int = _SECONDS,
) -> bytes | None:
    """What git says, with `extra` in its environment and in so many `seconds`; None when it fails."""
    done = _process(root, arguments, asked, extra or {}, seconds)
    return done.stdout if done and done.returncode == 0 else None


def _complaint(root: Path, *arguments: str) -> str:
    """What git says is wrong, in its own words."""
    done = _process(root, arguments, b"", {}, _SECONDS)
    said = done.stderr.decode(errors="replace").strip().splitlines() if done else []
    return said[0].removeprefix("fatal: ") if said else "there is no git, or it takes too long"


def _process(
    root: Path, arguments: Sequence[str], asked: bytes, extra: Mapping[str, str], seconds: int
) -> subprocess.CompletedProcess[bytes] | None:
    own = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    try:
        return subprocess.run(
            [*_GIT, "-C", str(root), *arguments],
            input=asked,
            env={**own, **_OFFLINE, **extra},
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None
