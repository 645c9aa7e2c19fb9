"""Which planted defects of catalogs are caught: playbook-lint beside translate-toolkit's pofilter and i18nspector.

    python benchmarks/planted_defects.py CATALOGS [--locale pt-BR] [--each 10] [--seed 1] [--config FILE]

CATALOGS is a folder with PO files of one locale (`locales/pt_BR/LC_MESSAGES`), in a project that playbook-lint knows.
For each kind of defect some catalogs are copied, each with one defect in one message (or in the header). What a tool
says of the copy and did not say of the catalog before counts as caught, if it speaks of that message or of the header.
What a tool says of the catalogs as they are is listed too: most of it is false where people have translated with care,
so read it before you believe either number. pofilter and i18nspector are taken from PATH.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from playbook_lint.l10n.entries import Entry, PoFile
from playbook_lint.l10n.po_read import read_po
from playbook_lint.l10n.po_text import CatalogError
from playbook_lint.l10n.po_write import po_bytes
from playbook_lint.records import replace

# What a tool says: the file, the msgid it speaks of (empty for the header and the file as a whole), and what it says.
Report = tuple[str, str, str]
Plant = Callable[[str, str], str | None]


def main() -> int:
    """Plant, run the three tools, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("catalogs", type=Path)
    parser.add_argument("--locale", default="pt-BR")
    parser.add_argument("--each", type=int, default=10, help="How many defects of each kind (10).")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--project", type=Path, default=Path.cwd(), help="The folder of the project.")
    options = parser.parse_args()
    files = sorted(path for path in options.catalogs.rglob("*.po") if path.name != "terms.po")
    pool = [(path, read_po(path)) for path in files]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "project"
        shutil.copytree(options.project, folder, ignore=shutil.ignore_patterns(".git", "node_modules", ".venv"))
        home = folder / options.catalogs.resolve().relative_to(options.project.resolve())
        tools = (Ours(folder, home), Pofilter(home, options.locale), I18nspector(home, options.locale))
        run(pool, options, home, tools)
    return 0


def run(pool: list[tuple[Path, PoFile]], options: argparse.Namespace, home: Path, tools: tuple[Tool, ...]) -> None:
    """Print how many of the defects of each kind each tool catches, and what it says of the catalogs as they are."""
    before = {tool.name: set(tool.reports()) for tool in tools}
    kinds = {**TEXTS, **ENTRIES, **FILES}
    print(f"{'planted':34}{'':>4}" + "".join(f"{tool.name:>16}" for tool in tools))
    caught_all: Counter[str] = Counter()
    planted_all = 0
    for kind in kinds:
        chosen = dict(pick(kind, pool, options))
        for path, (data, _) in chosen.items():
            (home / path.relative_to(options.catalogs)).write_bytes(data)
        caught = []
        for tool in tools:
            new = set(tool.reports()) - before[tool.name] if chosen else set()
            found = [
                any(one[0] == path.relative_to(options.catalogs).as_posix() and one[1] in ("", msgid) for one in new)
                for path, (_, msgid) in chosen.items()
            ]
            caught.append(sum(found))
            caught_all[tool.name] += caught[-1]
        planted_all += len(chosen)
        print(f"{kind:34}{len(chosen):>4}" + "".join(f"{number:>16}" for number in caught), flush=True)
        for path in chosen:
            shutil.copyfile(path, home / path.relative_to(options.catalogs))
    print(f"{'caught':34}{planted_all:>4}" + "".join(f"{caught_all[tool.name]:>16}" for tool in tools))
    print(
        f"{'said of the catalogs as they are':34}{'':>4}" + "".join(f"{len(before[tool.name]):>16}" for tool in tools)
    )
    for tool in tools:
        counts = Counter(report[2].split(" ")[0] for report in before[tool.name])
        print(f"  {tool.name}: " + ", ".join(f"{name} {number}" for name, number in counts.most_common()))


def pick(
    kind: str, pool: list[tuple[Path, PoFile]], options: argparse.Namespace
) -> Iterator[tuple[Path, tuple[bytes, str]]]:
    """Catalogs with one defect each, at random, by path: what the file holds then, and the msgid that it is in."""
    chance = random.Random(f"{options.seed} {kind}")
    order = chance.sample(pool, len(pool))
    found = 0
    for path, file in order:
        made = planted(kind, file, chance)
        if made and found < options.each:
            found += 1
            yield path, made


