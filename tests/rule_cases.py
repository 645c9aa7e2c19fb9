"""Literate rule cases: `tests/rules/<rule>.md`.

A file has the headings `## Clean`, `## Trips` and `## Must stay quiet` (known false alarms). Each `###` under them is a
case: prose, one or more pages in fences, and what is expected:

    ### The second heading is two levels deeper

    ```markdown path=assess-services.md locale=pt-BR
    # Title
    ```

    ```expect
    3:1-3:9 Heading level 3 follows level 1 …
    ```

The info words of a page: `path=` (relative to the folder of its locale; default `page.md`), `locale=` (default en-US),
`escaped` (the content is written with Python escapes, `\\u200b` or `\\xff`, a final line feed is dropped: for what a
Markdown file cannot show), `symlink` (the content is what the page is a symbolic link to). A fence ```` ```toml ```` is
the project's configuration beside the locales, and ```` ```yaml path=en-US/toc.yml ```` (or `json`, `csv`, `xml`) a
table of contents, or another file of the project. A fence ```` ```po locale=de ```` is the catalog of `page.md`, or of
the page `path=guides/plan`; a path with an extension is the whole path. With `header`, a header of four lines and an
empty line come first. A fence ```` ```web ```` says what the web
answers, for rules of the web (see `_known`). A fence ```` ```files ```` lists empty files that are there too, such as
images: their paths, one a line, and folders with a final `/`. An expectation line is
`[path:]line:column-line:column message`; the path is needed when a case has several files that are checked. Only the
diagnostics of the file's rule are compared; no other rule runs, unless the rule is about suppressions, which need the
others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from playbook_lint.config import load_config
from playbook_lint.diagnostics import Finding, LinkCounts
from playbook_lint.engine import check, check_links
from playbook_lint.file_kinds import kind_of
from playbook_lint.l10n.locale import catalog_folder
from playbook_lint.links.exchange import Outcome, Reason, State, host_of
from playbook_lint.links.known import Answers, Known
from playbook_lint.project import Project
from playbook_lint.records import replace
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Scope
from playbook_lint.run import context_for
from playbook_lint.web_phase import Ask

RULES = Path(__file__).parent / "rules"
TODAY = date(2026, 6, 15)
KINDS = ("Clean", "Trips", "Must stay quiet")

_CONTENT = 'content = ["en-US", "pt-BR", "de", "es", "ja", "zh-CN"]\n'
_SOURCE = """
[source]
locale = "en-US"
pages = ["en-US/{page}.md"]
"""
_TARGET = """
[locales.LOCALE]
pages = ["LOCALE/{page}.md"]
"""
_TARGETS = ("pt-BR", "de", "es", "ja", "zh-CN")
FENCE = re.compile(r"^(`{3,})([^\n`]*)\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)


@dataclass
class Case:
    """One `###` of a case file."""

    rule: str
    kind: str
    title: str
    files: dict[str, bytes] = field(default_factory=dict)
    symlinks: dict[str, str] = field(default_factory=dict)
    config: str = ""
    web: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)


def cases_of(path: Path) -> list[Case]:
    """The cases of one file."""
    found = []
    text = path.read_text(encoding="utf-8")
    for kind_part in _outside_fences(text, "## ")[1:]:
        kind = kind_part.splitlines()[0].removeprefix("## ").strip()
        assert kind in KINDS, f"{path.name}: `## {kind}` is none of {KINDS}"
        found += [_case(path.stem, kind, case_part) for case_part in _outside_fences(kind_part, "### ")[1:]]
    return found


def _outside_fences(text: str, mark: str) -> list[str]:
    """`text` parted before each line that begins with `mark` and stands in no fence."""
    parts: list[list[str]] = [[]]
    fence = ""
    for line in text.splitlines(keepends=True):
        if match := re.match(r"`{3,}", line):
            fence = "" if fence and line.strip() == fence else fence or match[0]
        if not fence and line.startswith(mark):
            parts.append([])
        parts[-1].append(line)
    return ["".join(part) for part in parts]


def _case(rule: str, kind: str, text: str) -> Case:
    case = Case(rule, kind, text.splitlines()[0].removeprefix("### ").strip())
    for match in FENCE.finditer(text):
        language, *words = match[2].split()
        options = dict(word.split("=", 1) for word in words if "=" in word)
        content = match[3]
        if language == "expect":
            case.expected += [line for line in _text(content, words).splitlines() if line.strip()]
        elif language == "toml":
            case.config += content
        elif language == "files":
            case.files |= dict.fromkeys(_text(content, words).splitlines(), b"")
        elif language == "web":
            case.web += content.splitlines()
        elif language == "po":
            header = catalog_header(options) if "header" in words else b""
            case.files[catalog_path(options)] = header + _data(content, words)
        elif language in ("yaml", "json", "csv", "xml"):
            case.files[options["path"]] = _data(content, words)
        else:
            path = f"{options.get('locale', 'en-US')}/{options.get('path', 'page.md')}"
            if "symlink" in words:
                case.symlinks[path] = content.strip()
            else:
                case.files[path] = _data(content, words)
    return case


def catalog_path(options: Mapping[str, str]) -> str:
    """The path of a catalog in a fence with these info words."""
    path = options.get("path", "page")
    if path.endswith((".po", ".pot")):
        return path
    return f"locales/{catalog_folder(options['locale'])}/LC_MESSAGES/content/{path}.po"


def catalog_header(options: Mapping[str, str]) -> bytes:
    """What `header` puts before the content of such a fence."""
    language = catalog_folder(options["locale"])
    content = "Content-Type: text/plain; charset=UTF-8"
    return f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"{content}\\n"\n\n'.encode()


def _data(content: str, words: list[str]) -> bytes:
    return _escaped(content) if "escaped" in words else content.encode()


def _text(content: str, words: list[str]) -> str:
    return _data(content, words).decode()


def _escaped(content: str) -> bytes:
    """Text with Python escapes as bytes; `\\xff` above 0x7f stands for that byte."""
    text = content.removesuffix("\n").encode("ascii").decode("unicode_escape")
    return b"".join(bytes([ord(char)]) if 0x7F < ord(char) <= 0xFF else char.encode() for char in text)


def run(case: Case, folder: Path) -> list[str]:
    """What the rule says about the case's pages, as expectation lines."""
    targets = "".join(_TARGET.replace("LOCALE", locale) for locale in _TARGETS)
    (folder / "playbook-lint.toml").write_text(_CONTENT + case.config + _SOURCE + targets, encoding="utf-8")
    for path in (*case.files, *case.symlinks):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    for path, data in case.files.items():
        if path.endswith("/"):
            (folder / path).mkdir(exist_ok=True)
        else:
            (folder / path).write_bytes(data)
    for path, destination in case.symlinks.items():
        (folder / path).symlink_to(destination)
    config = load_config(folder)
    scope = registry.get(case.rule).RULE.scope
    if scope is not Scope.SUPPRESSIONS:
        config = config.with_selection([case.rule], [])
    project = Project(config)
    context = context_for(config, TODAY)
    if scope is Scope.WEB:
        found = check_links(project, context, project.discover(), _ask(case))[0].findings
    else:
        found = check(project, context, project.discover(catalogs=True), complete=True).findings
    is_of_catalogs = scope in (Scope.CATALOG, Scope.CATALOGS)
    kinds = [kind_of(path) for path in (*case.files, *case.symlinks)]
    several = sum(kind is not None and (kind == "catalog") == is_of_catalogs for kind in kinds) > 1
    return [_line(finding, several) for finding in found if finding.rule == case.rule]


