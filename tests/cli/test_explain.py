"""`playbook-lint rules`, `explain` and `explain-page`; the help of every command, and shell completion."""

from __future__ import annotations

import inspect
import json
import subprocess

import pytest

from command import COMMAND, CONFIG, Project, Run, environment
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Category

COMMANDS = ("check", "rules", "explain", "explain-page")
ASCII = {"PYTHONIOENCODING": "ascii"}


class TestRules:
    def test_every_rule_with_its_severity_and_summary_by_category(self, run: Run) -> None:
        result = run("rules", env=ASCII)
        assert result.status == 0
        listed = {}
        for group in result.stdout.strip().split("\n\n"):
            category, *lines = group.splitlines()
            listed |= {line.split()[0]: (category, line.split()[1]) for line in lines}
        declared = {name: registry.get(name).RULE for name in registry.names()}
        assert listed == {name: (rule.category.value, rule.severity.value) for name, rule in declared.items()}
        assert all(rule.summary in result.stdout for rule in declared.values())

    def test_json(self, run: Run) -> None:
        rules = json.loads(run("rules", "--format", "json").stdout)
        assert [rule["name"] for rule in rules] == list(registry.names())
        for rule in rules:
            assert rule.keys() == {"name", "category", "severity", "summary", "since", "url"}
            assert rule["category"] in {category.value for category in Category}
            assert rule["url"].endswith(f"/docs/rules/{rule['name']}.md")