def planted(kind: str, file: PoFile, chance: random.Random) -> tuple[bytes, str] | None:
    """The file with a defect of that kind, and the msgid that it is in; None where it has no place for one."""
    if kind in FILES:
        data = FILES[kind](po_bytes(file))
        return (data, "") if data else None
    entries = list(file.entries)
    sound = [index for index, entry in enumerate(entries) if entry.translated and entry.plural is None]
    for index in chance.sample(sound, len(sound)):
        entry = entries[index]
        if kind in TEXTS:
            target = TEXTS[kind](entry.source, entry.target)
            changed = [replace(entry, target=target)] if target and target != entry.target else None
        else:
            changed = ENTRIES[kind](entry)
        if changed:
            whole = replace(file, entries=(*entries[:index], *changed, *entries[index + 1 :]))
            return po_bytes(whole), entry.source
    return None


def _first(pattern: str, better: str | Callable[[re.Match[str]], str], in_source: str | None = None) -> Plant:
    """Changes the first place that matches, where the source has such a place too."""

    def plant(source: str, target: str) -> str | None:
        both = re.search(in_source or pattern, source) and re.search(pattern, target)
        return re.sub(pattern, better, target, count=1) if both else None

    return plant


def _ends(mark: str) -> Plant:
    return lambda source, target: target[:-1] if source.endswith(mark) and target.endswith(mark) else None


def _second_word(source: str, target: str) -> str | None:
    words = target.split(" ")
    at = next((n for n, word in enumerate(words) if n and len(word) > 5 and word.isalpha() and word.islower()), None)
    return None if at is None else " ".join([*words[: at + 1], words[at], *words[at + 1 :]])


