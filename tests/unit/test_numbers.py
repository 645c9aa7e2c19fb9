"""Which numbers are the same in two languages, and which only look like it."""

from __future__ import annotations

import time

import pytest

from playbook_lint.l10n.numbers import difference
from playbook_lint.l10n.task_ids import task_ids


def differing(source: str, target: str, locale: str) -> tuple[list[str], list[str]] | None:
    found = difference(source, target, None, ("en-US", locale))
    return found and ([one.text for one in found.missing], [one.text for one in found.extra])


@pytest.mark.parametrize(
    ("source", "target", "locale"),
    [
        ("10,000 seats", "10.000 Plätze", "de"),
        ("10,000 seats", "10\u00a0000 places", "fr"),
        ("10k seats", "10.000 Plätze", "de"),
        ("10,000 seats", "10 mil licenças", "pt-BR"),
        ("100,000 users", "10万人", "ja"),
        ("100,000 users", "1,00,000 लोग", "hi"),
        ("1,234.56", "1.234,56", "de"),
        ("1.5 million", "1,5 Mio. Nutzer", "de"),
        ("1,500,000", "1,5 Millionen", "de"),
        ("$1.2B", "1,2 Mrd. $", "de"),
        ("3.50", "3,5", "es"),
        ("50% of", "50\u00a0% de", "es"),
        ("2:30 PM", "14.30 Uhr", "de"),
        ("2 PM", "午後2時", "ja"),
        ("2 PM", "下午2:00", "zh-CN"),
        ("May 12, 2020", "12.05.2020", "de"),
        ("12 May 2020", "12 de mayo de 2020", "es"),
        ("5/12/2020", "2020年5月12日", "zh-CN"),
        ("15 users", "١٥ مستخدم", "ar"),
        ("１５ users", "15人", "ja"),
        ("365 days", "365日間有効", "ja"),
        ("24 hours", "24시간", "ko"),
        ("14 days", "十四天", "zh-CN"),
        ("from 0 to 250000", "取值范围 [0,250000]", "zh-CN"),
        ("Day 10 of 20", "第十天，共二十天", "zh-CN"),
        ("20-fold", "20fach", "de"),
        ("two weeks", "2 Wochen", "de"),
        ("FY20", "GJ 2020", "de"),
        ("You may do 3 things", "Você pode fazer 3 coisas", "pt-BR"),
    ],
)
def test_the_same_numbers(source: str, target: str, locale: str) -> None:
    assert differing(source, target, locale) is None
    assert difference(target, source, None, (locale, "en-US")) is None


@pytest.mark.parametrize(
    ("source", "target", "locale", "missing", "extra"),
    [
        ("10,000 seats", "1.000 Plätze", "de", "10,000", "1.000"),
        ("10,000 seats", "10,00 Plätze", "de", "10,000", "10,00"),
        ("10,000 seats", "10 Plätze", "de", "10,000", "10"),
        ("100,000 users", "100 usuários", "pt-BR", "100,000", "100"),
        ("100,000 users", "100万人", "ja", "100,000", "100"),
        ("3.5 hours", "35 Stunden", "de", "3.5", "35"),
        ("2 PM", "15:00", "de", "2", "15"),
        ("May 12", "12. Juni", "de", "May", "Juni"),
        ("3 weeks", "2 semanas", "es", "3", "2"),
        ("0.2500 of it", "0,2505 davon", "de", "0.2500", "0,2505"),
        ("version 1.2.3", "Version 1.2.4", "de", "1.2.3", "1.2.4"),
        ("Windows 10 and cars", "Windows und Autos", "de", "10", None),
        ("Office 365 and Apps 365", "Office und Apps 365", "de", "365", None),
        ("14 days", "十五天", "zh-CN", "14", None),
        ("15 users", "٥١ مستخدم", "ar", "15", "٥١"),
    ],
)
def test_other_numbers(source: str, target: str, locale: str, missing: str, extra: str | None) -> None:
    assert differing(source, target, locale) == ([missing], [extra] if extra else [])


@pytest.mark.parametrize("locale", ["", "tlh"])
def test_a_locale_that_nobody_knows_reads_both_ways(locale: str) -> None:
    assert difference("10,000 seats", "10.000 quSDaq", None, ("", locale)) is None
    assert difference("10,000 seats", "12.000 quSDaq", None, ("", locale))


@pytest.mark.parametrize("text", ["1," * 20_000, "1" * 40_000, "1 000 " * 6_000, "{" * 40_000, "am " * 9_000 + "5"])
def test_huge_texts_take_little_time(text: str) -> None:
    began = time.monotonic()
    difference(text, f"x 14 {text}", None, ("en-US", "de"))
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("See task 3268 now", ["3268"]),
        ("Tasks 3268, 3269 and 3270", ["3268", "3269", "3270"]),
        ("Task IDs: 3268/3269", ["3268", "3269"]),
        ("[3268](https://example.com/a)", ["3268"]),
        ("task 1,500 seats", []),
        ("1500 seats in room 3268", []),
    ],
)
def test_ids_of_tasks(text: str, ids: list[str]) -> None:
    assert list(task_ids(text, ("Task ID",))) == ids
