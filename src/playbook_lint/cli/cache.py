"""`playbook-lint cache`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from playbook_lint.cli.output import write
from playbook_lint.cli.shared_options import PATH


@click.command(
    "cache",
    short_help="Show what is kept between runs: where it is, how large it is; or delete it.",
    epilog="""\b
Examples:
  playbook-lint cache                    where caches are, and how large
  playbook-lint cache where              the folder alone, for scripts
  playbook-lint cache size               how many bytes are in it, for scripts
  playbook-lint cache clean              delete them
  playbook-lint cache clean --links      and what is known of addresses on the web
""",
)
@click.argument("action", type=click.Choice(["where", "size", "clean"]), required=False)
@click.option("--links", is_flag=True, help="With clean: what was asked of the web too, which takes long to ask again.")
@click.option("--config", "config_path", type=PATH, help="Use this configuration file.")
def command(action: str | None, links: bool, config_path: Path | None) -> None:
    """Show where caches of the project are and how large they are, or delete them.

    They hold nothing that a run would not find again. The folder is `.playbook-lint-cache` in the project, or that of
    the environment variable PLAYBOOK_LINT_CACHE_DIR.
    """
    if links and action != "clean":
        raise click.UsageError("--links goes with `clean`.")
    from playbook_lint.config import load_config
    from playbook_lint.files import cache_path

    folder = cache_path(load_config(Path.cwd(), config_path).root)
    kept = _kept(folder)
    if action == "where":
        write(f"{folder}\n")
    elif action == "size":
        write(f"{sum(file.size for file in kept)}\n")
    elif action == "clean":
        write(_clean([file for file in kept if links or file.what != _LINKS], folder))
    else:
        write("".join(_lines(folder, kept)))


class _File(NamedTuple):
    """A file of a cache, what it holds in words, and its size in bytes."""

    path: Path
    what: str
    size: int


_LINKS = "what is known of addresses on the web"


def _kept(folder: Path) -> list[_File]:
    """The files of caches in `folder`; nothing that is not ours, and nothing behind symbolic links."""
    from playbook_lint.link_check import STORE
    from playbook_lint.notes import FOLDER as NOTES
    from playbook_lint.remembered import FOLDER as RUNS
    from playbook_lint.result_cache import FILE_NAME

    patterns = {
        f"{FILE_NAME.rpartition('-')[0]}-*.sqlite*": "results of files",
        f"{NOTES}/*": "what was right of configuration, schemas and terms",
        f"{RUNS}/*": "remembered runs",
        f"{STORE}*": _LINKS,
    }
    leads_away = any(path.is_symlink() for path in (folder, folder / NOTES, folder / RUNS))
    places = [] if leads_away else patterns.items()
    return [
        _File(path, what, path.lstat().st_size)
        for pattern, what in places
        for path in sorted(folder.glob(pattern))
        if path.is_file() or path.is_symlink()
    ]


def _lines(folder: Path, kept: list[_File]) -> list[str]:
    if not kept:
        return [f"{folder}\nNothing is kept.\n"]
    sizes: dict[str, int] = {}
    for file in kept:
        sizes[file.what] = sizes.get(file.what, 0) + file.size
    rows = [(_size(size), what) for what, size in sizes.items()]
    rows.append((_size(sum(sizes.values())), "in all"))
    width = max(len(size) for size, _ in rows)
    return [f"{folder}\n", *(f"  {size:>{width}}  {what}\n" for size, what in rows)]


def _clean(kept: list[_File], folder: Path) -> str:
    size = 0
    for file in kept:
        file.path.unlink(missing_ok=True)
        size += file.size
    return f"Deleted {_size(size)} in {folder}.\n" if kept else f"Nothing is kept in {folder}.\n"


def _size(count: int) -> str:
    """A number of bytes in words."""
    if count < 1_000:
        return f"{count} bytes"
    return f"{count / 1_000:.1f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
