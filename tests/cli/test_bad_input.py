"""Whatever a folder of pages may hold: a diagnostic or a sentence, never a traceback; and the other pages are checked.

That the command never shows a traceback is asserted wherever it is run (see the fixture `run`).
"""

from __future__ import annotations

import builtins
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from command import BAD, COMMAND, GOOD, Project, Result, Run
from playbook_lint.cli.main import run as run_in_process
from playbook_lint.reporters import FORMATS

CHECK = ("check", "--select", "heading-skipped,file,yaml-header-syntax-error", "--ignore", "page-type-missing")
HEADING = "heading-skipped:3 Heading level 3 follows level 1; use level 2 or add the heading between"

Report = Callable[..., dict[str, list[str]]]
Check = Callable[..., bytes]


def messages(out: bytes) -> dict[str, list[str]]:
    """Rule, line and message of every finding of a JSON report, by path."""
    found: dict[str, list[str]] = {}
    for item in json.loads(out)["diagnostics"]:
        found.setdefault(item["path"], []).append(f"{item['rule']}:{item['start']['line']} {item['message']}")
    return found


def odd_ones(out: bytes) -> dict[str, list[str]]:
    """The same, without the bad page that every project has, and which must always be found."""
    found = messages(out)
    assert found.pop("pt-BR/bad.md") == [HEADING]
    return found


@pytest.fixture
def report(run: Run, project: Project) -> Report:
    """What is found in pages of that content, or of that path: with all of the project, and when they are named."""

    def check(contents: Mapping[str, str | bytes] | None = None, *paths: str) -> dict[str, list[str]]:
        for name, content in (contents or {}).items():
            project.write(f"en-US/{name}.md", content)
        paths = (*paths, *(f"en-US/{name}.md" for name in contents or {}))
        whole = run(*CHECK, "--format", "json")
        named = run(*CHECK, "--format", "json", "--", *paths, "pt-BR/bad.md")
        assert (whole.status, whole.stderr) == (1, "")
        assert (named.status, named.stderr) == (1, "")
        assert odd_ones(whole.out) == odd_ones(named.out)
        return odd_ones(whole.out)

    return check


class TestContents:
    def test_not_utf_8(self, report: Report) -> None:
        found = report(
            {
                "latin": b"# A\n\nfa\xe7ade\n\n### B\n",
                "utf-16": GOOD.encode("utf-16"),
                "surrogate": b"\n\xed\xa0\x80",
                "overlong": b"\r\n\r\n\xc0\xaf",
                "beyond": b"\xf4\x90\x80\x80",
            }
        )
        sentence = "From this line on (byte {}) the file is not UTF-8; save it as UTF-8"
        assert found == {
            "en-US/latin.md": [f"encoding-invalid:3 {sentence.format(7)}"],
            "en-US/utf-16.md": [f"encoding-invalid:1 {sentence.format(0)}"],
            "en-US/surrogate.md": [f"encoding-invalid:2 {sentence.format(1)}"],
            "en-US/overlong.md": [f"encoding-invalid:3 {sentence.format(4)}"],
            "en-US/beyond.md": [f"encoding-invalid:1 {sentence.format(0)}"],
        }

    def test_nul_bytes(self, report: Report) -> None:
        found = report({"body": b"# A\0\0\n\n### B\n", "metadata": b"---\ntitle: a\0b\n---\n\n# A\n"})
        assert found["en-US/body.md"][0].startswith("nul-character:1 NUL characters (number: 2) ")
        assert found["en-US/body.md"][1] == HEADING
        assert [message.split()[0] for message in found["en-US/metadata.md"]] == ["nul-character:2"]

    def test_hardly_anything(self, report: Report) -> None:
        pages = ["", "\ufeff", "\n", "---", "---\n---", "---\ntitle: A\n---", "---\ntitle: A\n---\n", "---  \r\n---\t"]
        assert report({str(number): page for number, page in enumerate(pages)}) == {}

    def test_front_matter_that_is_not_closed(self, report: Report) -> None:
        sentence = "The metadata does not end; close it with a line `---`"
        expected = {"en-US/open.md": [f"yaml-header-syntax-error:1 {sentence}"]}
        assert report({"open": "---\ntitle: A\n\n# A\n"}) == expected

    def test_50_megabytes(self, report: Report, project: Project) -> None:
        os.truncate(project.write("en-US/large.md"), 50_000_000)
        sentence = "The file is larger than 1,000,000 bytes (`max-file-size`); no page is that large"
        assert report(None, "en-US/large.md") == {"en-US/large.md": [f"file-too-large:1 {sentence}"]}

    def test_deep_nesting_of_blocks(self, report: Report) -> None:
        found = report(
            {
                "bullets": "- " * 10_000 + "x\n",
                "numbers": "1. " * 10_000 + "x\n",
                "quotes": ">" * 10_000 + "x\n",
                "both": "> - " * 5_000 + "x\n",
                "lines": "".join(f"{'  ' * depth}- x\n" for depth in range(900)),
            }
        )
        assert list(found) == [f"en-US/{name}.md" for name in sorted(("bullets", "numbers", "quotes", "both", "lines"))]
        assert all(message.startswith("nesting-too-deep:") for (message,) in found.values())

    def test_deep_nesting_of_inlines(self, report: Report) -> None:
        marks = ["[", "![", "*a _a ", "<", "`a``", "[a](", "**a", "]", "&#", "~~a", "\\", "<a ", "[a]: "]
        found = report({str(number): f"# A\n\n### B\n\n{mark * 10_000}\n" for number, mark in enumerate(marks)})
        assert len(found) == len(marks)
        for path, (first, *others) in found.items():
            assert first == HEADING, path
            assert all(message.startswith("nesting-too-deep:5 ") for message in others), path

    def test_many_findings_on_one_long_line_share_it(self, run: Run, project: Project) -> None:
        """Were the line copied for each of them, this would take gigabytes."""
        project.write("en-US/long.md", "# A\n\n" + "a\u200b" * 40_000 + "\n")
        limited = ["sh", "-c", 'ulimit -v 1500000 && exec "$0" "$@"', COMMAND]
        result = run("check", "--select", "invisible-character", "en-US", "--format", "json", command=limited)
        assert (result.status, result.stderr) == (0, "")
        assert len(messages(result.out)["en-US/long.md"]) == 40_000


