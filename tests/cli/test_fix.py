"""`playbook-lint check --fix`: it mends what it says, and touches nothing else."""

from __future__ import annotations

import itertools
import json
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from command import CONFIG, Project, Run
from playbook_lint import fixes
from playbook_lint.cli.main import run as run_in_process
from playbook_lint.diagnostics import Diagnostic, Edit, Severity
from playbook_lint.file_state import CACHE_FOLDER
from playbook_lint.fixes import fixed_text
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Category, Rule
from playbook_lint.source import Span

# A page of labels whose lines run together; its other bytes are as unusual as pages of old projects are.
LABELS = (
    b"\xef\xbb\xbf---  \r\ntitle:  Call \r\n---\t\r\n\r\n# Call\r\n\r\n"
    b"Phase: **Assess**\r\nMotions: **Adoption**\n\nlone \r return\t\n| a|b |\n|-|-|\n|x |y|  \n\xc2\xa0end"
)
MENDED = LABELS.replace(b"**Assess**\r\n", b"**Assess**  \r\n")
RULE = "label-line-break-missing"


class TestCommand:
    @pytest.fixture(autouse=True)
    def labels(self, project: Project) -> None:
        project.write("playbook-lint.toml", CONFIG.replace('["heading-skipped"]', f'["heading-skipped", "{RULE}"]'))
        project.write("en-US/call.md", LABELS)

    def test_it_mends_and_keeps_every_other_byte(self, run: Run, project: Project) -> None:
        assert run("check", "en-US").status == 1
        result = run("check", "en-US", "--fix")
        assert (result.status, result.stderr) == (0, "")
        assert "Mended 1 file.\nChecked 2 files: nothing to report." in result.stdout
        assert (project.root / "en-US" / "call.md").read_bytes() == MENDED
        assert "Mended" not in run("check", "en-US", "--fix").stdout

    def test_twice_is_as_once(self, run: Run, project: Project) -> None:
        run("check", "--fix")
        page = project.root / "en-US" / "call.md"
        before = page.stat()
        run("check", "--fix")
        assert page.read_bytes() == MENDED
        assert (page.stat().st_ino, page.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    def test_files_without_fixes_are_not_touched(self, run: Run, project: Project) -> None:
        others = [project.root / "en-US" / "good.md", project.root / "pt-BR" / "bad.md"]
        before = [(path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()) for path in others]
        result = run("check", "--fix")
        assert [(path.stat().st_ino, path.stat().st_mtime_ns, path.read_bytes()) for path in others] == before
        assert result.status == 1  # what cannot be mended is reported
        assert "pt-BR/bad.md" in result.stdout
        assert [path.name for path in project.root.glob(".*")] == [CACHE_FOLDER]

    def test_only_the_paths_and_rules_asked_for(self, run: Run, project: Project) -> None:
        page = project.root / "en-US" / "call.md"
        run("check", "--fix", "pt-BR")
        run("check", "--fix", "--select", "heading-skipped")
        run("check", "--fix", "--ignore", "labels")
        assert page.read_bytes() == LABELS

    def test_nothing_that_is_suppressed(self, run: Run, project: Project) -> None:
        text = LABELS.replace(b"# Call\r\n", b"# Call\r\n\r\n<!-- playbook-lint-disable-file labels -->\r\n")
        page = project.write("en-US/call.md", text)
        assert run("check", "en-US", "--fix").status == 0
        assert page.read_bytes() == text

    def test_nothing_without_the_option(self, run: Run, project: Project) -> None:
        for args in (["check"], ["check", "--format", "json"], ["explain-page", "en-US/call.md"]):
            run(*args)
        assert (project.root / "en-US" / "call.md").read_bytes() == LABELS

    def test_permissions_and_symbolic_links_stay(self, run: Run, project: Project) -> None:
        page = project.root / "en-US" / "call.md"
        page.chmod(0o640)
        link = project.root / "pt-BR" / "call.md"
        link.symlink_to("../en-US/call.md")
        run("check", "pt-BR/call.md", "--fix")
        assert link.is_symlink()
        assert page.read_bytes() == MENDED
        assert stat.S_IMODE(page.stat().st_mode) == 0o640

    def test_json_tells_what_would_be_mended(self, run: Run) -> None:
        (found,) = json.loads(run("check", "en-US", "--format", "json").stdout)["diagnostics"]
        (edit,) = found["fix"]["edits"]
        text = LABELS.decode("utf-8-sig")
        start, end = edit["start"]["offset"], edit["end"]["offset"]
        assert (text[:start] + edit["text"] + text[end:]).encode("utf-8-sig") == MENDED

    @pytest.mark.skipif(os.geteuid() == 0, reason="root writes wherever it wants")
    def test_a_folder_that_cannot_be_written_to(self, run: Run, project: Project) -> None:
        folder = project.root / "en-US"
        folder.chmod(0o555)
        result = run("check", "--fix")
        folder.chmod(0o755)
        assert result.status == 2
        assert result.sentence == "`en-US/call.md` cannot be written: Permission denied"


def fake_rules(monkeypatch: pytest.MonkeyPatch, **checks: Callable[[str], Iterator[tuple[Edit, ...]]]) -> None:
    """Rules of our own in place of all others: each yields the fixes for a page's text."""

    def module(name: str, fixes_of: Callable[[str], Iterator[tuple[Edit, ...]]]) -> SimpleNamespace:
        def check(subject: object, options: object) -> Iterator[Diagnostic]:
            for fix in fixes_of(subject.page.source.text):  # type: ignore[attr-defined]
                yield Diagnostic(name, fix[0].span, fix=fix)

        rule = Rule(name, Category.TEXT, Severity.ERROR, "It is wrong.", "wrong", "0.1.0")
        return SimpleNamespace(RULE=rule, check=check, __doc__="It.")

    modules = {name: module(name, fixes_of) for name, fixes_of in checks.items()}
    monkeypatch.setattr(registry, "names", lambda: tuple(modules))
    monkeypatch.setattr(registry, "category_of", lambda name: modules[name].RULE.category)
    monkeypatch.setattr(registry, "scope_of", lambda name: modules[name].RULE.scope)
    monkeypatch.setattr(registry, "get", modules.__getitem__)


def replacing(old: str, new: str) -> Callable[[str], Iterator[tuple[Edit, ...]]]:
    """A check whose fixes replace every `old` by `new`."""

    def fixes_of(text: str) -> Iterator[tuple[Edit, ...]]:
        at = text.find(old)
        while at >= 0:
            yield (Edit(Span(at, at + len(old)), new),)
            at = text.find(old, at + 1)

    return fixes_of


class TestInProcess:
    @pytest.fixture
    def page(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "page.md").write_text("one two\n")
        (tmp_path / "other.md").write_text("one\n")
        return tmp_path / "page.md"

    def test_one_fix_makes_room_for_the_next(self, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        fake_rules(monkeypatch, a=replacing("one", "1"), b=replacing("1 two", "12"), c=replacing("wo", "WO"))
        assert run_in_process(["check", "--fix"]) == 0
        assert page.read_text() == "1 tWO\n"

    def test_fixes_that_overlap_are_made_one_after_the_other(self, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        fake_rules(monkeypatch, a=replacing("one t", "One t"), b=replacing("two", "Two"))
        assert run_in_process(["check", "--fix"]) == 0
        assert page.read_text() == "One Two\n"

    def test_fixes_that_undo_each_other_come_to_an_end(self, page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        fake_rules(monkeypatch, a=replacing("one", "eno"), b=replacing("eno", "one"))
        assert run_in_process(["check", "--fix"]) == 1
        assert page.read_text() in ("one two\n", "eno two\n")

    def test_a_file_that_has_changed_meanwhile_is_left_alone(
        self, page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        fake_rules(monkeypatch, a=replacing("one", "1"))
        checked = fixes.check

        def check_and_change(*args: object, **options: object) -> object:
            report = checked(*args, **options)  # type: ignore[arg-type]
            page.write_text("new one\n")
            return report

        monkeypatch.setattr(fixes, "check", check_and_change)
        assert run_in_process(["check", "--fix"]) == 2
        assert page.read_text() == "new one\n"
        assert (page.parent / "other.md").read_text() == "1\n"
        assert capsys.readouterr().err == "playbook-lint: `page.md` is not mended: it has changed meanwhile\n"

    def test_a_file_that_vanishes_meanwhile_stays_away(
        self, page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        fake_rules(monkeypatch, a=replacing("one", "1"))
        checked = fixes.check

        def check_and_delete(*args: object, **options: object) -> object:
            report = checked(*args, **options)  # type: ignore[arg-type]
            page.unlink(missing_ok=True)
            return report

        monkeypatch.setattr(fixes, "check", check_and_delete)
        assert run_in_process(["check", "--fix"]) == 2
        assert not page.exists()
        assert "it has changed meanwhile" in capsys.readouterr().err

    def test_a_write_that_fails_leaves_the_page_and_goes_on(
        self, page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        fake_rules(monkeypatch, a=replacing("one", "1"))
        replace = Path.replace

        def failing(self: Path, target: Path) -> Path:
            if target.name == "other.md":
                raise OSError(28, "No space left on device")
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", failing)
        assert run_in_process(["check", "--fix"]) == 2
        assert (page.parent / "other.md").read_text() == "one\n"
        assert page.read_text() == "1 two\n"
        assert {path.name for path in page.parent.iterdir()} == {"other.md", "page.md", CACHE_FOLDER}
        assert capsys.readouterr().err == "playbook-lint: `other.md` cannot be written: No space left on device\n"


TEXTS = st.text(alphabet="ab\r\n\u200b𝒳", max_size=30)


@st.composite
def texts_and_fixes(draw: st.DrawFn) -> tuple[str, list[tuple[Edit, ...]]]:
    """A text, and fixes of one to three edits anywhere in it."""
    text = draw(TEXTS)
    offsets = st.integers(0, len(text))
    spans = st.tuples(offsets, offsets).map(lambda pair: Span(min(pair), max(pair)))
    edits = st.builds(Edit, spans, st.text(alphabet="<>", max_size=3))
    return text, draw(st.lists(st.lists(edits, min_size=1, max_size=3).map(tuple), max_size=6))


class TestFixedText:
    def test_edits_replace_insert_and_delete(self) -> None:
        fixes = [(Edit(Span(0, 1), "A"), Edit(Span(2, 2), "-")), (Edit(Span(3, 5), ""),)]
        assert fixed_text("abcdef", fixes) == "Ab-cf"

    def test_of_two_that_overlap_the_first_is_applied_as_a_whole(self) -> None:
        wrap = (Edit(Span(1, 1), "**"), Edit(Span(4, 4), "**"))
        assert fixed_text("abcdef", [(Edit(Span(2, 6), ""),), wrap]) == "a**bcd**ef"

    def test_neighbours_do_not_overlap(self) -> None:
        assert (
            fixed_text("abcd", [(Edit(Span(0, 2), "x"),), (Edit(Span(2, 4), "y"),), (Edit(Span(2, 2), "-"),)]) == "x-y"
        )

    def test_the_same_insertion_is_made_once(self) -> None:
        insertion = (Edit(Span(1, 1), "  "),)
        assert fixed_text("ab", [insertion, insertion]) == "a  b"

    @given(texts_and_fixes())
    def test_what_no_fix_speaks_of_stays_in_its_order(self, case: tuple[str, list[tuple[Edit, ...]]]) -> None:
        """Inserted text is of other letters than the page's, so that both can be told apart in the outcome."""
        text, fixes = case
        fixed = fixed_text(text, fixes)
        kept = [char for char in fixed if char not in "<>"]
        spoken_of = {offset for fix in fixes for edit in fix for offset in range(*edit.span)}
        rest = iter(kept)
        assert all(char in rest for offset, char in enumerate(text) if offset not in spoken_of)
        original = iter(text)
        assert all(char in original for char in kept)

    @given(texts_and_fixes())
    def test_a_fix_alone_is_applied_as_a_whole_or_not_at_all(self, case: tuple[str, list[tuple[Edit, ...]]]) -> None:
        text, fixes = case
        for fix in fixes:
            edits = sorted(fix, key=lambda edit: edit.span)
            whole = text
            for edit in reversed(edits):
                whole = whole[: edit.span.start] + edit.text + whole[edit.span.end :]
            disjoint = all(
                one.span.end <= other.span.start and one.span != other.span for one, other in itertools.pairwise(edits)
            )
            assert fixed_text(text, [fix]) == (whole if disjoint else text)

    @given(texts_and_fixes(), st.randoms(use_true_random=False))
    def test_the_order_of_single_edits_does_not_matter(self, case: tuple[str, list[tuple[Edit, ...]]], random) -> None:
        text, fixes = case
        single = list({fix[0].span: fix[:1] for fix in fixes}.values())
        shuffled = random.sample(single, len(single))
        assert fixed_text(text, shuffled) == fixed_text(text, single)
