"""`playbook-lint merge-driver`."""

from __future__ import annotations

from pathlib import Path

import click

from playbook_lint.cli.main import CLEAN, FINDINGS, USAGE
from playbook_lint.cli.output import complain
from playbook_lint.cli.shared_options import PATH
from playbook_lint.reporters.visible import shortened

_SIDES = ("the common ancestor", "this side", "the other side")


@click.command(
    "merge-driver",
    short_help="Merge catalogs message by message, for git.",
    epilog="""\b
Examples:
  playbook-lint merge-driver --install      set git up to use it in this repository
  playbook-lint merge-driver base.po ours.po theirs.po

Exit status: 0 merged, 1 merged with messages left to choose, 2 nothing done since a file cannot be read.
""",
)
@click.argument("files", nargs=-1, type=PATH, metavar="[BASE OURS THEIRS [PATH]]")
@click.option("--install", is_flag=True, help="Set git up to merge catalogs so in this repository, and do no more.")
def command(files: tuple[Path, ...], install: bool) -> int:
    """Merge what two sides made of the PO or POT file BASE, and write the result to OURS.

    Where both sides translated one message, and differently, the translation of OURS stays, marked fuzzy, and that of
    THEIRS goes into its comment. Git runs this by itself once it is set up; PATH is what it calls the file.
    """
    if install:
        from playbook_lint.cli.merge_setup import install_driver

        return install_driver()
    if not 3 <= len(files) <= 4:
        raise click.UsageError("BASE, OURS and THEIRS are needed, or `--install`.", click.get_current_context())
    base, ours, theirs, shown = (*files, files[1])[:4]
    return _merge(base, ours, theirs, shown)


def _merge(base_path: Path, our_path: Path, their_path: Path, shown: Path) -> int:
    """Merge the three files into the second, which people know as `shown`; return the exit status."""
    from playbook_lint.files import write_atomically
    from playbook_lint.l10n.po_layout import bytes_like, layout_of
    from playbook_lint.l10n.po_merge import merge
    from playbook_lint.l10n.po_read import read_po
    from playbook_lint.l10n.po_text import CatalogError, decoded, file_bytes

    files, texts = [], []
    for path, side in zip((base_path, our_path, their_path), _SIDES, strict=True):
        try:
            data = file_bytes(path)
            files.append(read_po(path, data))
            texts.append(decoded(path, data)[0])
        except CatalogError as error:
            complain(f"{shown}: not merged, this side is left as it was: line {error.line} of {side}: {error.message}")
            return USAGE
    base, ours, theirs = files
    merged = merge(base, ours, theirs)
    if merged.file != ours:
        data = bytes_like(merged.file, layout_of(ours, texts[1]), layout_of(theirs, texts[2]))
        write_atomically(our_path, data)
    if not merged.conflicts:
        return CLEAN
    lines = {entry.key: entry.line for entry in read_po(our_path).entries}
    told = [entry for entry in merged.conflicts if entry.key in lines]
    for entry in told:
        complain(
            f"{shown}:{lines[entry.key]}: both sides translated `{shortened(entry.source)}`, and differently; "
            "one translation is kept, fuzzy, and the other stands in the comment"
        )
    return FINDINGS if told else CLEAN
