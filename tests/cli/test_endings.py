"""How the command ends when something is wrong: one sentence and an exit status, never a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from command import COMMAND, CONFIG, GOOD, Project, Run, environment


class TestErrors:
    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("content = [", "playbook-lint.toml: is not valid TOML: "),
            ("\nrulez = 1", "playbook-lint.toml:2: unknown key `rulez`; did you mean `rules`?"),
            ('schemas = "none"', "playbook-lint.toml:1: the folder `none` of `schemas` does not exist"),
            ('schemas = "../x"', "playbook-lint.toml:1: `schemas` must be a relative path that stays inside "),
            ("[rules]\nheading-skipped = 'eror'", "playbook-lint.toml:2: "),
            ("[rules]\nheading-skiped = 'off'", "playbook-lint.toml:2: unknown rule or category `heading-skiped`; "),
        ],
    )
    def test_a_wrong_configuration(self, run: Run, project: Project, text: str, sentence: str) -> None:
        project.write("playbook-lint.toml", text)
        result = run("check")
        assert (result.status, result.stdout) == (2, "")
        assert result.sentence.startswith(sentence)

    def test_a_configuration_that_does_not_exist(self, run: Run) -> None:
        result = run("check", "--config", "none.toml")
        assert (result.status, result.sentence) == (2, "none.toml: cannot be read: No such file or directory")

    @pytest.mark.parametrize("epoch", ["today", "1.5e9", "-1", "+1", " 1", "٣", "253402300800", "9" * 5000])
    def test_a_wrong_day(self, run: Run, epoch: str) -> None:
        result = run("check", env={"SOURCE_DATE_EPOCH": epoch})
        assert (result.status, result.stdout) == (2, "")
        assert result.sentence == (
            f"SOURCE_DATE_EPOCH must be a number of seconds from 0 to 253402300799, not `{epoch[:80]}`"
        )

    @pytest.mark.parametrize("epoch", ["", "0", "0000000000000000001", "253402300799"])
    def test_every_day_of_the_calendar_will_do(self, run: Run, project: Project, epoch: str) -> None:
        dates = "".join(f"| {day} | Avery Example | Written |\n" for day in ("12/31/9999", "5/4/2026", "1/1/0001"))
        table = f"| Date | Who Changed | What Changed |\n|-|-|-|\n{dates}"
        project.write("en-US/good.md", f"---\nms.date: 12/31/9999\n---\n{GOOD}\n{table}")
        result = run("check", "en-US", "--select", "metadata,updates", env={"SOURCE_DATE_EPOCH": epoch})
        assert (result.status, result.stderr) == (1, "")

    def test_a_wrong_schema(self, run: Run, project: Project) -> None:
        project.write("playbook-lint.toml", f'schemas = "ours"\n{CONFIG}')
        project.write("ours/page-types/landing.yaml", "name: landing\n- description\n")
        result = run("check")
        assert (result.status, result.stdout) == (2, "")
        assert result.sentence.startswith("ours/page-types/landing.yaml:2: not YAML: ")

    def test_wrong_terms(self, run: Run, project: Project) -> None:
        project.write("playbook-lint.toml", f'{CONFIG}\n[catalogs]\npath = "locales"\n')
        project.write("locales/pt_BR/LC_MESSAGES/terms.po", 'msgid "a"\nmsgstr "b"c"\n')
        result = run("check")
        assert (result.status, result.stdout) == (2, "")
        assert result.sentence.startswith(f"{project.root}/locales/pt_BR/LC_MESSAGES/terms.po:2: not a PO file: ")

    def test_an_unknown_option_and_an_unknown_command(self, run: Run) -> None:
        result = run("check", "--selct", "x")
        assert result.status == 2
        assert "--selct" in result.sentence
        assert "--select" in result.sentence
        result = run("chekc")
        assert result.status == 2
        assert result.sentence == ("There is no command `chekc`. Did you mean `check`? (see `playbook-lint --help`)")

    def test_errors_never_show_what_they_quote_raw(self, run: Run) -> None:
        for args in (["\x1b[31m"], ["explain", "\x1b[31m"], ["check", "--x\x1b[31m"], ["check", "a\n::error::b"]):
            result = run(*args)
            assert result.status == 2
            assert b"\x1b" not in result.err
            assert "\n" not in result.sentence

    def test_no_command_shows_the_help(self, run: Run) -> None:
        result = run()
        assert result.status == 2
        assert "check" in result.stderr
        assert "Exit status: 0 clean" in result.stderr

    def test_our_own_mistakes_end_with_status_3_and_name_the_page(self, run: Run, tmp_path: Path) -> None:
        patch = tmp_path / "patch"
        patch.mkdir()
        (patch / "sitecustomize.py").write_text(
            "from playbook_lint.rules import heading_skipped\n"
            "def check(subject, options):\n"
            "    raise KeyError('no\\nsuch thing')\n"
            "    yield\n"
            "heading_skipped.check = check\n"
        )
        result = run("check", env={"PYTHONPATH": str(patch)})
        assert (result.status, result.stdout) == (3, "")
        assert result.sentence.startswith(
            "internal error: KeyError: 'no\\nsuch thing' (while checking `en-US/good.md`)"
        )
        assert "PLAYBOOK_LINT_DEBUG=1" in result.sentence

        done = subprocess.run(
            [COMMAND, "check"],
            cwd=tmp_path / "project",
            env=environment({"PYTHONPATH": str(patch), "PLAYBOOK_LINT_DEBUG": "1"}),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 3
        assert 'sitecustomize.py", line 3' in done.stderr


class TestPipesAndSignals:
    @pytest.fixture
    def many(self, project: Project) -> Project:
        """A project with far more findings than a pipe holds."""
        project.write("pt-BR/bad.md", "# Fleet\n\n" + "#### Skipped\n\n# Next\n\n" * 3000)
        return project

    @pytest.mark.parametrize("args", [["check"], ["rules"], ["explain", "heading-skipped"], ["check", "--help"]])
    def test_a_reader_that_leaves_early(self, many: Project, args: list[str]) -> None:
        with subprocess.Popen(
            [COMMAND, *args], cwd=many.root, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            if args == ["check"]:
                assert process.stdout.readline() == b"pt-BR/bad.md\n"
            process.stdout.close()
            assert process.stderr.read() == b""
            status = process.wait()
        if args == ["check"]:
            assert status == 1  # the findings are there, whether or not anyone reads them
        elif args[-1] != "--help":
            assert status == 0

    def test_a_full_disk(self, run: Run) -> None:
        for args in (["check"], ["rules"]):
            result = run(*args, command=["sh", "-c", 'exec "$0" "$@" >/dev/full', COMMAND])
            assert (result.status, result.sentence) == (2, "`standard output`: No space left on device")

    def test_closed_standard_output(self, run: Run) -> None:
        result = run("check", command=["sh", "-c", 'exec "$0" "$@" >&-', COMMAND])
        assert (result.status, result.stderr) == (1, "")

    def test_nobody_to_tell(self, run: Run) -> None:
        result = run("check", "none.md", command=["sh", "-c", 'exec "$0" "$@" 2>/dev/full', COMMAND])
        assert result.status == 2

    def test_an_interrupt_ends_with_one_sentence(self, project: Project) -> None:
        pipe = project.root / "config.fifo"
        os.mkfifo(pipe)
        with (
            subprocess.Popen(
                [COMMAND, "check", "--config", pipe],
                cwd=project.root,
                env=environment(),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            ) as process,
            pipe.open("w"),
        ):  # returns when the command has begun to read
            ended = False
            for _ in range(30):  # Python loses one that comes while it is opening a file
                process.send_signal(signal.SIGINT)
                with suppress(subprocess.TimeoutExpired):
                    out, err = process.communicate(timeout=1)
                    ended = True
                    break
        assert ended
        assert (process.returncode, out, err.strip()) == (130, "", "playbook-lint: stopped")
