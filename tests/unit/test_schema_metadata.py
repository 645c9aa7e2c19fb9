"""Metadata against the metadata schema: every keyword, the rule it speaks for, and where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.facts import NO_METADATA, Metadata, Value, YamlError
from playbook_lint.schema.dates import format_date, parse_date, shifted
from playbook_lint.schema.load import load_schemas
from playbook_lint.schema.metadata import MetadataSchema
from playbook_lint.schema.validator import UnusableSchemaError
from playbook_lint.schema.violations import Violation
from playbook_lint.source import Span

TODAY = date(2026, 3, 31)
FENCE = Span(0, 3)
GOOD: dict[str, object] = {
    "title": "Conduct the kickoff",
    "description": "How to prepare and hold the first meeting with a customer.",
    "author": "Ada Example",
    "ms.author": "v-adexam",
    "manager": "grexam",
    "ms.date": "3/9/2026",
    "ms.topic": "partner-playbook",
    "ms.prod": "non-product-specific",
    "ms.custom": "partner-playbook",
    "ft.audience": "partner",
    "ft.owner": "grexam",
}


def value(key: str, data: object, at: int) -> Value:
    """A value whose key stands at `at` and whose text ten further; members follow in steps of one."""
    items = tuple(value(key, item, at + 1 + n) for n, item in enumerate(data)) if isinstance(data, list) else ()
    fields = (
        tuple(value(name, item, at + 1 + n) for n, (name, item) in enumerate(data.items()))
        if isinstance(data, dict)
        else ()
    )
    return Value(key, Span(at, at + 5), data, Span(at + 10, at + 15), items, fields)


def metadata(data: dict[str, object], *errors: YamlError) -> Metadata:
    """Front matter whose n-th key stands at offset 100 * n."""
    values = tuple(value(key, item, 100 * n) for n, (key, item) in enumerate(data.items(), start=1))
    return Metadata(present=True, span=Span(0, 5000), body=5001, values=values, errors=errors)


def check(schema: dict[str, Any], data: dict[str, object]) -> list[tuple[str, Span, dict[str, object]]]:
    found = MetadataSchema(schema).violations(metadata(data), TODAY)
    return [(violation.rule, violation.span, dict(violation.arguments)) for violation in found]


def shipped(**changes: object) -> tuple[Violation, ...]:
    """The violations of the good metadata with changes; `__` in a name stands for a dot."""
    data = GOOD | {key.replace("__", "."): item for key, item in changes.items()}
    return load_schemas().metadata.violations(metadata(data), TODAY)


class TestShippedSchema:
    def test_good_metadata(self) -> None:
        assert shipped() == ()

    @pytest.mark.parametrize("key", GOOD)
    def test_every_key_is_required(self, key: str) -> None:
        data = {name: item for name, item in GOOD.items() if name != key}
        (violation,) = load_schemas().metadata.violations(metadata(data), TODAY)
        assert (violation.rule, violation.span) == ("missing-attribute", FENCE)
        assert violation.arguments == {"attribute": key}

    @pytest.mark.parametrize("text", ["3/31/2026", "03/09/2026", "12/1/2019"])
    def test_dates_with_parts_of_one_or_two_digits(self, text: str) -> None:
        assert shipped(ms__date=text) == ()

    @pytest.mark.parametrize(
        "text", ["5/2/19", "2019-05-02", "02.05.2019", "13/1/2019", "2/29/2019", "10/018/2019", "٣/١/2019"]
    )
    def test_other_forms_and_days_that_do_not_exist(self, text: str) -> None:
        (violation,) = shipped(ms__date=text)
        assert violation.rule == "date-format-invalid"
        assert violation.arguments == {"attribute": "ms.date", "value": text, "format": "M/d/yyyy"}

    def test_a_date_in_the_future(self) -> None:
        (violation,) = shipped(ms__date="4/1/2026")
        assert violation.rule == "date-out-of-range"
        assert violation.arguments == {
            "case": "too-late",
            "attribute": "ms.date",
            "value": "4/1/2026",
            "limit": "3/31/2026",
        }

    @pytest.mark.parametrize("text", ["internal", "partner", "internal,partner", "partner, internal"])
    def test_audiences(self, text: str) -> None:
        assert shipped(ft__audience=text) == ()

    @pytest.mark.parametrize("text", ["Partner", "partners", "internal partner", "partner,partner", "public"])
    def test_other_audiences(self, text: str) -> None:
        (violation,) = shipped(ft__audience=text)
        assert violation.rule == "invalid-value"
        assert violation.arguments["form"] == "`internal`, `partner` or `internal, partner`"

    @pytest.mark.parametrize("key", ["ms.author", "manager", "ft.owner"])
    @pytest.mark.parametrize("text", ["Ada Example", "v_ada", "Ada", "-ada", "ada@example.com"])
    def test_what_is_no_alias(self, key: str, text: str) -> None:
        (violation,) = shipped(**{key: text})
        assert (violation.rule, violation.arguments["case"], violation.arguments["value"]) == (
            "invalid-value",
            "form",
            text,
        )

    @pytest.mark.parametrize(("text", "case", "limit"), [("H", "too-short", 2), ("x" * 121, "too-long", 120)])
    def test_title_lengths(self, text: str, case: str, limit: int) -> None:
        (violation,) = shipped(title=text)
        assert violation.rule == "string-length-invalid"
        assert violation.arguments == {"case": case, "attribute": "title", "length": len(text), "limit": limit}

    def test_a_misspelt_key(self) -> None:
        (violation,) = shipped(ms__autor="v-adexam")
        assert (violation.rule, violation.span) == ("unknown-field", Span(1200, 1205))
        assert violation.arguments == {"attribute": "ms.autor", "suggestion": "ms.author"}

    def test_keys_of_other_documentation_are_known(self) -> None:
        assert shipped(ms__reviewer="grexam", ms__collection=["one", "two"], keywords="a, b") == ()

    def test_translatable_keys(self) -> None:
        assert load_schemas().metadata.translatable_keys == ("title", "description")


class TestKeywords:
    def test_type(self) -> None:
        schema = {"properties": {"a": {"type": "string"}, "b": {"type": ["array", "boolean"]}}}
        assert check(schema, {"a": ["x"], "b": 1}) == [
            ("unexpected-type", Span(110, 115), {"attribute": "a", "expected": "text", "actual": "a list"}),
            (
                "unexpected-type",
                Span(210, 215),
                {"attribute": "b", "expected": "a list or `true` or `false`", "actual": "a whole number"},
            ),
        ]

    def test_enum(self) -> None:
        ((rule, span, arguments),) = check({"properties": {"a": {"enum": ["guide", "process"]}}}, {"a": "proces"})
        assert (rule, span) == ("invalid-value", Span(110, 115))
        assert arguments == {
            "case": "allowed",
            "attribute": "a",
            "value": "proces",
            "allowed": ["guide", "process"],
            "suggestion": "process",
        }

    def test_a_keyword_without_a_form_in_words_gives_the_validators_reason(self) -> None:
        ((rule, _, arguments),) = check({"properties": {"a": {"maximum": 5}}}, {"a": 7})
        assert (rule, arguments["case"], arguments["value"]) == ("invalid-value", "other", "7")
        assert "maximum" in str(arguments["reason"])

    def test_items_and_fields_are_named_and_placed(self) -> None:
        schema = {
            "properties": {"a": {"items": {"type": "string"}}, "b": {"required": ["c"], "additionalProperties": False}}
        }
        assert check(schema, {"a": ["x", 2], "b": {"d": 1}}) == [
            ("unexpected-type", Span(112, 117), {"attribute": "a[1]", "expected": "text", "actual": "a whole number"}),
            ("missing-attribute", Span(200, 205), {"attribute": "b.c"}),
            ("unknown-field", Span(201, 206), {"attribute": "b.d", "suggestion": None}),
        ]

    def test_keys_that_are_forbidden(self) -> None:
        schema = {"properties": {"type": False, "a": {"additionalProperties": False}}}
        assert check(schema, {"type": 1, "a": {"b": 1}}) == [
            ("unknown-field", Span(100, 105), {"attribute": "type", "suggestion": None}),
            ("unknown-field", Span(201, 206), {"attribute": "a.b", "suggestion": None}),
        ]

    def test_property_names(self) -> None:
        assert check({"propertyNames": {"pattern": "^ms[.]"}}, {"ms.a": 1, "b": 2}) == [
            ("unknown-field", Span(200, 205), {"attribute": "b", "suggestion": None})
        ]

    @pytest.mark.parametrize(
        ("keyword", "distance", "text", "expected"),
        [
            ("relativeMinDate", -30, "2026-03-01", None),
            ("relativeMinDate", -30, "2026-02-28", ("too-early", "2026-03-01")),
            ("relativeMinDate", "-P1M", "2026-02-28", None),
            ("relativeMinDate", "-P1M", "2026-02-27", ("too-early", "2026-02-28")),
            ("relativeMaxDate", "P1Y2W", "2027-04-14", None),
            ("relativeMaxDate", "P1Y2W", "2027-04-15", ("too-late", "2027-04-14")),
        ],
    )
    def test_relative_dates(self, keyword: str, distance: object, text: str, expected: tuple[str, str] | None) -> None:
        found = check({"properties": {"a": {"dateFormat": "yyyy-MM-dd", keyword: distance}}}, {"a": text})
        assert [(arguments["case"], arguments["limit"]) for _, _, arguments in found] == (
            [expected] if expected else []
        )

    def test_the_day_is_not_remembered(self) -> None:
        schema = MetadataSchema({"properties": {"a": {"dateFormat": "yyyy-MM-dd", "relativeMaxDate": 0}}})
        page = metadata({"a": "2026-04-01"})
        assert len(schema.violations(page, TODAY)) == 1
        assert schema.violations(page, date(2026, 4, 1)) == ()

    def test_either(self) -> None:
        schema = {"either": [["a", "b"], ["c", "d"]]}
        assert check(schema, {"a": 1, "c": 1, "d": 1}) == []
        assert check(schema, {"c": 1}) == [("missing-either-attribute", FENCE, {"attributes": ["a", "b"]})]

    def test_precludes(self) -> None:
        schema = {"precludes": [["a", "b"]]}
        assert check(schema, {"a": 1}) == []
        assert check(schema, {"a": 1, "x": 1, "b": 1}) == [
            ("precluded-attributes", Span(300, 305), {"attributes": ["a", "b"]})
        ]

    def test_enum_dependencies(self) -> None:
        schema = {"enumDependencies": {"kind": {"guide": {"level": {"easy": None, "hard": None}}, "index": None}}}
        assert check(schema, {"kind": "guide", "level": "easy"}) == []
        assert check(schema, {"kind": "index", "level": "other"}) == []
        assert check(schema, {"kind": "guide"}) == []
        assert check(schema, {"kind": "guide", "level": "hart"}) == [
            (
                "invalid-paired-attribute",
                Span(200, 205),
                {
                    "attribute": "level",
                    "value": "hart",
                    "other": "kind",
                    "other_value": "guide",
                    "allowed": ["easy", "hard"],
                    "suggestion": "hard",
                },
            )
        ]

    @pytest.mark.parametrize(("replacement", "case"), [("new", "replaced"), ("", "removed")])
    def test_replaced_by(self, replacement: str, case: str) -> None:
        assert check({"properties": {"old": {"replacedBy": replacement}}}, {"old": "x"}) == [
            ("attribute-deprecated", Span(100, 105), {"case": case, "attribute": "old", "replacement": replacement})
        ]

    def test_docset_unique(self) -> None:
        assert MetadataSchema({"docsetUnique": ["title"]}).unique_keys == ("title",)

    def test_a_schema_is_never_fetched(self) -> None:
        with pytest.raises(UnusableSchemaError, match="disabled"):
            MetadataSchema({"$ref": "http://schemas.example.com/page.json"}).check()


class TestWhatIsRead:
    def test_a_key_without_a_value_is_missing_there(self) -> None:
        assert check({"required": ["a"]}, {"b": 1, "a": None}) == [
            ("missing-attribute", Span(200, 205), {"attribute": "a"})
        ]

    def test_the_last_of_a_duplicated_key_counts(self) -> None:
        first, second = value("a", "x", 100), value("a", 5, 200)
        page = Metadata(present=True, span=Span(0, 900), body=901, values=(first, second))
        (violation,) = MetadataSchema({"properties": {"a": {"type": "string"}}}).violations(page, TODAY)
        assert violation.span == second.span

    @pytest.mark.parametrize("kind", ["syntax", "not-object", "unclosed"])
    def test_metadata_that_cannot_be_read_is_not_judged(self, kind: str) -> None:
        page = metadata({}, YamlError(kind, Span(0, 1), ""))
        assert MetadataSchema({"required": ["a"]}).violations(page, TODAY) == ()

    def test_a_page_without_metadata_is_another_rules_affair(self) -> None:
        assert MetadataSchema({"required": ["a"]}).violations(NO_METADATA, TODAY) == ()


PATTERNS = st.sampled_from(["M/d/yyyy", "dd.MM.yyyy", "yyyy-MM-dd", "d/M/yyyy"])


class TestDates:
    @given(st.dates(), PATTERNS)
    def test_what_is_written_is_read_again(self, day: date, pattern: str) -> None:
        assert parse_date(format_date(day, pattern), pattern) == day

    @given(st.dates(), st.one_of(st.integers(-200_000, 200_000), st.from_regex(r"-?P[0-9]{1,4}[YMWD]", fullmatch=True)))
    def test_no_distance_leaves_the_calendar(self, day: date, distance: int | str) -> None:
        moved = shifted(day, distance)
        assert (moved < day) <= str(distance).startswith("-")

    def test_a_month_later_is_at_most_its_last_day(self) -> None:
        assert shifted(date(2024, 1, 31), "P1M") == date(2024, 2, 29)
        assert shifted(date(2024, 3, 31), "-P1M1D") == date(2024, 2, 28)
