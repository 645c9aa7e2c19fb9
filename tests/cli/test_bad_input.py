"""Whatever a folder of pages may hold: a diagnostic or a sentence, never a traceback, and the other pages are checked."""

from __future__ import annotations

import builtins
import json
import os
import shutil
from pathlib import Path

import pytest

from command import BAD, GOOD, Project, Result, Run
from playbook_lint.cli.main import run as run_in_process
from playbook_lint.reporters import FORMATS

CHECK = ("check", "--select", "heading-skipped,file,yaml-header-syntax-error", "--ignore", "page-type-missing")


def found(result: Result, path: str) -> list[str]:
    """Rules, lines and messages for `path` in a JSON report; the bad page of the project must be in it too."""
    diagnostics = json.loads(result.stdout)["diagnostics"]
    assert [item["rule"] for item in diagnostics if item["path"] == "pt-BR/bad.md"] == ["heading-skipped"]
    return [f"{item['rule']}:{item['start']['line']} {item['message']}" for item in diagnostics if item["path"] == path]


@pytest.fixture
def report(run: Run, project: Project):
    """What is found in a page of that content, checked with all others, and again when it is named."""

    def check(content: bytes | str | None = None, path: str = "en-US/odd.md") -> list[str]:
        if content is not None:
            project.write(path, content)
        whole = run(*CHECK, "--format", "json")
        named = run(*CHECK, "--format", "json", "--", path, "pt-BR/bad.md")
        assert (whole.status, whole.stderr) == (1, "")
        assert (named.status, named.stderr) == (1, "")
        assert found(whole, path) == found(named, path)
        return found(whole, path)

    return check


