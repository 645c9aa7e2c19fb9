"""What is kept between runs, what it means later, and every way in which the file can be unusable."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from playbook_lint.links.exchange import Outcome, Reason, State
from playbook_lint.links.known import Known, after, is_fresh, is_tolerated, judged
from playbook_lint.links.settings import HostSettings, Lifetimes, LinkSettings, Tolerance
from playbook_lint.links.store import Store
from playbook_lint.records import replace

URL = "https://docs.example/plan"
NOW = 1_800_000_000.0
HOUR, DAY = 3600.0, 24 * 3600.0
SETTINGS = LinkSettings()
WORKING = Outcome(URL, State.WORKING, 200)
BROKEN = Outcome(URL, State.BROKEN, 404, Reason.STATUS, "404 Not Found")
MOVED = Outcome(URL, State.WORKING, 200, location="https://docs.example/new", permanent=True)
NONE: frozenset[str] = frozenset()


def known(outcome: Outcome, now: float = NOW, fragments: frozenset[str] = NONE) -> Known:
    return after(None, outcome, fragments, SETTINGS, now)


class TestHistory:
    def test_how_often_and_since_when_a_url_is_broken(self) -> None:
        first = known(BROKEN)
        assert (first.first_broken, first.broken_runs, first.last_working) == (NOW, 1, None)
        second = after(first, BROKEN, NONE, SETTINGS, NOW + DAY)
        assert (second.first_broken, second.broken_runs, second.checked) == (NOW, 2, NOW + DAY)

    def test_a_working_url_begins_anew(self) -> None:
        mended = after(known(BROKEN), WORKING, NONE, SETTINGS, NOW + DAY)
        assert (mended.first_broken, mended.broken_runs, mended.last_working) == (None, 0, NOW + DAY)
        again = after(mended, BROKEN, NONE, SETTINGS, NOW + 2 * DAY)
        assert (again.first_broken, again.broken_runs, again.last_working) == (NOW + 2 * DAY, 1, NOW + DAY)

    @pytest.mark.parametrize(
        ("tolerance", "runs", "days", "tolerated"),
        [
            (Tolerance(), 1, 0, False),
            (Tolerance(days=3), 1, 2.9, True),
            (Tolerance(days=3), 1, 3, False),
            (Tolerance(days=3), 9, 2.9, True),
            (Tolerance(runs=3), 2, 99, True),
            (Tolerance(runs=3), 3, 0, False),
            (Tolerance(days=3, runs=3), 2, 2, True),
            (Tolerance(days=3, runs=3), 3, 2, False),
            (Tolerance(days=3, runs=3), 2, 3, False),
        ],
    )
    def test_tolerance(self, tolerance: Tolerance, runs: int, days: float, tolerated: bool) -> None:
        found = replace(known(BROKEN), broken_runs=runs)
        assert is_tolerated(found, tolerance, NOW + days * DAY) is tolerated


class TestFreshness:
    @pytest.mark.parametrize(
        ("outcome", "hours"), [(WORKING, 168), (MOVED, 24), (BROKEN, 1)], ids=["working", "redirected", "broken"]
    )
    def test_each_state_has_its_lifetime(self, outcome: Outcome, hours: int) -> None:
        assert is_fresh(known(outcome), NONE, SETTINGS, NOW + hours * HOUR - 1)
        assert not is_fresh(known(outcome), NONE, SETTINGS, NOW + hours * HOUR)
        shorter = replace(SETTINGS, lifetimes=Lifetimes(0.5, 0.5, 0.5))
        assert not is_fresh(known(outcome), NONE, shorter, NOW + HOUR)

    def test_an_answer_from_the_future_does_not_count(self) -> None:
        assert not is_fresh(known(WORKING), NONE, SETTINGS, NOW - 1)

    def test_a_fragment_that_was_not_looked_for_does(self) -> None:
        found = known(replace(WORKING, anchors=frozenset({"goals"})), fragments=frozenset({"goals", "gone"}))
        assert is_fresh(found, frozenset({"gone"}), SETTINGS, NOW)
        assert not is_fresh(found, frozenset({"gone", "other"}), SETTINGS, NOW)
        assert [found.lacks(name) for name in ("goals", "gone", "other")] == [False, True, False]

    def test_of_a_page_without_known_anchors_nothing_is_lacking(self) -> None:
        assert not known(WORKING, fragments=frozenset({"goals"})).lacks("goals")


class TestJudging:
    FORBIDDEN = Outcome(URL, State.BROKEN, 403, Reason.STATUS)

    def test_under_the_same_settings_the_answer_stands(self) -> None:
        assert judged(known(BROKEN), SETTINGS) == known(BROKEN)
        assert judged(known(WORKING), SETTINGS) == known(WORKING)

    @pytest.mark.parametrize(
        "settings",
        [LinkSettings(accept=(403,)), LinkSettings(hosts=(HostSettings("*.example", accept=(403,)),))],
        ids=["everywhere", "for the host"],
    )
    def test_a_status_that_is_accepted_now(self, settings: LinkSettings) -> None:
        found = judged(known(self.FORBIDDEN), settings)
        assert found is not None
        assert (found.outcome.state, found.outcome.reason, found.first_broken) == (State.WORKING, None, None)
        assert judged(known(BROKEN), settings) == known(BROKEN)

    def test_a_status_that_is_accepted_no_longer_is_asked_for_again(self) -> None:
        accepting = LinkSettings(accept=(403,))
        found = after(None, Outcome(URL, State.WORKING, 403), NONE, accepting, NOW)
        assert judged(found, accepting) == found
        assert judged(found, SETTINGS) is None

    def test_more_time_gives_a_broken_url_another_chance(self) -> None:
        patient = LinkSettings(timeout=60)
        assert judged(known(BROKEN), patient) is None
        assert judged(known(WORKING), patient) == known(WORKING)

    def test_a_header_changes_what_is_known(self) -> None:
        hosts = (HostSettings("docs.example", headers={"X-Team": "docs"}),)
        assert judged(known(WORKING), LinkSettings(hosts=hosts)) is None

    def test_a_secret_may_be_right_by_now(self) -> None:
        hosts = (HostSettings("docs.example", headers={"Authorization": "Bearer ${PLAYBOOK_LINT_TOKEN}"}),)
        settings = LinkSettings(hosts=hosts)
        assert is_fresh(after(None, WORKING, NONE, settings, NOW), NONE, settings, NOW)
        assert not is_fresh(after(None, BROKEN, NONE, settings, NOW), NONE, settings, NOW)

    def test_a_private_address_is_known_only_where_it_is_allowed(self) -> None:
        found = after(None, WORKING, NONE, LinkSettings(allow_hosts=("docs.*",)), NOW)
        assert judged(found, SETTINGS) is None


class TestKeeping:
    def test_what_is_kept_comes_back(self, tmp_path: Path) -> None:
        path = tmp_path / "cache" / "links.sqlite"
        outcomes = [
            replace(MOVED, anchors=frozenset({"a", "ü"})),
            replace(BROKEN, url="https://b.example/"),
            Outcome("https://ü.example/\x1b[31m'\"; DROP TABLE links", State.WORKING, None),
        ]
        kept = [known(outcome, fragments=frozenset({"a", "b"})) for outcome in outcomes]
        store = Store(path, refuse)
        for one in kept:
            store.keep(one)
        store.close(NOW)
        urls = [outcome.url for outcome in outcomes]
        assert Store(path, refuse).known([*urls, "https://other.example/"]) == dict(zip(urls, kept, strict=True))

    def test_a_later_answer_takes_the_place_of_an_earlier_one(self, tmp_path: Path) -> None:
        store = Store(tmp_path / "s", refuse)
        store.keep(known(BROKEN))
        store.keep(known(WORKING))
        store.close(NOW)
        assert Store(tmp_path / "s", refuse).known([URL])[URL].outcome == WORKING

    def test_urls_that_nobody_asks_for_are_forgotten(self, tmp_path: Path) -> None:
        for now in (NOW, NOW + 91 * DAY):
            store = Store(tmp_path / "s", refuse)
            store.keep(known(replace(WORKING, url=f"https://docs.example/{now}"), now))
            store.close(now)
        with sqlite3.connect(tmp_path / "s") as connection:
            assert connection.execute("SELECT count(*) FROM links").fetchone() == (1,)

    def test_one_small_file(self, tmp_path: Path) -> None:
        store = Store(tmp_path / "links.sqlite", refuse)
        for index in range(2000):
            store.keep(known(replace(WORKING, url=f"https://docs.example/a/longer/path/of/a/page/{index}")))
        store.close(NOW)
        assert [path.name for path in tmp_path.iterdir()] == ["links.sqlite"]
        assert (tmp_path / "links.sqlite").stat().st_size < 1_000_000

    def test_two_runs_at_once(self, tmp_path: Path) -> None:
        one, other = Store(tmp_path / "s", refuse), Store(tmp_path / "s", refuse)
        one.keep(known(WORKING))
        other.keep(known(replace(WORKING, url="https://b.example/")))
        one.close(NOW)
        other.close(NOW)
        assert len(Store(tmp_path / "s", refuse).known([URL, "https://b.example/"])) == 2


WRITER = """
import sys
from pathlib import Path
from playbook_lint.links.exchange import Outcome, State
from playbook_lint.links.known import Known
from playbook_lint.links.store import Store
store = Store(Path(sys.argv[1]), print)
number = 0
while True:
    store.keep(Known(Outcome(f"https://docs.example/{number}", State.WORKING, 200), 1.0 + number))
    number += 1
    if number == 300:
        print("begun", flush=True)
