"""What the rules about malformed links correct by themselves, and what they leave to a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook_lint.config import load_config
from playbook_lint.engine import check
from playbook_lint.fixes import fixed_text
from playbook_lint.project import Project
from playbook_lint.run import context_for

CONFIG = """
content = ["en-US"]
select = ["RULE"]
[source]
locale = "en-US"
pages = ["en-US/{page}.md"]
[links]
site = ["https://docs.example.com/"]
[rules]
insecure-destination = { hosts = ["example.com"] }
hard-coded-locale = { hosts = ["example.com"] }
"""
A = "https://example.com/a"


def findings(folder: Path, rule: str, text: str) -> tuple[int, str]:
    """How many diagnostics of `rule` the page has, and the page after one round of fixes."""
    (folder / "playbook-lint.toml").write_text(CONFIG.replace("RULE", rule), encoding="utf-8")
    (folder / "en-US").mkdir(exist_ok=True)
    (folder / "en-US" / "page.md").write_text(text, encoding="utf-8", newline="")
    config = load_config(folder)
    project = Project(config)
    found = check(project, context_for(config), project.discover(), complete=True).findings
    return len(found), fixed_text(text, [finding.fix for finding in found if finding.fix])


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("scheme-misspelled", "[a](hhttps://example.com/a)", f"[a]({A})"),
        ("scheme-misspelled", "[https//example.com/a](https//example.com/a 'a')", f"[{A}]({A} 'a')"),
        ("scheme-misspelled", "<htps://example.com/a>", f"<{A}>"),
        ("scheme-misspelled", "[a]: <%20https: //example.com/a> 'a'\n", f"[a]: <{A}> 'a'\n"),
        ("scheme-misspelled", "> <img src='http:/https://example.com/a'>\n", f"> <img src='{A}'>\n"),
        ("parentheses-doubled", f"[a](({A}))", f"[a]({A})"),
        ("parentheses-doubled", f"[a](({A})", f"[a]({A})"),
        ("parentheses-doubled", f"[a]({A})).", f"[a]({A})."),
        ("link-not-rendered", '[a](the plan.md "The plan")', '[a](the%20plan.md "The plan")'),
        ("link-not-rendered", "> [a](the  map\n> ![a](the map.png#b c)", "> [a](the  map\n> ![a](the%20map.png#b%20c)"),
        ("link-not-rendered", "[a](http : // example.com/a)", "[a](http://example.com/a)"),
        ("link-not-rendered", f"[a]({A} “The plan”)", f'[a]({A} "The plan")'),
        ("link-not-rendered", "# The keys\n\n[a](#The keys)", "# The keys\n\n[a](#the-keys)"),
        ("link-not-rendered", f"[a] ({A})", f"[a]({A})"),
        ("link-not-rendered", f"(a)[{A}]", f"[a]({A})"),
        ("link-not-rendered", f"See [a]({A}, then\ngo.", f"See [a]({A}), then\ngo."),
        ("link-not-rendered", f"見[a]（{A}）。", f"見[a]({A})。"),
        ("backslash-in-destination", "![a](media\\maps\\a.png)", "![a](media/maps/a.png)"),
        ("backslash-in-destination", "![a](media\\\\a.png)", "![a](media/a.png)"),
        ("percent-encoding-invalid", "[a](<a b c.md>)", "[a](<a%20b%20c.md>)"),
        ("percent-encoding-invalid", "[a](100%.md)", "[a](100%25.md)"),
        ("percent-encoding-invalid", f"[{A}%20%20]({A}%20%20)", f"[{A}]({A})"),
        ("percent-encoding-invalid", f"<{A}%E2%80%8B?b=%E2%80%8B>", f"<{A}?b=%E2%80%8B>"),
        ("insecure-destination", "[http://example.com/a](http://example.com/a)", f"[{A}]({A})"),
        ("docs-link-absolute", "[a](https://docs.example.com/page#b)", "[a](page.md#b)"),
        ("hard-coded-locale", "<https://example.com/en-us/a>", f"<{A}>"),
        ("reference-undefined", "[aa][hand book]\n\n[handbook]: a\n", "[aa][handbook]\n\n[handbook]: a\n"),
        ("definition-duplicated", "[a]: b\r\n[A]: b\r\ntext\r\n", "[a]: b\r\ntext\r\n"),
        ("definition-duplicated", "[a]: b\n\n[a]: b", "[a]: b\n\n"),
    ],
)
def test_a_fix_ends_the_finding(tmp_path: Path, rule: str, before: str, after: str) -> None:
    assert findings(tmp_path, rule, before) == (1, after)
    assert findings(tmp_path, rule, after) == (0, after)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("scheme-misspelled", "[a](hhttps://example.com/a\\_b)"),
        ("scheme-misspelled", "[a](hhttps://exam\u200bple.com)"),
        ("link-not-rendered", "[a](https://example.com /a)"),
        ("link-not-rendered", "[a](https://example. com/a)"),
        ("link-not-rendered", "[a](https://example.com/ a.pdf)"),
        ("link-not-rendered", f"[a]({A} Read this)"),
        ("link-not-rendered", f"[a]({A} 'b)"),
        ("link-not-rendered", "[a](#no such heading)"),
        ("link-not-rendered", f"[a [b](c.md)]({A})"),
        ("link-not-rendered", f"|a|b|\n|-|-|\n|[a]({A}?b|c)|"),
        ("backslash-in-destination", "[a](media\\a(b).md)"),
        ("percent-encoding-invalid", "[a](https://example.com/100%)"),
        ("percent-encoding-invalid", "[a](https://example.com/a%2520b)"),
        ("percent-encoding-invalid", "[a](<a b\\_c.md>)"),
        ("insecure-destination", "[a](http://example.com:80/a)"),
        ("reference-undefined", "[aa][manual]\n\n[handbook]: a\n"),
        ("definition-duplicated", "[a]: b\n[a]: c\n"),
        ("definition-duplicated", "[a]: b\n> [a]: b\n"),
    ],
)
def test_what_is_not_sure_is_left_to_a_person(tmp_path: Path, rule: str, text: str) -> None:
    assert findings(tmp_path, rule, text) == (1, text)