class TestMetadata:
    def test_what_grows_beyond_all_measure(self, report: Report) -> None:
        bomb = [f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 9)}]" for level in range(1, 12)]
        found = report(
            {
                "bomb": "\n".join(["---", "l0: &l0 [x, x, x, x, x, x, x, x, x]", *bomb, "---", "", "# A", ""]),
                "itself": "---\na: &a [*a]\n---\n",
                "closed": f"---\na: {'[' * 10_000}{']' * 10_000}\n---\n",
                "open": f"---\na: {'[' * 10_000}\n---\n",
                "maps": f"---\na: {'{a: ' * 10_000}\n---\n",
                "indented": "---\n" + "".join(f"{' ' * depth}a:\n" for depth in range(300)) + "---\n",
                "long": f"---\na: {'x' * 900_000}\n---\n",
            }
        )
        assert len(found) == 7
        for path, (message,) in found.items():
            assert message.startswith("yaml-header-syntax-error:"), path
        assert "it expands to more than 5,000 values" in found["en-US/bomb.md"][0]

    def test_tags_construct_nothing(self, report: Report, project: Project) -> None:
        values = [
            "!!python/object/apply:os.system ['touch pwned']",
            "!!python/object/new:os.system ['touch pwned']",
            "!!python/object/apply:pathlib.Path.touch [pwned]",
            "!!python/name:os.system x",
            "!!python/module:antigravity",
            "!<tag:yaml.org,2002:python/object/apply:os.system> ['touch pwned']",
        ]
        found = report({str(number): f"---\ntitle: {value}\n---\n" for number, value in enumerate(values)})
        assert not list(project.root.rglob("pwned"))
        sentence = (
            "yaml-header-syntax-error:2 The metadata is not valid YAML: the tag tag:yaml.org,2002:python/name:os.system"
        )
        assert found["en-US/3.md"][0].startswith(sentence)
        assert all(message.startswith("yaml-header-syntax-error:2 ") for (message,) in found.values())

    def test_a_number_too_long_for_python(self, report: Report) -> None:
        assert report({"long": f"---\nft.owner: {'9' * 10_000}\n---\n"}) == {}


