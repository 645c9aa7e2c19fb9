"""Schema folders: the shipped one, a team's own, and one clear sentence for every mistake."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from playbook_lint.resources import data_dir
from playbook_lint.schema.document import SchemaError
from playbook_lint.schema.load import Schemas, load_schemas
from playbook_lint.schema.page_types import LabelLineSpec, PageType

PAGE_TYPE = """\
name: recipe
description: How to cook.
match: {paths: [recipe-*]}
sections:
  - {heading: Overview, level: 2}
"""
FILES = sorted(path.relative_to(data_dir("schemas")) for path in data_dir("schemas").glob("**/*.yaml"))


def folder(tmp_path: Path, **files: str) -> Path:
    """A schema folder; in the names `__` stands for `/` and a missing suffix for `.yaml`."""
    for name, text in files.items():
        path = tmp_path / "schemas" / (name.replace("__", "/").replace("_", "-") + ".yaml")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "schemas"


def error_of(path: Path) -> str:
    with pytest.raises(SchemaError) as caught:
        load_schemas(path)
    return str(caught.value)


class TestShipped:
    def test_every_family_of_pages_has_its_type(self) -> None:
        schemas = load_schemas()
        types = {
            "assess-conduct-review": "process",
            "multiple-phases-onboarding": "process",
            "phase-assess": "phase",
            "l1l2l3-blocked": "status-overview",
            "l1l2l3-blocked-legal": "status-reason",
            "l1l2l3-list": "status",
            "guidance-notes": "guidance",
            "status-guidance-reasons": "guidance",
            "approach-modern": "approach",
            "resources-links": "resources",
            "index": "index",
            "team/index": "index",
            "phases-landing": "landing",
        }
        found = {page: page_type and page_type.name for page in types if (page_type := schemas.page_type_for(page, {}))}
        assert found == types
        assert schemas.page_type_for("something-else", {}) is None

    def test_a_process_page_has_labelled_steps_with_tasks(self) -> None:
        process = load_schemas().page_types["process"]
        approach = next(section for section in process.sections if section.heading == "Approach")
        (step,) = approach.sections
        assert step.any_heading
        assert step.labels is not None
        assert step.labels.stacked
        assert step.labels.lines[0] == LabelLineSpec(("Primary Role",), "role", list=True)
        assert [section.table for section in step.sections] == ["tasks"]
        assert process.forbids_others
        assert step.forbids_others

    def test_file_names_and_phases(self) -> None:
        process = load_schemas().page_types["process"]
        assert process.file_name is not None
        assert process.file_name.pattern.fullmatch("assess-review--partner")
        assert not process.file_name.pattern.fullmatch("Assess_review")
        assert process.phases_of("guides/assess-review") == ("Assess",)
        assert process.phases_of("multiple-phases-help") == ("Multiple Phases", "Automated Onboarding Phases")
        assert process.phases_of("assessment") == ()

    @pytest.mark.parametrize("file", FILES, ids=str)
    def test_every_file_names_its_meta_schema_for_editors(self, file: Path) -> None:
        path = data_dir("schemas") / file
        match = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        assert match
        meta = json.loads((path.parent / match[1]).read_text("utf-8"))
        assert meta["$id"].startswith("urn:playbook-lint:schema:")

    @pytest.mark.parametrize("keyword", ["dateFormat", "relativeMinDate", "relativeMaxDate", "either", "precludes"])
    def test_extension_keywords_are_described(self, keyword: str) -> None:
        meta = json.loads((data_dir("schemas") / "meta" / "metadata.schema.json").read_text("utf-8"))
        assert meta["properties"][keyword]["description"]


class TestMatching:
    @pytest.mark.parametrize(
        ("glob", "page_id", "matches"),
        [
            ("assess-*", "assess-x", True),
            ("assess-*", "deep/er/assess-x", True),
            ("assess-*", "assess-x/page", False),
            ("guides/*", "guides/a", True),
            ("guides/*", "guides/a/b", False),
            ("guides/**", "guides/a/b", True),
            ("**/faq", "faq", True),
            ("**/faq", "a/b/faq", True),
            ("a?c", "abc", True),
            ("a.c", "abc", False),
        ],
    )
    def test_globs(self, glob: str, page_id: str, matches: bool) -> None:
        assert PageType("t", "", "", paths=(glob,)).matches(page_id, {}) is matches

    def test_metadata_narrows_the_match(self) -> None:
        page_type = PageType("t", "", "", paths=("a-*",), metadata=(("ms.topic", ("playbook", "guide")),))
        assert page_type.matches("a-b", {"ms.topic": "guide"})
        assert not page_type.matches("a-b", {"ms.topic": "other"})
        assert not page_type.matches("a-b", {"ms.topic": ["guide"]})
        assert not page_type.matches("b-b", {"ms.topic": "guide"})

    def test_the_highest_priority_wins_and_the_others_are_told(self) -> None:
        shipped = load_schemas()
        names = [page_type.name for page_type in shipped.candidates("l1l2l3-blocked", {})]
        assert names == ["status-overview", "status"]


class TestOwnFolder:
    def test_a_folder_stands_alone(self, tmp_path: Path) -> None:
        schemas = load_schemas(folder(tmp_path, terms="section: [Overview]\n", page_types__recipe=PAGE_TYPE))
        assert list(schemas.page_types) == ["recipe"]
        assert schemas.page_types["recipe"].path == "schemas/page-types/recipe.yaml"
        assert schemas.tables == {}
        assert schemas.vocabulary.words("section") == ("Overview",)
        assert schemas.metadata.schema == {}

    def test_a_folder_that_extends_adds_and_replaces_by_name(self, tmp_path: Path) -> None:
        index = "name: index\ndescription: Mine.\nmatch: {paths: [start]}\nlabels: {lines: [{label: Chef}]}\n"
        terms = "label: [Chef]\nservice: [{term: Intune, also: [Tune]}]\n"
        tables = "updates: {columns: [{heading: Date, type: date}]}\n"
        own = folder(
            tmp_path,
            schemas="extends: playbook\n",
            terms=terms,
            tables=tables,
            page_types__i=index,
            page_types__r=PAGE_TYPE,
        )
        shipped, schemas = load_schemas(), load_schemas(own)
        assert set(schemas.page_types) == {*shipped.page_types, "recipe"}
        assert schemas.page_types["index"].description == "Mine."
        assert len(schemas.tables["updates"].columns) == 1
        assert schemas.vocabulary.words("label") == (*shipped.vocabulary.words("label"), "Chef")
        assert schemas.vocabulary.words("service") == shipped.vocabulary.words("service")
        assert ("Tune",) in {term.also for term in schemas.vocabulary.kinds["service"]}
        assert schemas.metadata.schema == shipped.metadata.schema
        assert schemas.folder == own

    def test_an_own_metadata_schema_replaces_the_shipped_one(self, tmp_path: Path) -> None:
        own = folder(tmp_path, schemas="extends: playbook\n")
        (own / "metadata.schema.json").write_text('{"required": ["owner"]}', "utf-8")
        assert load_schemas(own).metadata.schema == {"required": ["owner"]}

    def test_the_schema_of_tables_of_contents_is_the_shipped_one_or_its_own(self, tmp_path: Path) -> None:
        shipped = load_schemas().toc.schema
        assert shipped["$id"] == "urn:playbook-lint:schema:toc"
        assert load_schemas(folder(tmp_path / "alone", terms="section: [Overview]\n")).toc.schema == shipped
        own = folder(tmp_path, schemas="extends: playbook\n")
        assert load_schemas(own).toc.schema == shipped
        (own / "toc.schema.json").write_text('{"type": "array"}', "utf-8")
        assert load_schemas(own).toc.schema == {"type": "array"}

    def test_every_key_of_tables_of_contents_is_described(self) -> None:
        schema = load_schemas().toc.schema
        keys = {**schema["properties"], **schema["$defs"]["entry"]["properties"]}
        for key, rule in keys.items():
            definition = schema["$defs"].get(rule.get("$ref", "").rpartition("/")[2], {})
            assert rule.get("description") or definition.get("description"), key

    def test_an_empty_file_is_no_mapping(self, tmp_path: Path) -> None:
        assert error_of(folder(tmp_path, terms="")) == "schemas/terms.yaml:1: the file must be a table"


class TestMistakes:
    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("level: 2", "levl: 2", "5: unknown key `sections[0].levl`; did you mean `level`?"),
            ("level: 2", "level: two", "5: `sections[0].level` must be a whole number or a list"),
            ("level: 2", "level: 7", "5: `sections[0].level` must be at most 6"),
            ("match: {paths: [recipe-*]}\n", "", "1: the file lacks the key `match`"),
            ("name: recipe", "name: Recipe", "1: `name` must be lower-case words joined by hyphens, not `Recipe`"),
            (
                "Overview",
                "Overveiw",
                "5: `sections[0].heading` names the unknown section term `Overveiw`; did you mean `Overview`?",
            ),
            (
                "level: 2",
                "level: 2, table: task",
                "5: `sections[0].table` names the unknown kind of table `task`; did you mean `tasks`?",
            ),
            (
                "sections:",
                "update-table: update\nsections:",
                "4: `update-table` names the unknown kind of table `update`; did you mean `updates`?",
            ),
            (
                "sections:",
                "other-sections: forbidden\nsections:",
                "4: `other-sections` must be `forbid` or `allow`, not `forbidden`; did you mean `forbid`?",
            ),
            (
                "sections:",
                'file-name: {pattern: "(", form: words}\nsections:',
                "4: `file-name.pattern` is no regular expression: ",
            ),
            (
                "sections:",
                "phase-prefixes:\n  cook: [Asess]\nsections:",
                "5: `phase-prefixes.cook` names the unknown phase term `Asess`; did you mean `Assess`?",
            ),
            (
                "sections:",
                "labels: {lines: [{label: Phase, values: phases}]}\nsections:",
                "4: `labels.lines[0].values` names the unknown kind of terms `phases`; did you mean `phase`?",
            ),
            ("sections:\n", "sections:\n  - {heading: Overview, level: 3}\n", "4: `sections` has `Overview` twice"),
            ("name: recipe", "name: recipe\nname: again", "2: the key `name` is given twice"),
            ("level: 2}", "level: 2", "5: not YAML: "),
        ],
    )
    def test_page_types(self, tmp_path: Path, old: str, new: str, message: str) -> None:
        own = folder(tmp_path, schemas="extends: playbook\n", page_types__recipe=PAGE_TYPE.replace(old, new))
        assert error_of(own).startswith(f"schemas/page-types/recipe.yaml:{message}")

    def test_the_parts_of_an_error(self, tmp_path: Path) -> None:
        own = folder(tmp_path, page_types__recipe=PAGE_TYPE)
        with pytest.raises(SchemaError) as caught:
            load_schemas(own)
        error = caught.value
        assert (error.path, error.line, error.key) == ("schemas/page-types/recipe.yaml", 5, "sections[0].heading")

    def test_a_name_given_twice(self, tmp_path: Path) -> None:
        own = folder(tmp_path, terms="section: [Overview]\n", page_types__a=PAGE_TYPE, page_types__b=PAGE_TYPE)
        message = "1: the page type `recipe` is already declared in schemas/page-types/a.yaml"
        assert error_of(own) == f"schemas/page-types/b.yaml:{message}"

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("role: [Cook, Cook]", "1: the role term `Cook` is given twice"),
            ("role:\n  - Cook\n  - {term: Chef, also: [Cook]}", "3: the role term `Cook` is given twice"),
            ("role: [{also: [Cook]}]", "1: `role[0]` lacks the key `term`"),
            ("Role: [Cook]", "1: the name `Role` in the file must be lower-case words joined by hyphens"),
            ("a: &x [Cook]\nb: *x", "2: aliases are not supported"),
            (
                "a: !!python/object:os.system x",
                "1: the tag `tag:yaml.org,2002:python/object:os.system` is not supported",
            ),
            ("a: " + "[" * 60, "1: nested more than 50 levels deep"),
            ("? [a]\n: b", "1: a key must be plain text"),
            ("a: [b]\n---\na: [b]", "2: a second document (`---`) is not supported"),
        ],
    )
    def test_terms(self, tmp_path: Path, text: str, message: str) -> None:
        assert error_of(folder(tmp_path, terms=text)) == f"schemas/terms.yaml:{message}"

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                "columns: [{heading: Date, type: rolle}]",
                "`t.columns[0].type` names the unknown column type `rolle`; did you mean `role`?",
            ),
            (
                "columns: [{heading: Dat, type: date}]",
                "`t.columns[0].heading` names the unknown column term `Dat`; did you mean `Date`?",
            ),
            ("columns: [{heading: Date, type: date}], id-column: Id", "`t.id-column` names the unknown column `Id`"),
            ("owner: source", "`t` lacks the key `columns`"),
        ],
    )
    def test_tables(self, tmp_path: Path, text: str, message: str) -> None:
        own = folder(tmp_path, schemas="extends: playbook\n", tables=f"t: {{{text}}}\n")
        assert error_of(own) == f"schemas/tables.yaml:1: {message}"

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            (
                '{\n"properties": {\n"a": {"dateformat": "M/d/yyyy"}}}',
                "3: unknown keyword `properties.a.dateformat`; did you mean `dateFormat`?",
            ),
            (
                '{\n"properties": {\n"a": {"dateFormat": "dd"}}}',
                "3: `properties.a.dateFormat` must name year, month and day, as in `M/d/yyyy`, not `dd`",
            ),
            ('{\n"properties": {\n"a": {"relativeMaxDate": 0}}}', "3: "),
            ('{\n"properties": {\n"a": {"type": "text"}}}', "3: `properties.a.type` is not valid JSON Schema: "),
            ('{\n"either": ["a"]}', "2: `either[0]` must be a list"),
            ('{\n"properties": {\n"a": {"pattern": "("}}}', "3: "),
            ('{\n"$ref": "https://schemas.example.com/page.json"}', "1: the schema cannot be used: "),
            ('{"a": 1,}', "1: not JSON: "),
            ('{"a":\n1\n', "2: not JSON: "),
            ("true", "1: the file must be a table"),
        ],
    )
    def test_metadata_schemas(self, tmp_path: Path, text: str, message: str) -> None:
        own = folder(tmp_path, schemas="extends: playbook\n")
        (own / "metadata.schema.json").write_text(text, "utf-8")
        assert error_of(own).startswith(f"schemas/metadata.schema.json:{message}")
        (own / "metadata.schema.json").rename(own / "toc.schema.json")
        assert error_of(own).startswith(f"schemas/toc.schema.json:{message}")

    def test_a_setting_that_does_not_exist(self, tmp_path: Path) -> None:
        own = folder(tmp_path, schemas="extends: playbok\n")
        assert (
            error_of(own)
            == "schemas/schemas.yaml:1: `extends` must be `playbook`, not `playbok`; did you mean `playbook`?"
        )

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        assert error_of(tmp_path / "none") == f"{tmp_path / 'none'}:1: no such folder of schemas"

    @pytest.mark.parametrize(
        ("data", "message"), [(b"\xff\xfe", "1: not UTF-8"), (b"#" * 1_000_001, "1: larger than 1,000,000 bytes")]
    )
    def test_files_that_are_no_text(self, tmp_path: Path, data: bytes, message: str) -> None:
        own = folder(tmp_path)
        own.mkdir()
        (own / "terms.yaml").write_bytes(data)
        assert error_of(own) == f"schemas/terms.yaml:{message}"


def test_schemas_are_loaded_once_more_alike() -> None:
    first, second = load_schemas(), load_schemas()
    assert isinstance(first, Schemas)
    assert (first.page_types, first.tables, first.vocabulary) == (second.page_types, second.tables, second.vocabulary)