def _ask(case: Case) -> Ask:
    """Answers from the case's own web; it knows nothing of other addresses."""
    moment = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC).timestamp()
    answers = dict(_known(*line.split(), moment=moment) for line in case.web)

    def ask(wanted: Mapping[str, frozenset[str]]) -> Answers:
        assert set(answers) <= set(wanted), "the web is about addresses that no page has"
        unknown = {url: Known(Outcome(url, State.UNKNOWN), moment) for url in wanted}
        known = {url: replace(known, fragments=wanted[url]) for url, known in answers.items()}
        return Answers({**unknown, **known}, LinkCounts(len(wanted), len(known), 0), moment)

    return ask


def _known(url: str, answer: str, *more: str, moment: float) -> tuple[str, Known]:
    """What a line such as `https://example.com/a 404 since 2026-06-12 runs 2` says.

    The answer is an HTTP status, `timeout`, or `private` for an address that is not asked. More comes in pairs:
    `for-good` or `for-now` and an address that it redirects to, `has` and the names of places in the page.
    """
    of = dict(zip(more[::2], more[1::2], strict=True))
    if answer == "private":
        outcome = Outcome(url, State.REFUSED, None, Reason.ADDRESS, f"`{host_of(url)}` has a private address")
    elif answer == "timeout":
        outcome = Outcome(url, State.BROKEN, None, Reason.TIMEOUT, "the host does not answer in time")
    elif answer.startswith("2"):
        places = frozenset(of["has"].split(",")) if "has" in of else None
        location = of.get("for-good") or of.get("for-now") or ""
        outcome = Outcome(url, State.WORKING, int(answer), None, "", location, "for-good" in of, places)
    else:
        outcome = Outcome(url, State.BROKEN, int(answer), Reason.STATUS)
    since = datetime.fromisoformat(of["since"]).replace(tzinfo=UTC).timestamp() if "since" in of else moment
    return url, Known(outcome, moment, first_broken=since, broken_runs=int(of.get("runs", 1)))


def _line(finding: Finding, several: bool) -> str:
    start, end = finding.place
    message = registry.get(finding.rule).RULE.render(finding.arguments)
    prefix = f"{finding.path}:" if several else ""
    return f"{prefix}{start.line}:{start.column}-{end.line}:{end.column} {message}"