class TestFiles:
    def test_a_folder_with_the_name_of_a_page(self, report: Report, project: Project) -> None:
        project.write("en-US/folder.md/page.md", BAD)
        assert report(None, "en-US/folder.md") == {"en-US/folder.md/page.md": [HEADING]}

    def test_broken_symlinks(self, report: Report, project: Project) -> None:
        folder = project.root / "en-US"
        (folder / "dangling.md").symlink_to("nowhere.md")
        (folder / "odd.md").symlink_to("even.md")
        (folder / "even.md").symlink_to("odd.md")
        assert report(None, "en-US/dangling.md", "en-US/odd.md", "en-US/even.md") == {
            "en-US/dangling.md": [
                "file-unreadable:1 The file `en-US/dangling.md` is a symbolic link to a file that does not exist"
            ],
            "en-US/even.md": [
                "file-unreadable:1 The file `en-US/even.md` is a symbolic link that leads back to itself"
            ],
            "en-US/odd.md": ["file-unreadable:1 The file `en-US/odd.md` is a symbolic link that leads back to itself"],
        }

    def test_folders_that_hold_themselves(self, report: Report, project: Project) -> None:
        (project.root / "en-US" / "again").symlink_to(".")
        (project.root / "en-US" / "up").symlink_to("..")
        assert report({"odd": BAD}) == {"en-US/odd.md": [HEADING]}

    def test_a_pipe(self, report: Report, project: Project) -> None:
        os.mkfifo(project.root / "en-US" / "odd.md")
        expected = ["file-unreadable:1 The file `en-US/odd.md` is not a regular file"]
        assert report(None, "en-US/odd.md") == {"en-US/odd.md": expected}

    def test_symlinks_to_what_is_not_ours(self, report: Report, run: Run, project: Project) -> None:
        targets = ["/dev/zero", "/proc/self/environ", "/etc/passwd", "../../outside.md"]
        project.write("../outside.md", BAD)
        for number, target in enumerate(targets):
            (project.root / "en-US" / f"{number}.md").symlink_to(target)
        assert report(None, *(f"en-US/{number}.md" for number in range(len(targets)))) == {}
        assert f"Skipped {len(targets)} files: {len(targets)} stored outside the project." in run("check").stdout

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
    def test_without_permission(self, report: Report, project: Project) -> None:
        project.write("en-US/odd.md").chmod(0)
        expected = ["file-unreadable:1 The file cannot be read: Permission denied"]
        assert report(None, "en-US/odd.md") == {"en-US/odd.md": expected}