class TestExplain:
    @pytest.mark.parametrize("name", registry.names())
    def test_every_rule(self, name: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
        from playbook_lint.cli.main import run

        assert run(["explain", name]) == 0
        out = capsysbinary.readouterr().out.decode()
        assert out.startswith(f"{name}\n{'=' * len(name)}\n\n")
        assert inspect.cleandoc(registry.get(name).__doc__ or "") in out
        assert f"Default severity: {registry.get(name).RULE.severity.value}." in out

    @pytest.mark.parametrize("category", Category)
    def test_a_category_says_so_and_lists_its_rules(
        self, category: Category, capsysbinary: pytest.CaptureFixture[bytes]
    ) -> None:
        from playbook_lint.cli.main import run

        assert run(["explain", category.value]) == 0
        _, _, _, sentence, _, *lines = capsysbinary.readouterr().out.decode().splitlines()
        assert sentence == "A category: where a rule can be named, it stands for these rules."
        rules = [registry.get(name).RULE for name in registry.names()]
        assert [line.split()[0] for line in lines] == [rule.name for rule in rules if rule.category is category]

    def test_it_is_utf_8_whatever_the_terminal_is(self, run: Run) -> None:
        result = run("explain", "heading-skipped", env=ASCII)
        assert result.status == 0
        assert result.stdout.splitlines()[-1].startswith("Documentation: https://")

    def test_an_unknown_rule(self, run: Run) -> None:
        result = run("explain", "heading-skiped")
        assert (result.status, result.stdout) == (2, "")
        assert result.sentence.startswith("There is no rule `heading-skiped`. Did you mean `heading-skipped`?")

    def test_no_rule(self, run: Run) -> None:
        result = run("explain")
        assert result.status == 2
        assert result.sentence.startswith("Missing argument 'RULE'.")


class TestExplainPage:
    def test_what_a_target_page_is_and_why(self, run: Run, project: Project) -> None:
        project.write("en-US/phase-assess.md")
        project.write("pt-BR/phase-assess.md")
        result = run("explain-page", "pt-BR/phase-assess.md", env=ASCII)
        assert result.status == 0
        for said in (
            f"configuration  {project.root}/playbook-lint.toml",
            f"project root   {project.root}",
            "locale         pt-BR (target page)",
            "page id        phase-assess",
            "the pattern `pt-BR/{page}.md` of [locales.pt-BR] gives the locale `pt-BR`",
            "the source page is `en-US/phase-assess.md`",
            "page type      phase: ",
            "match the page id",
            "rules          4 run, ",
        ):
            assert said in result.stdout, said

    def test_a_page_of_no_type(self, run: Run) -> None:
        stdout = run("explain-page", "pt-BR/bad.md").stdout
        assert "page type      none: " in stdout
        assert "there is no source page `en-US/bad.md`" in stdout

    @pytest.mark.parametrize(
        ("path", "sentence"),
        [
            ("en-US/gone.md", "`en-US/gone.md` does not exist"),
            ("en-US", "`en-US` is a folder, not a page"),
            ("playbook-lint.toml", "`playbook-lint.toml` is not checked: of a kind that is not checked"),
            ("elsewhere/page.md", "`elsewhere/page.md` is not checked: not in the content roots"),
            ("en-US/draft.md", "`en-US/draft.md` is not checked: excluded by config"),
            ("en-US/link.md", "`en-US/link.md` is a symbolic link to a file that does not exist"),
            ("en-US/outside.md", "`en-US/outside.md` is not checked: stored outside the project"),
            ("en-US/latin.md", "`en-US/latin.md` byte 2 (line 1) is not UTF-8: invalid start byte"),
        ],
    )
    def test_what_is_no_page(self, run: Run, project: Project, path: str, sentence: str) -> None:
        project.write("playbook-lint.toml", f'exclude = ["draft.md"]\n{CONFIG}')
        project.write("elsewhere/page.md")
        project.write("en-US/draft.md")
        project.write("en-US/latin.md", b"# \xff")
        (project.root / "en-US" / "link.md").symlink_to("nowhere.md")
        (project.root / "en-US" / "outside.md").symlink_to(project.write("../outside.md"))
        result = run("explain-page", path)
        assert (result.status, result.stdout) == (2, "")
        assert result.sentence == sentence

    def test_metadata_is_never_shown_raw(self, run: Run, project: Project) -> None:
        project.write("en-US/l1l2l3-x.md", '---\nms.topic: "\\e[31m"\ntitle: "\\e[31m"\n---\n')
        assert b"\x1b" not in run("explain-page", "en-US/l1l2l3-x.md").out


class TestHelp:
    @pytest.mark.parametrize("args", [[], *([command] for command in COMMANDS)])
    @pytest.mark.parametrize("option", ["--help", "-h"])
    def test_it_has_examples(self, run: Run, args: list[str], option: str) -> None:
        result = run(*args, option, env=ASCII)
        assert (result.status, result.stderr) == (0, "")
        assert result.stdout.startswith(" ".join(["Usage: playbook-lint", *args]))
        examples = result.stdout.partition("Examples:\n")[2]
        assert examples.strip().startswith(" ".join(["playbook-lint", *args]))

    def test_every_command_and_the_exit_statuses_are_listed(self, run: Run) -> None:
        stdout = run("--help").stdout
        assert all(f"\n  {command} " in stdout for command in COMMANDS)
        assert "Exit status: 0 clean, 1 findings" in stdout

    def test_version(self, run: Run) -> None:
        from playbook_lint import __version__

        assert run("--version").stdout == f"playbook-lint {__version__}\n"

    def test_as_a_module(self, run: Run) -> None:
        import sys

        assert run("--version", command=[sys.executable, "-m", "playbook_lint"]).stdout == run("--version").stdout


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    @pytest.mark.parametrize("args", [[], ["check"], ["check", "content"]], ids=" ".join)
    def test_the_script_of_each_shell(self, run: Run, shell: str, args: list[str]) -> None:
        """Whatever else stands there, and whether or not the same run is remembered."""
        run(*args)
        result = run(*args, env={"_PLAYBOOK_LINT_COMPLETE": f"{shell}_source"})
        assert result.status == 0
        assert f"_PLAYBOOK_LINT_COMPLETE={shell}_complete" in result.stdout

    @pytest.mark.parametrize(
        ("words", "completed"),
        [
            ("playbook-lint ch", ["check"]),
            ("playbook-lint explain heading-sk", ["heading-skipped"]),
            ("playbook-lint check --format sa", ["sarif"]),
            ("playbook-lint check --stat", ["--statistics"]),
        ],
    )
    def test_bash_completes(self, words: str, completed: list[str]) -> None:
        count = len(words.split()) - 1
        done = subprocess.run(
            [COMMAND],
            env=environment(
                {"_PLAYBOOK_LINT_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(count)}
            ),
            capture_output=True,
            text=True,
            check=False,
        )
        assert [line.partition(",")[2] for line in done.stdout.splitlines()] == completed