class TestContents:
    def test_not_utf_8(self, report) -> None:
        expected = ["encoding-invalid:3 From this line on (byte 7) the file is not UTF-8; save it as UTF-8"]
        assert report(b"# A\n\nfa\xe7ade\n\n### B\n") == expected

    def test_utf_16(self, report) -> None:
        (only,) = report(GOOD.encode("utf-16"))
        assert only.startswith("encoding-invalid:1 ")

    def test_a_surrogate_and_an_overlong_form(self, report) -> None:
        for data in (b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"):
            (only,) = report(data)
            assert only.startswith("encoding-invalid:1 ")

    def test_nul_bytes(self, report) -> None:
        nul, heading = report(b"# A\0\0\n\n### B\n")
        assert nul.startswith("nul-character:1 NUL characters (number: 2) ")
        assert heading.startswith("heading-skipped:3 ")
        (nul, _) = report(b"---\ntitle: a\0b\n---\n\n# A\n\n### B\n")
        assert nul.startswith("nul-character:2 ")

    def test_an_empty_file(self, report) -> None:
        assert report(b"") == []
        assert report(b"\xef\xbb\xbf") == []
        assert report(b"\n") == []

    @pytest.mark.parametrize("text", ["---\ntitle: A\n---", "---\ntitle: A\n---\n", "---\n---\n", "---  \r\n---\t"])
    def test_front_matter_only(self, report, text: str) -> None:
        assert report(text) == []

    def test_front_matter_that_is_not_closed(self, report) -> None:
        assert report("---\ntitle: A\n\n# A\n") == [
            "yaml-header-syntax-error:1 The metadata does not end; close it with a line `---`"
        ]

    def test_50_megabytes(self, report, project: Project) -> None:
        with project.write("en-US/odd.md").open("wb") as file:
            file.truncate(50_000_000)
        (only,) = report()
        assert only == (
            "file-too-large:1 The file is larger than 5,000,000 bytes (`max-file-size`); no page is that large"
        )

    @pytest.mark.parametrize(
        "text",
        [
            "- " * 10_000 + "x\n",
            "1. " * 10_000 + "x\n",
            ">" * 10_000 + "x\n",
            "> - " * 5_000 + "x\n",
            "".join(f"{'  ' * depth}- x\n" for depth in range(2_000)),
        ],
        ids=["bullets", "numbers", "quotes", "both", "lines"],
    )
    def test_deep_nesting(self, report, text: str) -> None:
        (only,) = report(text)
        assert only.startswith("nesting-too-deep:")

    @pytest.mark.parametrize("mark", ["[", "![", "*a _a ", "<", "`a``", "[a](", "**a", "]", "&#", "<!--", "~~a", "\\"])
    def test_deep_nesting_of_inlines(self, report, mark: str) -> None:
        assert report(f"# A\n\n{mark * 10_000}\n\n### B\n")[-1].startswith("heading-skipped:5 ")


class TestMetadata:
    def test_a_bomb_of_aliases(self, report) -> None:
        levels = [f"l{level}: &l{level} [{', '.join([f'*l{level - 1}'] * 9)}]" for level in range(1, 12)]
        text = "\n".join(["---", f"l0: &l0 [{', '.join('x' * 9)}]", *levels, "---", "", "# A", "", "### B", ""])
        bomb, heading = sorted(report(text), reverse=True)
        assert bomb == (
            "yaml-header-syntax-error:1 The metadata is not valid YAML: it expands to more than 5000 values"
        )
        assert heading.startswith("heading-skipped:")

    def test_an_alias_of_itself(self, report) -> None:
        (only,) = report("---\na: &a [*a]\n---\n")
        assert only.startswith("yaml-header-syntax-error:1 ")

    def test_deep_nesting(self, report) -> None:
        for text in ("[" * 10_000 + "]" * 10_000, "[" * 10_000, "{a: " * 10_000):
            (only,) = report(f"---\na: {text}\n---\n")
            assert only.startswith("yaml-header-syntax-error:")

    @pytest.mark.parametrize(
        "value",
        [
            "!!python/object/apply:os.system ['touch pwned']",
            "!!python/object/new:os.system ['touch pwned']",
            "!!python/object/apply:pathlib.Path.touch [pwned]",
            "!!python/name:os.system",
            "!!python/module:antigravity",
            "!!binary cHduZWQ=",
            "!<tag:yaml.org,2002:python/object/apply:os.system> ['touch pwned']",
        ],
    )
    def test_tags_construct_nothing(self, report, project: Project, value: str) -> None:
        messages = report(f"---\ntitle: {value}\n---\n\n# A\n")
        assert not list(project.root.rglob("pwned"))
        assert all(message.startswith("yaml-header-syntax-error:2 ") for message in messages)

    def test_a_tag_is_reported(self, report) -> None:
        (only,) = report("---\ntitle: !!python/name:os.system x\n---\n")
        assert only.startswith("yaml-header-syntax-error:2 The metadata is not valid YAML: the tag ")

    def test_a_number_too_long_for_python(self, report) -> None:
        assert report(f"---\nft.owner: {'9' * 10_000}\n---\n") == []


class TestFiles:
    def test_a_folder_with_the_name_of_a_page(self, report, project: Project) -> None:
        project.write("en-US/folder.md/page.md", BAD)
        (only,) = report(path="en-US/folder.md/page.md")
        assert only.startswith("heading-skipped:3 ")
        assert report(path="en-US/folder.md") == []

    def test_a_dangling_symlink(self, report, project: Project) -> None:
        (project.root / "en-US" / "odd.md").symlink_to("nowhere.md")
        expected = "file-unreadable:1 The file `en-US/odd.md` is a symbolic link to a file that does not exist"
        assert report() == [expected]

    def test_a_looping_symlink(self, report, project: Project) -> None:
        (project.root / "en-US" / "odd.md").symlink_to("even.md")
        (project.root / "en-US" / "even.md").symlink_to("odd.md")
        expected = "file-unreadable:1 The file `en-US/odd.md` is a symbolic link that leads back to itself"
        assert report() == [expected]

    def test_folders_that_hold_themselves(self, report, project: Project) -> None:
        (project.root / "en-US" / "again").symlink_to(".")
        (project.root / "en-US" / "up").symlink_to("..")
        assert report(BAD)[0].startswith("heading-skipped:3 ")

    def test_a_pipe(self, report, project: Project) -> None:
        os.mkfifo(project.root / "en-US" / "odd.md")
        assert report() == ["file-unreadable:1 The file `en-US/odd.md` is not a regular file"]

    @pytest.mark.parametrize("target", ["/dev/zero", "/dev/stdin", "/proc/self/environ", "/etc/passwd"])
    def test_a_symlink_to_what_is_no_page_and_not_ours(self, report, project: Project, target: str) -> None:
        (project.root / "en-US" / "odd.md").symlink_to(target)
        assert report() == []

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
    def test_a_file_without_permission(self, report, project: Project) -> None:
        project.write("en-US/odd.md").chmod(0)
        assert report() == ["file-unreadable:1 The file cannot be read: Permission denied"]

    @pytest.mark.parametrize(
        ("number", "reason"),
        [(2, "does not exist any more"), (13, "cannot be read: Permission denied"), (5, "cannot be read: In/out")],
        ids=["vanished", "forbidden", "broken"],
    )
    def test_a_file_that_cannot_be_read_any_more(
        self,
        project: Project,
        monkeypatch: pytest.MonkeyPatch,
        capsysbinary: pytest.CaptureFixture[bytes],
        number: int,
        reason: str,
    ) -> None:
        odd = project.write("en-US/odd.md")
        opened = Path.open

        def failing(self: Path, *args: str) -> object:
            if self == odd:
                raise OSError(number, "In/out" if number == 5 else os.strerror(number), str(self))
            return opened(self, *args)

        monkeypatch.setattr(Path, "open", failing)
        monkeypatch.chdir(project.root)
        assert run_in_process([*CHECK, "--format", "json"]) == 1
        captured = capsysbinary.readouterr()
        assert found(Result(1, captured.out, captured.err), "en-US/odd.md") == [f"file-unreadable:1 The file {reason}"]

    def test_a_folder_that_vanishes(
        self, project: Project, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        project.write("en-US/sub/page.md")
        scanned = os.scandir

        def vanishing(path: str | Path) -> object:
            if Path(path).name == "sub":
                shutil.rmtree(path)
            return scanned(path)

        monkeypatch.setattr(os, "scandir", vanishing)
        monkeypatch.chdir(project.root)
        assert run_in_process([*CHECK, "--format", "json"]) == 1
        captured = capsysbinary.readouterr()
        (only,) = found(Result(1, captured.out, captured.err), "en-US/sub")
        assert only.startswith("file-unreadable:1 The file `en-US/sub` cannot be read: ")

    def test_nothing_is_opened_for_writing(self, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
        opened = builtins.open

        def reading_only(file: object, mode: str = "r", *args: object, **options: object) -> object:
            assert not set(mode) & set("wax+"), file
            return opened(file, mode, *args, **options)  # type: ignore[call-overload]

        monkeypatch.setattr(builtins, "open", reading_only)
        monkeypatch.chdir(project.root)
        assert run_in_process([*CHECK]) == 1


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
    "é.md",
    "e\u0301.md",
    "{page}.md",
    "$(touch pwned).md",
    "\udcff.md",  # the byte 0xff, which is no UTF-8
    "n" * 252 + ".md",
]


class TestNames:
    @pytest.mark.parametrize("name", NAMES, ids=ascii)
    def test_every_name_is_checked_and_named_rightly(self, run: Run, project: Project, name: str) -> None:
        project.write(f"en-US/{name}", BAD)
        for args in (["en-US"], ["--", f"en-US/{name}"]):
            (only,) = json.loads(run(*CHECK, "--format", "json", *args).stdout)["diagnostics"]
            assert only["path"] == f"en-US/{name}"

    @pytest.mark.parametrize("name", NAMES, ids=ascii)
    def test_from_its_own_folder(self, run: Run, project: Project, name: str) -> None:
        """As pre-commit names it: a name may then begin with `-`."""
        project.write(f"en-US/{name}", BAD)
        result = run(*CHECK, "--format", "json", "--", name, cwd=project.root / "en-US")
        (only,) = json.loads(result.stdout)["diagnostics"]
        assert only["path"] == f"en-US/{name}"

    @pytest.mark.parametrize("name", NAMES, ids=ascii)
    def test_it_is_never_shown_raw(self, run: Run, project: Project, name: str) -> None:
        project.write(f"en-US/{name}", BAD)
        for format_name in FORMATS:
            self.assert_harmless(run(*CHECK, "--format", format_name, "en-US"))
        for args in (["--", f"en-US/{name}x"], ["--stdin", "--stdin-filename", f"en-US/{name}"]):
            self.assert_harmless(run(*CHECK, *args, stdin=BAD))
        self.assert_harmless(run("explain-page", "--", f"en-US/{name}"))
        self.assert_harmless(run("explain-page", "--", f"en-US/{name}x"))

    @staticmethod
    def assert_harmless(result: Result) -> None:
        """Nothing that a terminal or a build server obeys; the one workflow command there may be is our own."""
        text = result.stdout + result.stderr  # both are UTF-8
        assert not [char for char in text if char != "\n" and (ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0)]
        assert not {"\u202e", "\u2028", "\u2029"} & set(text)
        assert "##[" not in text
        ours = ("::error file=", "::warning file=", "::notice file=")
        for line in text.splitlines():
            assert not line.lstrip().startswith("::") or (line.startswith(ours) and line.count("::") == 2), line


HOSTILE_LINES = [
    "\x1b[31mred\x1b]0;title\x07",
    "::error::x",
    "%0A::error::x",
    "##[error]x",
    "\u202egpj",
    "\x9b31m",
    "\b\b",
]


class TestOutput:
    @pytest.mark.parametrize("line", HOSTILE_LINES, ids=ascii)
    @pytest.mark.parametrize("format_name", FORMATS)
    def test_the_page_is_never_shown_raw(self, run: Run, project: Project, line: str, format_name: str) -> None:
        page = f'---\ntitle: "{line}"\n{line}: {line}\nms.date: {line}\n---\n# A\n### {line}\n<!-- playbook-lint-disable {line} -->\n> [!{line}]\n'
        project.write("en-US/phase-assess.md", page)
        result = run("check", "--select", "heading-skipped,metadata,suppressions,structure", "--format", format_name)
        assert result.status == 1
        TestNames.assert_harmless(result)

    def test_workflow_commands_are_not_injected(self, run: Run, project: Project) -> None:
        project.write(
            "en-US/a\n::error::b,c.md", "# A\n\n<!-- playbook-lint-disable %0A::error::x -->\n\n### ::error::B\n"
        )
        result = run("check", "--select", "heading-skipped,suppressions", "en-US", env={"GITHUB_ACTIONS": "true"})
        lines = result.stdout.splitlines()
        assert len(lines) == 2
        for line in lines:
            assert line.startswith(
                ("::error file=en-US/a%0A%3A%3Aerror%3A%3Ab%2Cc.md,line=", "::warning file=en-US/a%0A")
            )
        assert any("`%250A::error::x`" in line for line in lines)

    def test_standard_input_is_as_hostile(self, run: Run) -> None:
        args = [*CHECK, "--stdin", "--stdin-filename", "en-US/a.md", "--format", "json"]
        for data, rule in [
            (b"\xff", "encoding-invalid"),
            (b"a\0", "nul-character"),
            (b"x" * 5_000_001, "file-too-large"),
            (b">" * 10_000, "nesting-too-deep"),
        ]:
            (only,) = json.loads(run(*args, stdin=data).stdout)["diagnostics"]
            assert only["rule"] == rule