class TestWhatHappensMeanwhile:
    """In this process, where a file can be made to go wrong at the very moment that it is read."""

    @pytest.fixture
    def check(
        self, project: Project, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> Check:
        monkeypatch.chdir(project.root)

        def check(*paths: str) -> bytes:
            assert run_in_process([*CHECK, "--format", "json", *paths]) == 1
            return capsysbinary.readouterr().out

        return check

    @pytest.mark.parametrize(
        ("error", "reason"),
        [
            (FileNotFoundError(2, "No such file or directory"), "does not exist any more"),
            (PermissionError(13, "Permission denied"), "cannot be read: Permission denied"),
            (OSError(5, "Input/output error"), "cannot be read: Input/output error"),
        ],
        ids=["vanished", "forbidden", "broken"],
    )
    def test_a_file_cannot_be_read_any_more(
        self, check: Check, project: Project, monkeypatch: pytest.MonkeyPatch, error: OSError, reason: str
    ) -> None:
        odd = project.write("en-US/odd.md")
        opened = Path.open

        def failing(self: Path, *args: Any, **options: Any) -> object:
            if self == odd:
                raise error
            return opened(self, *args, **options)

        monkeypatch.setattr(Path, "open", failing)
        monkeypatch.setattr(os, "access", lambda path, mode: Path(path).absolute() != odd)
        expected = {"en-US/odd.md": [f"file-unreadable:1 The file {reason}"]}
        assert odd_ones(check()) == expected
        assert odd_ones(check("en-US/odd.md", "pt-BR/bad.md")) == expected

    def test_a_folder_vanishes(self, check: Check, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        sub = project.write("en-US/sub/page.md").parent
        scanned = os.scandir

        def vanishing(path: Any = ".") -> object:
            if path == sub:
                shutil.rmtree(sub)
            return scanned(path)

        monkeypatch.setattr(os, "scandir", vanishing)
        sentence = "The file `en-US/sub` cannot be read: No such file or directory"
        assert odd_ones(check()) == {"en-US/sub": [f"file-unreadable:1 {sentence}"]}

    def test_nothing_is_opened_for_writing(self, check: Check, monkeypatch: pytest.MonkeyPatch) -> None:
        opened = builtins.open

        def reading_only(file: Any, mode: str = "r", *args: Any, **options: Any) -> object:
            assert not set(mode) & set("wax+"), file
            return opened(file, mode, *args, **options)

        monkeypatch.setattr(builtins, "open", reading_only)
        assert odd_ones(check()) == {}


NAMES = [
    "with spaces.md",
    'it\'s "quoted".md',
    "-x.md",
    "--fix.md",
    "--.md",
    "line\nbreak.md",
    "::error::x.md",
    "\n::error::x.md",
    "\x1b[31mred.md",
    "\x1b]0;title\x07.md",
    "\u202egpj.md",
    "##[error]x.md",
    "100%,a:b;c.md",
    "*.md",
    "[a].md",
    "é.md",
    "e\u0301.md",
    "{page}.md",
    "$(touch pwned).md",
    "\udcff.md",  # the byte 0xff, which is no UTF-8
    "n" * 252 + ".md",
]
HOSTILE = [
    "\x1b[31mred\x1b]0;title\x07",
    "::error::x",
    "%0A::error::x",
    "##[error]x",
    "##vso[task]",
    "\u202egpj",
    "\x9b31m",
    "\b",
]


def assert_harmless(result: Result, *, annotations: bool = False) -> None:
    """Nothing that a terminal or a build server obeys, but our own workflow commands where they are asked for."""
    text = result.stdout + result.stderr  # both are UTF-8
    assert not [char for char in text if char != "\n" and (ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0)]
    for line in text.splitlines():
        if annotations and line.startswith(("::error file=", "::warning file=", "::notice file=")):
            assert "title=" in line.split("::")[1]  # the command ends where it should
        else:
            assert not line.lstrip().startswith("::")
            assert "##[" not in line
            assert "##vso[" not in line


class TestNames:
    def test_every_name_is_checked_and_named_rightly(self, report: Report, project: Project) -> None:
        paths = [f"en-US/{name}" for name in NAMES]
        for path in paths:
            project.write(path, BAD)
        assert report(None, *paths) == {path: [HEADING] for path in paths}
        assert not list(project.root.rglob("pwned"))

    def test_in_its_own_folder_a_name_may_begin_with_a_hyphen(self, run: Run, project: Project) -> None:
        for name in NAMES:
            project.write(f"en-US/{name}", BAD)
        result = run(*CHECK, "--format", "json", "--", *NAMES, cwd=project.root / "en-US")
        assert messages(result.out) == {f"en-US/{name}": [HEADING] for name in NAMES}

    @pytest.mark.parametrize("format_name", FORMATS)
    def test_it_is_never_shown_raw(self, run: Run, project: Project, format_name: str) -> None:
        for name in NAMES:
            project.write(f"en-US/{name}", BAD)
        gone = [f"en-US/{name}x" for name in NAMES if len(name) < 255]
        result = run(*CHECK, "--format", format_name, "--", "en-US", *gone)
        assert result.status == 2
        assert result.stderr.count("\n") == len(gone)
        assert_harmless(result, annotations=format_name == "github")
        if format_name == "text":
            assert "\u202e" not in result.stdout + result.stderr

    @pytest.mark.parametrize("name", ["line\n::error::break.md", "\x1b[31mred.md", "\udcff.md"], ids=ascii)
    def test_other_commands_show_it_no_more(self, run: Run, project: Project, name: str) -> None:
        project.write(f"en-US/{name}", BAD)
        for path in (f"en-US/{name}", f"en-US/{name}x"):
            assert_harmless(run("explain-page", "--", path))
        assert_harmless(run(*CHECK, "--stdin", "--stdin-filename", f"en-US/{name}", stdin=BAD))
        assert_harmless(run("check", "--output", f"none/{name}"))


class TestOutput:
    @pytest.mark.parametrize("format_name", FORMATS)
    def test_the_page_is_never_shown_raw(self, run: Run, project: Project, format_name: str) -> None:
        for number, text in enumerate(HOSTILE):
            comment = f"<!-- playbook-lint-disable {text} -->"
            metadata = f'title: "{text}"\n{text}: {text}\nms.date: "{text}"'
            page = f"---\n{metadata}\n---\n# A\n### {text}\n{comment}\n> [!{text}]\n\n| a |\n|-|\n| {text} | b |\n"
            project.write(f"en-US/phase-{number}.md", page)
            project.write(f"en-US/phase-0{number}.md", page.removeprefix(f"---\n{metadata}\n---\n"))
        result = run("check", "--select", "metadata,structure,tables,suppressions", "--format", format_name)
        assert result.status == 1
        assert_harmless(result, annotations=format_name == "github")

    def test_workflow_commands_are_not_injected(self, run: Run, project: Project) -> None:
        page = "# A\n\n<!-- playbook-lint-disable %0A::error::x -->\n\n### ::error::B\n"
        project.write("en-US/a\n::error::b,c.md", page)
        result = run("check", "--select", "heading-skipped,suppressions", "en-US", env={"GITHUB_ACTIONS": "true"})
        first, second = result.stdout.splitlines()
        assert first.startswith("::warning file=en-US/a%0A%3A%3Aerror%3A%3Ab%2Cc.md,line=3,")
        assert "title=suppression-invalid::`%250A::error::x`" in first
        assert second.startswith("::error file=en-US/a%0A%3A%3Aerror%3A%3Ab%2Cc.md,line=5,")


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"\xff", "encoding-invalid"),
        (b"a\0", "nul-character"),
        (b"x" * 5_000_001, "file-too-large"),
        (b">" * 10_000, "nesting-too-deep"),
    ],
    ids=["latin", "nul", "large", "deep"],
)
def test_standard_input_is_as_bad(run: Run, data: bytes, rule: str) -> None:
    result = run(*CHECK, "--stdin", "--stdin-filename", "en-US/a.md", "--format", "json", stdin=data)
    ((message,),) = messages(result.out).values()
    assert message.startswith(f"{rule}:1 ")