def _inside(text: str) -> Plant:
    """Puts `text` between two letters in the middle."""

    def plant(source: str, target: str) -> str | None:
        at = next((n for n in range(len(target) // 2, len(target) - 1) if target[n : n + 2].isalpha()), None)
        return None if at is None else target[: at + 1] + text + target[at + 1 :]

    return plant


def _digit(match: re.Match[str]) -> str:
    return str((int(match[0]) + 7) % 10)


# Defects of the text of a translation: from source and target to the target with the defect, or None.
TEXTS: dict[str, Plant] = {
    "bold lost": _first(r"\*\*([^*]+)\*\*", r"\1"),
    "bold not closed": _first(r"(\*\*[^*]+)\*\*", r"\1"),
    "link lost": _first(r"\[([^\]]+)\]\(\S+\)", r"\1"),
    "link leads elsewhere": _first(r"\]\(([^()\s]+)\)", "](elsewhere.md)"),
    "file name of a link changed": _first(r"\]\(([^():\s]+)\.md", r"](\1-partner.md"),
    "address changed": _first(r"(?<![(\]])https?://[^\s)]+", "https://example.com/other"),
    "code changed": _first(r"`([^`]+)`", r"`\1x`"),
    "tag lost": _first(r"</?(?:b|i|br|strong|em|sub|sup|span|u)\s*/?>", ""),
    "script added": lambda source, target: f"{target} <script>alert(1)</script>" if len(target) > 20 else None,
    "alert marker translated": _first(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]", "[!NOTA]"),
    "line break lost": _first(r"\n", " "),
    "number changed": _first(r"(?<![\w.,/-])\d(?=\d)", _digit),
    "number lost": _first(r"(?<![\w.,/-])\d{2,}(?![\w.,/-])", "", r"(?<![\w.,/-])\d{2,}(?![\w.,/-])"),
    "acronym lost": _first(r"\b(?!I)[A-Z]{3,5}\b", "XQZ"),
    "space before": lambda source, target: f" {target}" if not source.startswith(" ") else None,
    "space behind": lambda source, target: f"{target} " if not source.endswith(" ") else None,
    "double space": _first(r"(?<=\w) (?=\w)", "  "),
    "zero width space": _inside("\u200b"),
    "full stop lost": _ends("."),
    "colon lost": _ends(":"),
    "question mark lost": _ends("?"),
    "word doubled": _second_word,
    "left in the source language": lambda source, target: source if len(source.split()) > 6 else None,
    "half of it lost": lambda source, target: target[: len(target) // 4] if len(target) > 160 else None,
    "heading made of it": lambda source, target: f"{target}\n\n# {target}" if len(target) > 20 else None,
    "conflict mark in it": lambda source, target: (
        f"#-#-#-#-#  a.po  #-#-#-#-#\n{target}\n#-#-#-#-#  b.po  #-#-#-#-#\n{target}" if len(target) > 10 else None
    ),
}
# Defects of a message: to the entries that stand in its place.
ENTRIES: dict[str, Callable[[Entry], list[Entry] | None]] = {
    "message twice": lambda entry: [entry, replace(entry, target=f"{entry.target}!")],
    "previous msgid left behind": lambda entry: [replace(entry, previous_source=f"{entry.source} once")],
}
_CONFLICT = b'<<<<<<< ours\nmsgstr "a"\n=======\nmsgstr "b"\n>>>>>>> theirs\n'
# Defects of the file as a whole.
FILES: dict[str, Callable[[bytes], bytes | None]] = {
    "conflict committed": lambda data: data.replace(b'\nmsgid "', b"\n" + _CONFLICT + b'msgid "', 2),
    "language of another": lambda data: re.sub(rb"\"Language: \w+", b'"Language: fr', data),
    "language left out": lambda data: re.sub(rb"\"Language: \w+\\n\"\n", b"", data),
    "plural forms wrong": lambda data: re.sub(rb"plural=[^;]+;", b"plural=(n > 4);", data),
    "charset unknown": lambda data: data.replace(b"charset=UTF-8", b"charset=UFT-8"),
    "date impossible": lambda data: re.sub(rb"(PO-Revision-Date: )[^\\]+", rb"\g<1>2026-13-45 10:00+0000", data),
    "date in the future": lambda data: re.sub(rb"(PO-Revision-Date: )[^\\]+", rb"\g<1>2126-01-05 10:00+0000", data),
    "quote not escaped": lambda data: re.sub(rb'\nmsgstr "(\w[^"\\]+) ', rb'\nmsgstr "\1" ', data, count=1),
}


class Tool:
    """A tool that reads the catalogs in `home`."""

    name = ""

    def __init__(self, home: Path, locale: str) -> None:
        self.home = home
        self.locale = locale.replace("-", "_")

    def reports(self) -> Iterator[Report]:
        """What it says of them now."""
        raise NotImplementedError


class Ours(Tool):
    """playbook-lint."""

    name = "playbook-lint"

    def __init__(self, project: Path, home: Path) -> None:
        super().__init__(home, "")
        self._project = project

    def reports(self) -> Iterator[Report]:
        command = [sys.executable, "-m", "playbook_lint", "check", "--format", "json", "--fail-on", "never", self.home]
        done = subprocess.run(command, cwd=self._project, capture_output=True, text=True, check=True)
        for finding in json.loads(done.stdout)["diagnostics"]:
            path = self._project / finding["path"]
            yield (
                path.relative_to(self.home).as_posix(),
                self._msgid(path, finding["start"]["line"]),
                f"{finding['rule']} {finding['message']}",
            )

    def _msgid(self, path: Path, line: int) -> str:
        """The msgid of the message on that line, or below it where that is a comment."""
        lines = path.read_bytes().split(b"\n")
        while line < len(lines) and lines[line - 1].startswith(b"#"):
            line += 1
        try:
            entries = [entry for entry in read_po(path).entries if 0 < entry.line <= line]
        except CatalogError:  # a file that no tool can read: what is said is about all of it
            return ""
        return entries[-1].source if entries else ""


class Pofilter(Tool):
    """translate-toolkit's pofilter, with all its tests but those that need a dictionary."""

    name = "pofilter"

    def reports(self) -> Iterator[Report]:
        with tempfile.TemporaryDirectory() as name:
            command = ["pofilter", "--progress=none", f"--language={self.locale}", "--excludefilter=untranslated"]
            command += ["--excludefilter=isfuzzy", "--excludefilter=spellcheck", str(self.home), name]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            for line in done.stderr.splitlines():
                if match := re.search(r"(\w[\w.-]*\.po)", line):
                    yield match[1], "", f"error {line}"
            for path in Path(name).rglob("*.po"):
                with suppress(CatalogError):  # it writes again what it could not read
                    for entry in read_po(path).entries:
                        for test in re.findall(r"^\(pofilter\) (\w+):", entry.comment, re.MULTILINE):
                            yield path.relative_to(name).as_posix(), entry.source, test


class I18nspector(Tool):
    """i18nspector."""

    name = "i18nspector"

    def reports(self) -> Iterator[Report]:
        paths = [str(path) for path in sorted(self.home.rglob("*.po"))]
        command = ["i18nspector", f"--language={self.locale}", *paths]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        for line in done.stdout.splitlines():
            if match := re.match(r"[A-Z]: (.+?\.po): (\S+)(.*)", line):
                yield Path(match[1]).relative_to(self.home).as_posix(), "", f"{match[2]}{match[3]}"


if __name__ == "__main__":
    sys.exit(main())
