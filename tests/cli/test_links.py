"""`playbook-lint links`: against real hosts on this machine."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import os
import pty
import re
import signal
import sqlite3
import subprocess
import time
from pathlib import Path

import jsonschema_rs
import pytest

from command import COMMAND, Project, Run, environment
from web_server import Web

CONFIG = """\
content = ["en-US"]

[links]
retries = 0
"""
PAGE = "en-US/page.md"
STORE = ".playbook-lint-cache/links.sqlite"
SCHEMAS = Path(__file__).parents[2] / "schemas" / "report"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path / "project")
    project.write("playbook-lint.toml", CONFIG)
    return project


@pytest.fixture
def local(web: Web, project: Project) -> Web:
    """The web, and a page with one link that works, one that is broken, and one that has moved for good."""
    urls = [here(web, path) for path in ("/ok#plan", "/status/404", "/chain/1#plan")]
    project.write(PAGE, f"# Plan\n\n[a]({urls[0]}), [b]({urls[1]}), [c]({urls[2]}), [d]({urls[1]})\n")
    return web


def here(web: Web, path: str) -> str:
    return web.url(path, "127.0.0.1")


def asked(web: Web) -> set[str]:
    return {seen.path for seen in web.seen}


def found(stdout: str) -> list[tuple[str, int]]:
    """The rules of the diagnostics of a JSON report, with the columns."""
    return [(one["rule"], one["start"]["column"]) for one in json.loads(stdout)["diagnostics"]]


class TestAsking:
    def test_each_address_is_asked_once_and_every_place_reported(self, run: Run, local: Web) -> None:
        result = run("links", "--allow-private")
        assert result.status == 1
        assert result.stdout.count("is broken: the answer is 404 Not Found") == 2
        assert "has moved for good; write `" + here(local, "/chain/0#plan") in result.stdout
        assert result.stdout.endswith(
            "Checked 3 addresses in 1 file: 2 errors, 1 warning.\nAsked for 3 of them, knew 0 from earlier runs.\n"
        )
        assert [seen.path for seen in local.seen if seen.method == "HEAD"].count("/status/404") == 1
        assert result.stderr == ""

    def test_what_is_known_is_not_asked_again(self, run: Run, local: Web, project: Project) -> None:
        first = run("links", "--allow-private", "--format", "json")
        local.forget()
        second = run("links", "--allow-private", "--format", "json")
        assert found(second.stdout) == found(first.stdout)
        assert local.seen == []
        links = json.loads(second.stdout)["summary"]["links"]
        assert links == {"addresses": 3, "asked": 0, "known": 3, "unasked": {}}
        assert (project.root / ".playbook-lint-cache" / ".gitignore").read_text() == "*\n"
        tag = (project.root / ".playbook-lint-cache" / "CACHEDIR.TAG").read_text()
        assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55")

    def test_recheck_asks_all(self, run: Run, local: Web) -> None:
        run("links", "--allow-private")
        local.forget()
        run("links", "--allow-private", "--recheck")
        assert asked(local) >= {"/ok", "/status/404", "/chain/1"}

    def test_a_new_fragment_is_looked_for(self, run: Run, local: Web, project: Project) -> None:
        run("links", "--allow-private")
        project.write(PAGE, f"[a]({here(local, '/ok#goals')}) [b]({here(local, '/ok#plan')})")
        result = run("links", "--allow-private", "--format", "json")
        assert found(result.stdout) == [("web-bookmark-not-found", 5)]

    def test_offline_says_what_is_known(self, run: Run, local: Web, project: Project) -> None:
        first = run("links", "--allow-private", "--format", "json")
        url = here(local, "/status/500")
        project.write("en-US/new.md", f"[e]({url})\n")
        local.forget()
        result = run("links", "--offline")
        assert result.status == 1
        assert result.stdout.endswith(
            "Checked 4 addresses in 2 files: 2 errors, 1 warning.\n"
            "Asked for 0 of them, knew 3 from earlier runs, left out 1: 1 not known from earlier runs.\n"
        )
        assert found(run("links", "--offline", "--format", "json", PAGE).stdout) == found(first.stdout)
        assert local.seen == []

    def test_offline_without_a_store_leaves_no_trace(self, run: Run, local: Web, project: Project) -> None:
        result = run("links", "--offline")
        assert (result.status, result.stderr) == (0, "")
        assert not (project.root / ".playbook-lint-cache").exists()

    def test_private_addresses_are_not_asked(self, run: Run, local: Web, project: Project) -> None:
        result = run("links", "--fail-on", "warning")
        assert result.status == 1
        assert result.stdout.count("is not asked: `127.0.0.1` has a loopback address") == 4
        assert result.stdout.endswith("left out 3: 3 not public.\n")
        assert local.seen == []
        assert run("links", "--allow-host", "127.0.0.1").stdout.count("404 Not Found") == 2
        project.write("playbook-lint.toml", CONFIG + 'allow-hosts = ["127.0.*"]\n')
        assert run("links").stdout.count("404 Not Found") == 2

    def test_what_was_allowed_once_is_not_for_ever(self, run: Run, local: Web) -> None:
        run("links", "--allow-private")
        assert run("links").stdout.count("is not asked") == 4

    def test_excluded_addresses_are_not_asked(self, run: Run, local: Web, project: Project) -> None:
        project.write("playbook-lint.toml", CONFIG + 'exclude = ["*/status/*"]\n')
        result = run("links", "--allow-private", "--exclude", "http://*/chain/*")
        assert result.status == 0
        assert result.stdout.endswith("left out 2: 2 excluded by config.\n")
        assert asked(local) == {"/ok"}

    def test_accepted_statuses_are_judged_anew(self, run: Run, local: Web, project: Project) -> None:
        run("links", "--allow-private")
        local.forget()
        project.write("playbook-lint.toml", CONFIG + '[links.hosts."127.0.0.1"]\naccept = [404]\n')
        result = run("links", "--allow-private", "--format", "json")
        assert [rule for rule, _ in found(result.stdout)] == ["link-redirected"]
        assert "/status/404" not in asked(local)

    def test_tolerance(self, run: Run, local: Web, project: Project) -> None:
        project.write("playbook-lint.toml", CONFIG + "tolerance = { runs = 2 }\n")
        first = run("links", "--allow-private")
        assert first.status == 0
        assert first.stdout.count("warning  `" + here(local, "/status/404") + "` is broken since ") == 2
        second = run("links", "--allow-private", "--recheck", "--format", "json")
        assert second.status == 1
        assert [rule for rule, _ in found(second.stdout)].count("link-broken") == 2

    def test_a_file_and_the_rest(self, run: Run, local: Web, project: Project) -> None:
        project.write("en-US/other.md", f"[x]({here(local, '/status/500')})\n")
        run("links", "--allow-private", PAGE)
        assert "/status/500" not in asked(local)


class TestRules:
    def test_suppressions_severities_and_overrides(self, run: Run, local: Web, project: Project) -> None:
        text = (project.root / PAGE).read_text()
        project.write("en-US/silent.md", f"<!-- playbook-lint-disable link-broken -->\n{text}")
        project.write("en-US/off/page.md", f"[x]({here(local, '/status/410')})\n")
        project.write(
            "playbook-lint.toml",
            CONFIG
            + '[rules]\nlink-broken = "info"\nlink-redirected = "off"\n'
            + '[[overrides]]\npaths = ["en-US/off/"]\nrules = { links = "off" }\n',
        )
        result = run("links", "--allow-private")
        assert result.status == 0
        assert result.stdout.endswith(
            "Checked 3 addresses in 3 files: 2 infos (2 suppressed).\nAsked for 3 of them, knew 0 from earlier runs.\n"
        )
        assert "/status/410" not in asked(local)
        assert run("links", "--allow-private", "--fail-on", "info").status == 1
        assert run("links", "--allow-private", "--fail-on", "never").status == 0

    def test_select_and_ignore(self, run: Run, local: Web) -> None:
        selected = run("links", "--allow-private", "--select", "link-redirected", "--format", "json")
        assert [rule for rule, _ in found(selected.stdout)] == ["link-redirected"]
        ignored = run("links", "--allow-private", "--ignore", "link-broken", "--format", "json")
        assert [rule for rule, _ in found(ignored.stdout)] == ["link-redirected"]

    def test_a_selection_without_rules_of_links(self, run: Run, project: Project, local: Web) -> None:
        project.write("playbook-lint.toml", 'select = ["metadata"]\n')
        result = run("links", "--allow-private")
        assert (result.status, local.seen) == (2, [])
        assert result.sentence == "none of the selected rules is about links to the web; try `--select links`"
        assert run("links", "--allow-private", "--select", "links").status == 1

    def test_check_asks_nobody(self, run: Run, local: Web, project: Project) -> None:
        project.write(PAGE, (project.root / PAGE).read_text() + "\n<!-- playbook-lint-disable-file link-broken -->\n")
        result = run("check", "--select", "links,suppressions")
        assert result.status == 0
        assert "nothing to report" in result.stdout
        assert local.seen == []

    def test_fix_writes_the_new_address(self, run: Run, local: Web, project: Project) -> None:
        before = (project.root / PAGE).read_text()
        result = run("links", "--allow-private", "--fix")
        assert (project.root / PAGE).read_text() == before.replace("/chain/1#plan", "/chain/0#plan")
        assert result.status == 1
        assert "link-redirected" not in result.stdout

    def test_a_page_that_cannot_be_read_is_told(self, run: Run, project: Project) -> None:
        project.write("en-US/latin.md", b"caf\xe9")
        result = run("links")
        assert result.status == 1
        assert "[encoding-invalid]" in result.stdout


class TestStore:
    def test_a_damaged_store_is_told_and_begun_anew(self, run: Run, local: Web, project: Project) -> None:
        project.write(STORE, b"garbage")
        result = run("links", "--allow-private")
        assert result.status == 1
        assert result.sentence.endswith("is set aside as `links.sqlite.damaged`, and a new one begun")
        assert run("links", "--allow-private").stdout.endswith("Asked for 0 of them, knew 3 from earlier runs.\n")

    def test_a_file_of_ones_choice(self, run: Run, local: Web, project: Project) -> None:
        store = project.root / "deep" / "er" / "known.sqlite"
        run("links", "--allow-private", "--store", store)
        assert store.is_file()
        assert not (project.root / STORE).exists()
        assert "knew 3" in run("links", "--allow-private", "--store", store).stdout
        project.write("playbook-lint.toml", CONFIG + 'store = "deep/er/known.sqlite"\n')
        assert "knew 3" in run("links", "--allow-private").stdout

    def test_a_page_is_no_store(self, run: Run, local: Web, project: Project) -> None:
        before = (project.root / PAGE).read_bytes()
        result = run("links", "--allow-private", "--store", PAGE)
        assert result.status == 1
        assert result.sentence.endswith("it is no link store of playbook-lint")
        assert (project.root / PAGE).read_bytes() == before

    def test_no_store(self, run: Run, local: Web, project: Project) -> None:
        assert run("links", "--allow-private", "--no-store").status == 1
        assert not (project.root / ".playbook-lint-cache").exists()

    @pytest.mark.parametrize("place", [".playbook-lint-cache", STORE])
    def test_a_store_that_leads_outside_is_not_used(
        self, run: Run, local: Web, project: Project, tmp_path: Path, place: str
    ) -> None:
        target = tmp_path / "outside"
        target.mkdir()
        (project.root / place).parent.mkdir(exist_ok=True)
        (project.root / place).symlink_to(target if place != STORE else target / "file")
        result = run("links", "--allow-private")
        assert result.status == 1
        assert result.sentence.endswith("it leads outside of the project")
        assert list(target.iterdir()) == []

    def test_a_place_where_nothing_can_be_made(self, run: Run, local: Web, project: Project) -> None:
        project.write(".playbook-lint-cache", b"not a folder")
        result = run("links", "--allow-private")
        assert result.status == 1
        assert "this run goes on without a link store" in result.sentence
        result = run("links", "--allow-private", "--store", "/proc/links.sqlite")
        assert result.status == 1
        assert "this run goes on without the link store `/proc/links.sqlite`" in result.sentence


class TestStopping:
    def stopped(self, project: Project, *args: str) -> tuple[int, str, str, float]:
        """Ctrl-C while one address hangs: how it ended, what it printed, and how long that took."""
        environ = environment({"PYTHONUNBUFFERED": "1"})
        with subprocess.Popen(
            [COMMAND, "links", "--allow-private", *args],
            cwd=project.root,
            env=environ,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            store = project.root / STORE
            while not store.exists() or _kept(store) < 1:  # the answers that came are on disk after a second
                assert process.poll() is None
                time.sleep(0.05)
            begun = time.monotonic()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=30)
        return process.returncode, out, err, time.monotonic() - begun

    def test_an_interrupt_reports_what_is_known(self, run: Run, local: Web, project: Project) -> None:
        slow = [here(local, f"/slow/1.2?{number}") for number in range(2)]  # so that the store is written
        project.write("en-US/slow.md", "".join(f"[s]({url})\n" for url in [here(local, "/slow"), *slow]))
        status, out, err, seconds = self.stopped(project)
        assert status == 130
        assert err == "playbook-lint: stopped\n"
        assert out.count("is broken: the answer is 404 Not Found") == 2
        left = re.search(r"left out (\d): \1 left when the run was stopped\.\n$", out)
        assert left, out
        assert seconds < 5  # the promise is 2, and no more is waited for than a busy machine needs
        assert f"knew {6 - int(left[1])}" in run("links", "--offline").stdout

    def test_killed_while_it_asks(self, run: Run, local: Web, project: Project) -> None:
        project.write("en-US/slow.md", f"[s]({here(local, '/slow')}) [t]({here(local, '/slow/1.2')})\n")
        with subprocess.Popen(
            [COMMAND, "links", "--allow-private"], cwd=project.root, env=environment(), stdout=subprocess.DEVNULL
        ) as process:
            while not (project.root / STORE).exists() or _kept(project.root / STORE) < 1:
                time.sleep(0.05)
            process.kill()
        result = run("links", "--offline")
        assert result.stderr == ""
        assert "knew 0" not in result.stdout


def _kept(store: Path) -> int:
    with sqlite3.connect(f"{store.as_uri()}?mode=ro", uri=True) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM links").fetchone()[0])
        except sqlite3.OperationalError:
            return 0


class TestList:
    def test_text(self, run: Run, local: Web, project: Project) -> None:
        result = run("links", "--allow-private", "--list")
        url = here(local, "/status/404")
        assert result.status == 1
        assert result.stdout.startswith(f"127.0.0.1\n  404 Not Found\n    {url}\n      broken since ")
        assert f"      leads for good to {here(local, '/chain/0')}\n" in result.stdout

    def test_json(self, run: Run, local: Web) -> None:
        document = json.loads(run("links", "--allow-private", "--list", "--format", "json").stdout)
        schema = json.loads((SCHEMAS / "links.schema.json").read_text(encoding="utf-8"))
        assert [error.message for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(document)] == []
        (host,) = document["hosts"]
        assert (host["host"], [group["status"] for group in host["statuses"]]) == ("127.0.0.1", [404, 200])
        (broken,) = host["statuses"][0]["addresses"]
        assert broken["url"] == here(local, "/status/404")
        (page,) = broken["pages"]
        assert (page["path"], [place["line"] for place in page["places"]]) == (PAGE, [3, 3])

    def test_csv(self, run: Run, local: Web, project: Project) -> None:
        project.write("en-US/=cmd|'x'!A1.md", (project.root / PAGE).read_bytes())
        out = run("links", "--allow-private", "--list", "--format", "csv").out
        assert out.count(b"\r\n") == out.count(b"\n") == 9
        rows = list(csv.DictReader(io.StringIO(out.decode(), newline="")))
        first = rows[0]
        assert (first["host"], first["state"], first["status"]) == ("127.0.0.1", "broken", "404")
        assert (first["page"], first["line"]) == ("en-US/=cmd|'x'!A1.md", "3")
        assert {row["location"] for row in rows} == {"", here(local, "/chain/0")}

    def test_html(self, run: Run, local: Web, project: Project) -> None:
        path = "en-US/<script>alert(1)</script>.md".replace("/script", "\\script")
        evil = here(local, "/status/404?\"><script>alert('1')</script>")
        project.write(path, f"[a](<{evil.replace('<', '&lt;').replace('>', '&gt;')}>)\n")
        run("links", "--allow-private", "--list", "--format", "html", "--output", "links.html")
        text = (project.root / "links.html").read_text(encoding="utf-8")
        seen = _Tags()
        seen.feed(text)
        assert "script" not in seen.names
        assert seen.names >= {"table", "caption", "th"}
        assert seen.links
        assert all(link["href"].startswith("http://127.0.0.1") and "noopener" in link["rel"] for link in seen.links)
        assert "//" not in text.replace("http://127.0.0.1", "")  # nothing is loaded from anywhere

    def test_formats_that_do_not_go_together(self, run: Run) -> None:
        assert run("links", "--format", "csv").sentence.startswith("--format csv goes with --list only.")
        assert run("links", "--list", "--format", "sarif").sentence.startswith("--format sarif goes without --list")

    def test_without_addresses(self, run: Run, project: Project) -> None:
        project.write(PAGE, "# Plan\n")
        assert run("links", "--list").stdout == ""
        assert run("links").stdout.startswith("Checked 0 addresses in 1 file: nothing to report.\n")
        for format_name in ("json", "csv", "html"):
            assert run("links", "--list", "--format", format_name).status == 0


class _Tags(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.links: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        if tag == "a":
            self.links.append({name: value or "" for name, value in attrs})


class TestOptions:
    @pytest.mark.parametrize(
        ("args", "sentence"),
        [
            (["--offline", "--recheck"], "--offline and --recheck exclude each other."),
            (["--store", "x", "--no-store"], "--store and --no-store exclude each other."),
            (["--timeout", "0"], "Invalid value for '--timeout'"),
            (["--concurrency", "0"], "Invalid value for '--concurrency'"),
            (["gone.md"], "`gone.md` does not exist"),
        ],
    )
    def test_what_makes_no_sense(self, run: Run, project: Project, args: list[str], sentence: str) -> None:
        project.write(PAGE)
        result = run("links", *args)
        assert result.status == 2
        assert result.sentence.startswith(sentence)

    def test_a_time_limit(self, run: Run, web: Web, project: Project) -> None:
        project.write(PAGE, f"[a]({here(web, '/slow')})\n")
        result = run("links", "--allow-private", "--timeout", "0.3")
        assert result.status == 1
        assert "is broken: the host does not answer in time" in result.stdout

    def test_a_secret_that_is_missing(self, run: Run, local: Web, project: Project) -> None:
        headers = '[links.hosts."127.0.0.1"]\nheaders = { Authorization = "${PLAYBOOK_LINT_TOKEN}" }\n'
        project.write("playbook-lint.toml", CONFIG + headers)
        result = run("links", "--allow-private")
        assert result.status == 2
        assert "`PLAYBOOK_LINT_TOKEN` is not set" in result.sentence

    @pytest.mark.parametrize("format_name", ["github", "sarif", "gitlab", "junit"])
    def test_formats_for_ci(self, run: Run, local: Web, format_name: str) -> None:
        result = run("links", "--allow-private", "--format", format_name)
        assert result.status == 1
        assert "link-broken" in result.stdout

    def test_github_actions_choose_github(self, run: Run, local: Web) -> None:
        github = {"GITHUB_ACTIONS": "true", "CI": "true"}
        assert run("links", "--allow-private", env=github).stdout.startswith("::error file=en-US/page.md,line=3,")
        assert run("links", "--allow-private", "--list", env=github).stdout.startswith("127.0.0.1\n")


class TestProgress:
    def seen(self, project: Project, *args: str, env: dict[str, str] | None = None) -> str:
        """What standard error, a terminal, shows."""
        ours, theirs = pty.openpty()
        with subprocess.Popen(
            [COMMAND, "links", "--allow-private", *args],
            cwd=project.root,
            env={name: value for name, value in environment().items() if name != "CI"}
            | {"TERM": "xterm"}
            | (env or {}),
            stdin=theirs,
            stdout=subprocess.DEVNULL,
            stderr=theirs,
        ) as process:
            os.close(theirs)
            shown = b""
            try:
                while part := os.read(ours, 65536):
                    shown += part
            except OSError:  # the terminal's other end is closed
                pass
            finally:
                os.close(ours)
            assert process.wait() == 1
        return shown.decode()

    def test_a_terminal_shows_how_far_it_is(self, local: Web, project: Project) -> None:
        shown = self.seen(project)
        assert "3/3" in shown
        assert "127.0.0.1" in shown

    def test_not_where_it_is_unwanted(self, local: Web, project: Project) -> None:
        assert self.seen(project, "--no-store", "-q") == ""
        assert self.seen(project, "--no-store", env={"CI": "true"}) == ""
        self.seen(project)
        assert self.seen(project) == ""  # nothing is asked
