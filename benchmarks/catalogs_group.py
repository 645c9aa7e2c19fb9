"""`extract`, `update`, `compile` and `check` of catalogs beside other tools that do the same.

Each tool reads the same source pages and keeps catalogs of its own, since no two find the same messages. Where pages
are compiled, the translation of each message is the message itself, so that no tool has one that it cannot use. Where
catalogs are checked, they are those that `import` makes of the pages and their translations.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import polib
from corpora import Corpus, without_caches
from peers import Peer, installed
from program import FINDINGS, PROGRAM
from report import Limit, print_heading, print_limits, print_table
from timing import Command, in_turn, ratio, run

from playbook_lint.config import load_config
from playbook_lint.l10n.locale import catalog_folder
from playbook_lint.project import Project

PEERS = ("translate-toolkit", "mdpo", "po4a")
LOCALE = "pt-BR"
CONFIG = f"""content = ["en", "{LOCALE}"]
[source]
locale = "en-US"
pages = ["en/{{page}}.md"]
[locales.{LOCALE}]
pages = ["{LOCALE}/{{page}}.md"]
"""
PO4A = "[po4a_langs] target\n[po4a_paths] po/pages.pot $lang:po/$lang.po\n"
PO4A += "[options] --master-charset UTF-8 --localized-charset UTF-8 --keep 0\n"
PO4A_PAGE = '[type: text] en/{0} $lang:out/{0} opt:"--option markdown"\n'
MDPO = str(Path(__file__).with_name("mdpo_pages.py"))

EXTRACT, UPDATE, COMPILE, CHECK = (f"playbook-lint {name}" for name in ("extract", "update", "compile", "check"))
MD2PO = "translate-toolkit md2po"
Steps = dict[str, dict[str, Command]]


def measure(options: argparse.Namespace, work: Path) -> Sequence[Limit]:
    """Run each step of all tools in turn, print what came out, and give the limits."""
    corpus = Corpus(options, work)
    peers = [peer for name in PEERS if options.peers and (peer := installed(name, options.peers))]
    steps = ours(pages_for("playbook-lint", corpus, work))
    steps[CHECK] = {CHECK: checked(corpus.copy("catalogs"))}
    for peer in peers:
        for step, commands in of_peer(peer, pages_for(peer.name, corpus, work), steps[CHECK][CHECK]).items():
            steps[step] |= commands
    print_heading(str(corpus), peers)
    limits = []
    for step, commands in steps.items():
        samples = in_turn(commands, options.runs)
        print_table(samples, step)
        if step == EXTRACT and MD2PO in samples:
            limits.append(Limit(f"{EXTRACT}, to {MD2PO}", ratio(samples[EXTRACT], samples[MD2PO]), 0.5))
    print_limits(limits)
    return limits


def pages_for(name: str, corpus: Corpus, work: Path) -> Path:
    """A project of its own for a tool, with all source pages in the folder `en`."""
    project = work / f"project-{name}"
    project.mkdir()
    (project / "playbook-lint.toml").write_text(CONFIG, encoding="utf-8")
    for file in Project(load_config(corpus.root)).discover().files:
        if file.role == "source":
            page = project / "en" / f"{file.page_id}.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file.path, page)
    return project


def ours(project: Path) -> Steps:
    """Our three steps, each of which begins without what it writes."""
    run(Command([PROGRAM, "update", "--quiet"], project))
    catalogs = project / "kept"
    shutil.move(project / "locales", catalogs)
    translate(catalogs)

    extract, update, compiling = ([PROGRAM, step, "--quiet"] for step in ("extract", "update", "compile"))
    with_catalogs = replaced(project / "locales", catalogs)
    return {
        EXTRACT: {EXTRACT: Command(extract, project, writes=project / "locales")},
        UPDATE: {UPDATE: Command(update, project, writes=project / "locales")},
        COMPILE: {COMPILE: Command(compiling, project, with_catalogs, writes=project / LOCALE)},
    }


def checked(project: Path) -> Command:
    """Our check of the catalogs of one locale, which are taken from its pages before."""
    locale = load_config(project).locales[0].locale
    run(Command([PROGRAM, "import", "--quiet", "--locale", locale], project))
    catalogs = f"locales/{catalog_folder(locale)}"
    return Command([PROGRAM, "check", catalogs], project, without_caches(project), FINDINGS)


def of_peer(peer: Peer, project: Path, check: Command) -> Steps:
    """The steps that another tool has; `check` is our check of catalogs."""
    if peer.name == "mdpo":
        return of_mdpo(peer, project)
    return of_po4a(peer, project) if peer.name == "po4a" else of_translate_toolkit(peer, project, check)


def of_translate_toolkit(peer: Peer, project: Path, check: Command) -> Steps:
    """A catalog a page, as we have it; pofilter with all its tests but those that need a dictionary."""
    extract = [peer.program("md2po"), "--progress=none", "-P", "en", "templates"]
    run(Command(extract, project))
    for template in list((project / "templates").rglob("*.pot")):
        catalog = project / "catalogs" / template.relative_to(project / "templates").with_suffix(".po")
        catalog.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(template, catalog)
    translate(project / "catalogs")
    compiling = [peer.program("po2md"), "--progress=none", "-t", "en", "catalogs", "out"]
    left_out = [f"--excludefilter={name}" for name in ("untranslated", "isfuzzy", "spellcheck")]
    catalogs = check.arguments[-1]
    language = f"--language={Path(catalogs).name}"
    pofilter = [peer.program("pofilter"), "--progress=none", language, *left_out, catalogs, "filtered"]
    return {
        EXTRACT: {MD2PO: Command(extract, project, writes=project / "templates")},
        COMPILE: {"translate-toolkit po2md": Command(compiling, project, writes=project / "out")},
        CHECK: {"translate-toolkit pofilter": Command(pofilter, check.folder, writes=check.folder / "filtered")},
    }


def of_mdpo(peer: Peer, project: Path) -> Steps:
    """A catalog a page, through its functions."""
    extract, compiling = ([peer.program("python"), MDPO, step, "en", "catalogs"] for step in ("extract", "compile"))
    run(Command(extract, project))
    shutil.copytree(project / "catalogs", project / "kept")
    translate(project / "kept")
    compiling[-1:] = ["kept", "out"]
    return {
        EXTRACT: {"mdpo": Command(extract, project, writes=project / "catalogs")},
        COMPILE: {"mdpo": Command(compiling, project, writes=project / "out")},
    }


def of_po4a(peer: Peer, project: Path) -> Steps:
    """One catalog for all pages; it brings template and catalog up to date in one step."""
    pages = (PO4A_PAGE.format(page.relative_to(project / "en")) for page in sorted((project / "en").rglob("*.md")))
    (project / "po4a.cfg").write_text(PO4A + "".join(pages), encoding="utf-8")
    po4a = [peer.program("po4a"), "--quiet"]
    update = Command([*po4a, "--no-translations", "po4a.cfg"], project, writes=project / "po")
    run(update)
    shutil.copytree(project / "po", project / "kept")
    translate(project / "kept")
    with_catalogs = replaced(project / "po", project / "kept")
    compiling = Command([*po4a, "--no-update", "po4a.cfg"], project, with_catalogs, writes=project / "out")
    return {UPDATE: {"po4a --no-translations": update}, COMPILE: {"po4a --no-update": compiling}}


def replaced(folder: Path, other: Path) -> Callable[[], None]:
    """Puts a copy of `other` in the place of `folder`, where another command has written."""

    def replace() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(other, folder)

    return replace


def translate(folder: Path) -> None:
    """Make each message of the catalogs below `folder` its own translation."""
    for path in catalogs_of(folder):
        catalog = polib.pofile(str(path))
        for entry in catalog:
            entry.msgstr = entry.msgid
        catalog.save()


def catalogs_of(folder: Path) -> Iterator[Path]:
    """All PO files of messages; the terms of ours keep their words."""
    yield from (path for path in sorted(folder.rglob("*.po")) if path.name != "terms.po")
