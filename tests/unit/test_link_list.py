"""The list of addresses: grouped, and safe in every format whatever pages and hosts say."""

from __future__ import annotations

import csv
import html.parser
import io
import json

import jsonschema_rs
import pytest
from report_samples import HOSTILE_TEXTS, place

from html_tree import allows_itself_only
from playbook_lint.diagnostics import LinkCounts
from playbook_lint.links.exchange import Outcome, Reason, State
from playbook_lint.links.known import Known
from playbook_lint.page_facts import LinkFact
from playbook_lint.reporters import LIST_FORMATS
from playbook_lint.reporters.link_list import render
from playbook_lint.resources import data_dir
from playbook_lint.rules.web_subject import WebLink

COUNTS = LinkCounts(4, 3, 0, {"not public": 1})
PAGE = "content/en-US/plan.md"


def link(outcome: Outcome, path: str = PAGE, line: int = 3, **history: float) -> WebLink:
    known = Known(outcome, 1_800_000_000.0, **history)  # type: ignore[arg-type]
    return WebLink(path, LinkFact("inline", "Plan", outcome.url, place(line, 8, 20)), "", known)


LINKS = [
    link(Outcome("https://b.example/ok", State.WORKING, 200)),
    link(
        Outcome("https://b.example/gone", State.BROKEN, 404, Reason.STATUS),
        first_broken=1_790_000_000.0,
        broken_runs=3,
    ),
    link(Outcome("https://b.example/gone", State.BROKEN, 404, Reason.STATUS), line=1, first_broken=1_790_000_000.0),
    link(Outcome("https://b.example/gone", State.BROKEN, 404, Reason.STATUS), "content/a.md"),
    link(Outcome("https://a.example/", State.REFUSED, None, Reason.ADDRESS, "`a.example` has a private address")),
    link(Outcome("http://[::1]:80/", State.BROKEN, None, Reason.TIMEOUT, "the host does not answer in time")),
    link(Outcome("https://b.example/old", State.WORKING, 200, location="https://b.example/new", permanent=True)),
]


def test_text() -> None:
    assert (
        render("text", LINKS, COUNTS)
        == """\
[::1]
  no answer
    http://[::1]:80/
      the host does not answer in time
      in content/en-US/plan.md:3:8

a.example
  not public
    https://a.example/
      `a.example` has a private address
      in content/en-US/plan.md:3:8

b.example
  404 Not Found
    https://b.example/gone
      broken since 2026-09-21T14:13:20Z
      in content/a.md:3:8
      in content/en-US/plan.md:1:8
      in content/en-US/plan.md:3:8
  200 OK
    https://b.example/ok
      in content/en-US/plan.md:3:8
    https://b.example/old
      leads for good to https://b.example/new
      in content/en-US/plan.md:3:8
"""
    )


def test_json() -> None:
    schema = json.loads((data_dir("schemas") / "report" / "links.schema.json").read_text(encoding="utf-8"))
    document = json.loads(render("json", LINKS, COUNTS))
    assert [error.message for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(document)] == []
    assert document["summary"] == {"addresses": 4, "asked": 3, "known": 0, "unasked": {"not public": 1}}
    assert [host["host"] for host in document["hosts"]] == ["::1", "a.example", "b.example"]
    broken = document["hosts"][2]["statuses"][0]
    assert (broken["state"], broken["status"]) == ("broken", 404)
    assert broken["addresses"] == [
        {
            "url": "https://b.example/gone",
            "problem": "the answer is 404 Not Found",
            "location": "",
            "permanent": False,
            "checked": "2027-01-15T08:00:00Z",
            "broken_since": "2026-09-21T14:13:20Z",
            "broken_runs": 3,
            "last_working": None,
            "pages": [
                {"path": "content/a.md", "places": [{"line": 3, "column": 8}]},
                {"path": PAGE, "places": [{"line": 1, "column": 8}, {"line": 3, "column": 8}]},
            ],
        }
    ]
    del document["hosts"][2]["statuses"][0]["state"]
    assert not jsonschema_rs.Draft202012Validator(schema).is_valid(document)


def test_csv() -> None:
    text = render("csv", LINKS, COUNTS)
    lines = text.split("\r\n")
    assert lines[0].startswith("host,state,status,url,page,line,column,")
    assert lines[1].startswith(
        "::1,broken,,http://[::1]:80/,content/en-US/plan.md,3,8,the host does not answer in time,"
    )
    assert lines[-1] == ""
    assert len(lines) == len(LINKS) + 2


@pytest.mark.parametrize("mark", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(mark: str) -> None:
    path = f"{mark}cmd|' /C calc'!A0.md"
    text = render("csv", [link(LINKS[0].known.outcome, path)], COUNTS)
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert row["page"] == f"'{path}"


@pytest.mark.parametrize("format_name", LIST_FORMATS)
@pytest.mark.parametrize("hostile", HOSTILE_TEXTS)
def test_hostile_text_is_harmless(format_name: str, hostile: str) -> None:
    outcome = Outcome(f"https://a.example/{hostile}", State.BROKEN, 999, Reason.STATUS, hostile, f"https://{hostile}")
    text = render(format_name, [link(outcome, f"{hostile}.md")], COUNTS)
    assert not any(char in text for char in "\x1b\x07\x9b\x85\0\u2028")
    assert "##vso[" not in text
    assert not any(line.lstrip().startswith("::") for line in text.splitlines())
    text.encode()


class _Page(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)


def test_nothing_gets_into_the_page() -> None:
    evil = "\"'><img src=x onerror=alert(1)></td><script>{{ 7*7 }}</script>"
    outcome = Outcome(f"https://a.example/{evil}", State.BROKEN, None, Reason.TIMEOUT, evil, f"javascript:{evil}")
    text = render("html", [link(outcome, f"{evil}.md")], COUNTS)
    clean = render("html", [link(Outcome("https://a.example/", State.BROKEN, 404))], COUNTS)
    page, reference = _Page(), _Page()
    page.feed(text)
    reference.feed(clean)
    assert page.tags <= reference.tags | {"small"}
    assert page.attributes <= reference.attributes
    assert "{{ 7*7 }}" in html.unescape(text)
    assert 'href="javascript' not in text


def test_the_page_stands_alone() -> None:
    text = render("html", LINKS, COUNTS)
    assert text.count("<caption>") == 3
    assert text.count('scope="col"') == 9
    allows_itself_only(text)
    assert "<script" not in text
    assert "src=" not in text
    assert "url(" not in text
    assert "prefers-color-scheme: dark" in text
    assert text.count("<a ") == text.count('rel="noopener noreferrer"') == 6