"""


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03, 0.07])
def test_a_run_that_is_killed_leaves_the_file_whole(tmp_path: Path, delay: float) -> None:
    path = tmp_path / "links.sqlite"
    with subprocess.Popen([sys.executable, "-c", WRITER, path], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
    store = Store(path, refuse)
    urls = [f"https://docs.example/{number}" for number in range(300)]
    assert len(store.known(urls)) == 300
    store.keep(known(WORKING))
    store.close(2.0)
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def refuse(sentence: str) -> None:
    """For stores with which nothing may be wrong."""
    raise AssertionError(sentence)


def filled(path: Path) -> Path:
    store = Store(path, refuse)
    for index in range(500):
        store.keep(known(replace(WORKING, url=f"https://docs.example/{index}")))
    store.keep(known(WORKING))
    store.close(NOW)
    return path


def use(path: Path, *, replaceable: bool = False) -> tuple[list[str], dict[str, Known]]:
    """What a run that uses the store is told, and what it knows."""
    told: list[str] = []
    store = Store(path, told.append, replaceable=replaceable)
    found = store.known([URL])
    store.keep(known(BROKEN))
    store.close(NOW)
    return told, found


def damaged(path: Path, at: int) -> bytes:
    data = bytearray(filled(path).read_bytes())
    data[at : at + 4000] = b"\xff" * len(data[at : at + 4000])
    path.write_bytes(data)
    return bytes(data)


class TestTrouble:
    @pytest.mark.parametrize("at", [100, 4096], ids=["the schema", "a page"])
    def test_a_damaged_store_is_set_aside(self, tmp_path: Path, at: int) -> None:
        path = tmp_path / "links.sqlite"
        data = damaged(path, at)
        told, found = use(path)
        assert found == {}
        assert told == [
            f"the link store `{path}` is damaged; it is set aside as `links.sqlite.damaged`, and a new one begun"
        ]
        assert (tmp_path / "links.sqlite.damaged").read_bytes() == data
        assert use(path)[1] == {URL: known(BROKEN)}

    def test_damage_that_is_no_text(self, tmp_path: Path) -> None:
        """SQLite quotes it, and Python cannot decode that."""
        path = filled(tmp_path / "links.sqlite")
        path.write_bytes(path.read_bytes().replace(b"CREATE TABLE links", b"CREAT\xdf TABLE links"))
        told, found = use(path)
        assert found == {}
        assert len(told) == 1
        assert "is damaged; it is set aside" in told[0]

    def test_a_store_that_was_cut_short(self, tmp_path: Path) -> None:
        path = filled(tmp_path / "links.sqlite")
        path.write_bytes(path.read_bytes()[:5000])
        told, found = use(path)
        assert (len(told), found) == (1, {})
        assert use(path)[0] == []

    @pytest.mark.parametrize("content", [b"# My page\n", b"x", b"SQLite format 3\0" + b"\0" * 84])
    def test_a_file_that_is_something_else_is_left_alone(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "page.md"
        path.write_bytes(content)
        told, found = use(path)
        assert told == [f"this run goes on without the link store `{path}`: it is no link store of playbook-lint"]
        assert found == {}
        assert path.read_bytes() == content
        assert [file.name for file in tmp_path.iterdir()] == ["page.md"]

    def test_a_database_of_another_program_is_left_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "other.sqlite"
        with sqlite3.connect(path) as connection:
            connection.execute("CREATE TABLE links (url)")
        before = path.read_bytes()
        told, _ = use(path)
        assert told == [f"this run goes on without the link store `{path}`: it is no link store of playbook-lint"]
        assert path.read_bytes() == before

    def test_in_its_own_place_anything_else_is_set_aside(self, tmp_path: Path) -> None:
        path = tmp_path / "links.sqlite"
        path.write_bytes(b"garbage")
        assert len(use(path, replaceable=True)[0]) == 1
        assert use(path, replaceable=True) == ([], {URL: known(BROKEN)})

    def test_an_empty_file_becomes_a_store(self, tmp_path: Path) -> None:
        (tmp_path / "s").touch()
        assert use(tmp_path / "s")[0] == []
        assert use(tmp_path / "s")[1] == {URL: known(BROKEN)}

    def test_a_newer_store_is_left_alone(self, tmp_path: Path) -> None:
        path = filled(tmp_path / "s")
        with sqlite3.connect(path) as connection:
            connection.execute("PRAGMA user_version = 2")
        before = path.read_bytes()
        told, found = use(path, replaceable=True)
        assert told == [
            f"this run goes on without the link store `{path}`: it comes from a newer version of playbook-lint"
        ]
        assert found == {}
        assert path.read_bytes() == before

    def test_a_locked_store(self, tmp_path: Path) -> None:
        path = filled(tmp_path / "s")
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        told, found = use(path)
        connection.close()
        assert told == [f"this run goes on without the link store `{path}`: another run is using it"]
        assert found == {}
        assert use(path)[0] == []

    def test_a_store_that_is_locked_when_it_is_written(self, tmp_path: Path) -> None:
        path = filled(tmp_path / "s")
        told: list[str] = []
        store = Store(path, told.append)
        assert store.known([URL])
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        store.keep(known(BROKEN))
        store.close(NOW)
        connection.close()
        assert told == [f"this run goes on without the link store `{path}`: another run is using it"]

    @pytest.fixture
    def public(self) -> Iterator[Path]:
        """A folder that every user can reach; what is done there is done as one who may not do everything."""
        folder = Path(tempfile.mkdtemp())
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)
        shutil.rmtree(folder)

    def test_a_store_that_may_not_be_written_is_read(self, public: Path) -> None:
        path = filled(public / "s")
        path.chmod(0o444)
        public.chmod(0o555)
        told, found = use_as_nobody(path)
        assert told == [f"the link store `{path}` may not be written, so what this run finds out is not kept"]
        assert found == {URL: known(WORKING)}

    def test_a_place_that_may_not_be_written(self, public: Path) -> None:
        public.chmod(0o555)
        told, found = use_as_nobody(public / "new" / "s")
        assert told == [
            f"this run goes on without the link store `{public}/new/s`: it cannot be opened (Permission denied)"
        ]
        assert found == {}

    @pytest.mark.parametrize("make", [os.mkfifo, os.mkdir], ids=["a pipe", "a folder"])
    def test_a_place_that_is_no_file(self, tmp_path: Path, make: object) -> None:
        make(tmp_path / "s")  # type: ignore[operator]
        told, _ = use(tmp_path / "s")
        assert told == [f"this run goes on without the link store `{tmp_path}/s`: it is not a regular file"]

    @pytest.mark.parametrize(
        "change",
        ["state = 'splendid'", "reason = 'x'", "detail = 1", "anchors = '['", "anchors = '3'", "checked = 'x'"],
    )
    def test_a_row_that_means_nothing_is_not_known(self, tmp_path: Path, change: str) -> None:
        path = filled(tmp_path / "s")
        with sqlite3.connect(path) as connection:
            connection.execute(f"UPDATE links SET {change} WHERE url = ?", (URL,))
        assert use(path) == ([], {})


def use_as_nobody(path: Path) -> tuple[list[str], dict[str, Known]]:
    """`use`, but not as the user whom no permission stops."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        return use(path)
    finally:
        os.seteuid(user)
