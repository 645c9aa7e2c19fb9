"""Finding, reading, checking and merging configuration files, and the rule settings they give."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

import pytest
from msgspec.structs import asdict

from playbook_lint import config_schema
from playbook_lint.config import Config, ConfigError, LocaleConfig, Override, UsageError, load_config
from playbook_lint.diagnostics import Severity
from playbook_lint.l10n.settings import GlossarySettings
from playbook_lint.links.settings import HostSettings, Lifetimes, LinkSettings, Tolerance
from playbook_lint.resources import data_dir
from playbook_lint.rule_settings import RuleEntry, RuleSetting
from playbook_lint.rules import registry
from playbook_lint.rules.rule import Category, NoOptions, Rule, Scope
from playbook_lint.toml_lines import line_of

Write = Callable[[str], Path]


class TagOptions(NamedTuple):
    allowed: tuple[str, ...] = ("br",)
    max_length: int = 10
    strict: bool = False
    style: str = "plain"


def rule(name: str, category: Category, severity: Severity, options: type = NoOptions) -> Rule:
    return Rule(name, category, severity, "It is wrong.", "wrong", "0.1", options=options)


RULES = {
    found.name: found
    for found in (
        rule("heading-skipped", Category.STRUCTURE, Severity.WARNING),
        rule("h1-missing", Category.STRUCTURE, Severity.ERROR),
        rule("missing-attribute", Category.METADATA, Severity.ERROR),
        rule("disallowed-html-tag", Category.TEXT, Severity.WARNING, TagOptions),
    )
}


@pytest.fixture(autouse=True)
def known_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules of our own, so that no real rule's change breaks a test of the configuration."""
    monkeypatch.setattr(registry, "names", lambda: tuple(RULES))
    monkeypatch.setattr(registry, "category_of", lambda name: RULES[name].category)
    monkeypatch.setattr(registry, "scope_of", lambda name: RULES[name].scope)
    monkeypatch.setattr(registry, "get", lambda name: SimpleNamespace(RULE=RULES[name]))


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes the project's playbook-lint.toml and returns its folder."""

    def write_config(text: str) -> Path:
        (tmp_path / "playbook-lint.toml").write_text(text, encoding="utf-8")
        return tmp_path

    return write_config


def message(folder: Path) -> str:
    """What is wrong with the configuration of `folder`, without the folder's own path."""
    with pytest.raises(ConfigError) as caught:
        load_config(folder)
    text = str(caught.value)
    assert "\n" not in text
    return text.replace(f"{folder}/", "")


class TestFinding:
    def test_the_nearest_file_upward_counts(self, write: Write) -> None:
        root = write('fail-on = "info"')
        inner = root / "a" / "b"
        inner.mkdir(parents=True)
        assert load_config(inner).root == root
        (root / "a" / "playbook-lint.toml").write_text("")
        assert load_config(inner).root == root / "a"
        assert load_config(inner).fail_on is Severity.ERROR

    def test_it_is_found_from_a_file_that_exists_or_not(self, write: Write) -> None:
        root = write("")
        (root / "page.md").touch()
        assert load_config(root / "page.md").root == root
        assert load_config(root / "none.md").root == root

    def test_the_table_of_pyproject_counts_where_it_stands(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text('[tool.playbook-lint]\nfail-on = "never"\n')
        config = load_config(tmp_path)
        assert config.fail_on is None
        assert config.file == tmp_path / "pyproject.toml"

    def test_our_own_file_wins_over_pyproject_in_one_folder(self, write: Write) -> None:
        root = write('fail-on = "info"')
        (root / "pyproject.toml").write_text('[tool.playbook-lint]\nfail-on = "never"\n')
        assert load_config(root).fail_on is Severity.INFO

    @pytest.mark.parametrize("text", ["[tool.other]\n", "[project]\ndependencies = ['playbook-lint']\n", "not toml"])
    def test_a_pyproject_without_our_table_does_not_count(self, write: Write, text: str) -> None:
        root = write('fail-on = "info"')
        (root / "inner").mkdir()
        (root / "inner" / "pyproject.toml").write_text(text)
        assert load_config(root / "inner").root == root

    def test_a_folder_with_the_name_of_the_file_does_not_count(self, tmp_path: Path) -> None:
        (tmp_path / "playbook-lint.toml").mkdir()
        assert load_config(tmp_path) == Config(tmp_path)

    def test_without_a_file_the_root_is_the_top_of_the_repository(self, tmp_path: Path) -> None:
        inner = tmp_path / "docs"
        inner.mkdir()
        assert load_config(inner) == Config(inner)
        (tmp_path / ".git").mkdir()
        assert load_config(inner) == Config(tmp_path)

    def test_without_a_file_no_validator_is_imported(self, tmp_path: Path) -> None:
        code = (
            "import sys, pathlib; from playbook_lint.config import load_config; load_config(pathlib.Path(sys.argv[1]));"
            "sys.exit(any(name in sys.modules for name in ('jsonschema_rs', 'rapidfuzz', 'pathspec', 'yaml')))"
        )
        assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == 0

    def test_an_explicit_file_is_taken_instead(self, write: Write) -> None:
        root = write('fail-on = "info"')
        (root / "ci.toml").write_text('fail-on = "warning"')
        assert load_config(root, root / "ci.toml").fail_on is Severity.WARNING

    def test_an_explicit_file_elsewhere_leaves_the_root_where_the_pages_are(self, tmp_path: Path) -> None:
        (tmp_path / "ci").mkdir()
        (tmp_path / "pages").mkdir()
        (tmp_path / "ci" / "strict.toml").write_text("")
        assert load_config(tmp_path / "pages", tmp_path / "ci" / "strict.toml").root == tmp_path / "pages"

    def test_an_explicit_file_must_exist(self, tmp_path: Path) -> None:
        with pytest.raises(ConfigError, match=r"none\.toml: cannot be read: No such file"):
            load_config(tmp_path, tmp_path / "none.toml")

    def test_an_explicit_pyproject_must_have_the_table(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("")
        with pytest.raises(ConfigError, match="has no table"):
            load_config(tmp_path, tmp_path / "pyproject.toml")


class TestReading:
    def test_every_key(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "schemas").mkdir()
        (tmp_path / "locales").mkdir()
        (tmp_path / "glossary.csv").touch()
        root = write("""\
content = ["./english-playbook/"]
exclude = ["drafts/"]
respect-gitignore = false
schemas = "schemas"
catalogs = { path = "locales" }
glossary = { files = ["glossary.csv"] }
max-file-size = 1_000
fail-on = "warning"
select = ["metadata"]
ignore = ["heading-skipped"]
[source]
locale = "en-GB"
pages = ["english-playbook/{page}.md"]
[locales.pt-BR]
pages = ["portuguese-playbook/{page}-pr.md", "portuguese-playbook/{page}.md"]
[rules]
heading-skipped = "off"
disallowed-html-tag = { severity = "info", allowed = ["br", "sup"], max-length = 3 }
[[overrides]]
paths = ["portuguese-playbook/**"]
rules = { metadata = "off" }
""")
        assert load_config(root) == Config(
            root=root,
            file=root / "playbook-lint.toml",
            content=("english-playbook",),
            exclude=("drafts/",),
            respect_gitignore=False,
            schemas=root / "schemas",
            catalogs=root / "locales",
            glossary=GlossarySettings((root / "glossary.csv",)),
            max_file_size=1000,
            fail_on=Severity.WARNING,
            select=("metadata",),
            ignore=("heading-skipped",),
            source=LocaleConfig("en-GB", ("english-playbook/{page}.md",)),
            locales=(LocaleConfig("pt-BR", ("portuguese-playbook/{page}-pr.md", "portuguese-playbook/{page}.md")),),
            rules={
                "heading-skipped": RuleEntry("off"),
                "disallowed-html-tag": RuleEntry("info", {"allowed": ("br", "sup"), "max-length": 3}),
            },
            overrides=(Override(("portuguese-playbook/**",), {"metadata": RuleEntry("off")}),),
        )

    def test_a_byte_order_mark_is_no_matter(self, tmp_path: Path) -> None:
        (tmp_path / "playbook-lint.toml").write_bytes(b'\xef\xbb\xbffail-on = "info"\r\n')
        assert load_config(tmp_path).fail_on is Severity.INFO

    def test_the_defaults_are_those_of_the_schema(self, tmp_path: Path) -> None:
        schema = json.loads((data_dir("schemas") / "config" / "config.schema.json").read_text(encoding="utf-8"))
        properties = schema["properties"]
        config = Config(tmp_path)
        assert list(config.content) == properties["content"]["default"]
        assert list(config.exclude) == properties["exclude"]["default"]
        assert config.respect_gitignore is properties["respect-gitignore"]["default"]
        assert config.max_file_size == properties["max-file-size"]["default"]
        assert config.fail_on is not None
        assert config.fail_on.value == properties["fail-on"]["default"]
        assert config.baseline == properties["baseline"]["default"]
        assert config.source.locale == properties["source"]["properties"]["locale"]["default"]

    def test_a_whole_number_may_be_written_with_a_point(self, tmp_path: Path) -> None:
        (tmp_path / "playbook-lint.toml").write_text("max-file-size = 1e3\n")
        assert repr(load_config(tmp_path).max_file_size) == "1000"

    def test_every_key_of_the_schema_is_documented_and_every_example_valid(self) -> None:
        import jsonschema_rs

        schema = json.loads((data_dir("schemas") / "config" / "config.schema.json").read_text(encoding="utf-8"))
        jsonschema_rs.meta.validate(schema)
        for key, value in schema["properties"].items():
            assert value["title"], key
            assert value["description"].endswith("."), key
            for example in [*value["examples"], *([value["default"]] if "default" in value else [])]:
                jsonschema_rs.validate(schema, {key: example})


class TestErrors:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("fail-no = 1", ":1: unknown key `fail-no`; did you mean `fail-on`?"),
            ("zzz = 1", ":1: unknown key `zzz`"),
            ("\n[source]\npage = []", ":3: unknown key `source.page`; did you mean `pages`?"),
            ("[tool.playbook-lint]\n", ":1: unknown key `tool`"),
            ("content = 'a'", ":1: `content` must be a list"),
            ("content = []", ":1: `content` must not be empty"),
            ("respect-gitignore = 1", ":1: `respect-gitignore` must be `true` or `false`"),
            ("max-file-size = 1.5", ":1: `max-file-size` must be a whole number"),
            ("max-file-size = 0", ":1: `max-file-size` must be at least 1"),
            ("max-file-size = inf", ":1: `max-file-size` must be a whole number"),
            ("max-file-size = 2020-01-01", ":1: `max-file-size` must be a whole number"),
            ("catalogs = 'x'", ":1: `catalogs` must be a table"),
            (
                "fail-on = 'warnign'",
                ":1: `fail-on` must be `error`, `warning`, `info` or `never`, not `warnign`; did you mean `warning`?",
            ),
            (
                "content = [\n'../up']",
                ":1: `content[0]` must be a relative path that stays inside the folder of the configuration file, not",
            ),
            ("exclude = ['!']", ":1: `!` is not a valid pattern in the syntax of .gitignore"),
            ("\nexclude = ['a', '[z-a]']", ":2: `[z-a]` is not a valid pattern in the syntax of .gitignore"),
            ("content = ['docs/[z-a]']", ":1: `docs/[z-a]` is not a valid pattern in the syntax of .gitignore"),
            (
                "[[overrides]]\npaths = ['[z-a].md']\nrules = {}",
                ":2: `[z-a].md` is not a valid pattern in the syntax of .gitignore",
            ),
            (
                "[locales.pt_BR]\npages = ['{page}.md']",
                ":1: the name `pt_BR` in `locales` must be a BCP 47 tag such as `pt-BR`",
            ),
            ("[locales.de]", ":1: `locales.de` lacks the key `pages`"),
            ("[locales.en-US]\npages = ['{page}.md']", ":1: `en-US` is the source locale and cannot be a target"),
            ("[locales.en-us]\npages = ['{page}.md']", ":1: `en-us` is the source locale and cannot be a target"),
            (
                "[locales.pt-BR]\npages = ['a/{page}.md']\n[locales.pt-br]\npages = ['b/{page}.md']",
                ":3: the locale `pt-br` is there already, as `pt-BR`",
            ),
            (
                "[locales.de]\npages = ['de/{page}.md']\n[locales.fr]\npages = ['{locale}/{page}.md', 'de/{page}.md']",
                ":4: the pattern `de/{page}.md` is that of the locale `de` too; a page has one locale",
            ),
            (
                "[source]\npages = ['{locale}/{page}.md']\n[locales.de]\npages = ['en-US/{page}.md']",
                ":4: the pattern `en-US/{page}.md` is that of the locale `en-US` too; a page has one locale",
            ),
            ("[source]\npages = ['pages/*.md']", ":2: `source.pages[0]` must be a relative path that ends in `.md`"),
            ("[source]\npages = ['{page}/{page}.md']", ":2: `source.pages[0]` must be a relative path"),
            ("[source]\npages = ['../{page}.md']", ":2: `source.pages[0]` must be a relative path"),
            ('[source]\npages = ["a\\t/../{page}.md"]', ":2: `source.pages[0]` must be a relative path"),
            ("[rules]\nheading-skiped = 'off'", ":2: unknown rule or category `heading-skiped`; did you mean"),
            ("[rules]\nheading-skipped = 'of'", ":2: `rules.heading-skipped` must be `off`, `error`"),
            ("[rules]\nheading-skipped = 0", ":2: `rules.heading-skipped` must be a string or a table"),
            (
                "[rules]\ndisallowed-html-tag = { alowed = [] }",
                ":2: rule `disallowed-html-tag` has no option `alowed`; did you mean `allowed`?",
            ),
            (
                "[rules.disallowed-html-tag]\nallowed = 'br'",
                ":2: `rules.disallowed-html-tag.allowed` must be a list of strings",
            ),
            (
                "[rules.disallowed-html-tag]\nallowed = [1]",
                ":2: `rules.disallowed-html-tag.allowed` must be a list of strings",
            ),
            (
                "[rules.disallowed-html-tag]\nmax-length = true",
                ":2: `rules.disallowed-html-tag.max-length` must be a wh",
            ),
            (
                "[rules.disallowed-html-tag]\nstrict = 1",
                ":2: `rules.disallowed-html-tag.strict` must be `true` or `fal",
            ),
            ("[rules.disallowed-html-tag]\nstyle = 1", ":2: `rules.disallowed-html-tag.style` must be a string"),
            ("[rules]\nmetadata = { allowed = [] }", ":2: category `metadata`, of which only the severity can be set"),
            (
                "select = ['metdata']",
                ":1: `select` names the unknown rule or category `metdata`; did you mean `metadata`?",
            ),
            (
                "[[overrides]]\npaths = ['a']\nrules = {}\n[[overrides]]\npaths = ['b']\n[overrides.rules]\nno = 'off'",
                ":7: unknown rule or category `no`",
            ),
            ("[[overrides]]\nrules = {}", ":1: `overrides[0]` lacks the key `paths`"),
            ("schemas = 'none'", ":1: the folder `none` of `schemas` does not exist"),
            ("[catalogs]\npath = 'none'", ":2: the folder `none` of `catalogs.path` does not exist"),
            ("[glossary]\nfiles = [\n 'none.csv']", ":2: the file `none.csv` of `glossary.files[0]` does not exist"),
            (
                "[glossary]\nfiles = ['/etc/passwd']",
                ":2: `glossary.files[0]` must be a relative path that stays inside",
            ),
            ("[glossary]\nfile = []", ":2: unknown key `glossary.file`; did you mean `files`?"),
            ("schemas = '../x'", ":1: `schemas` must be a relative path that stays inside"),
            ("extends = 'https://example.com/base.toml'", ":1: `extends` must be the relative path of a `.toml` file"),
            ("extends = '/etc/passwd'", ":1: `extends` must be the relative path of a `.toml` file"),
            ("extends = 'none.toml'", ":1: the file `none.toml` that it extends does not exist"),
            ("extends = 'pyproject.toml'", ":1: the file `pyproject.toml` that it extends has no table"),
            ("content = ", ": is not valid TOML: "),
            (f"max-file-size = {'9' * 5000}", ": is not valid TOML: "),
            (f"content = {'[' * 9999}", ": is nested too deeply"),
            (f"{'.'.join('a' * 9999)} = 1", ": is nested too deeply"),
        ],
    )
    def test_one_sentence_that_names_file_line_and_key(self, write: Write, text: str, expected: str) -> None:
        folder = write(text)
        (folder / "pyproject.toml").touch()
        assert message(folder).startswith(f"playbook-lint.toml{expected}")

    @pytest.mark.parametrize("key", ["source = { pages = [%s] }", "content = [%s]"])
    def test_a_line_end_hides_no_way_out_of_the_project(self, write: Write, key: str) -> None:
        with pytest.raises(ConfigError, match="must be a relative path"):
            load_config(write(key % '"a\\n/../{page}.md"'))

    def test_a_file_that_is_not_utf8(self, tmp_path: Path) -> None:
        (tmp_path / "playbook-lint.toml").write_bytes(b"# \xff")
        assert message(tmp_path) == "playbook-lint.toml: is not UTF-8 (at byte 2)"

    def test_lines_of_the_table_in_pyproject(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.playbook-lint]\nfail-no = "x"\n')
        assert message(tmp_path).startswith("pyproject.toml:4: unknown key `fail-no`")

    def test_a_table_in_pyproject_that_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "pyproject.toml").write_text("[tool]\nplaybook-lint = 1\n")
        assert message(tmp_path) == "pyproject.toml:2: `tool.playbook-lint` must be a table"

    def test_a_schema_folder_may_not_lead_outside(self, write: Write, tmp_path_factory: pytest.TempPathFactory) -> None:
        folder = write('schemas = "schemas"')
        (folder / "schemas").symlink_to(tmp_path_factory.mktemp("elsewhere"))
        assert message(folder) == "playbook-lint.toml:1: the folder `schemas` of `schemas` leads outside the project"

    def test_a_file_below_the_current_folder_is_named_from_there(
        self, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        folder = write("x = 1")
        monkeypatch.chdir(folder)
        with pytest.raises(ConfigError, match=r"^playbook-lint\.toml:1: "):
            load_config(Path())


class TestExtends:
    def test_tables_are_merged_and_lists_replaced(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "base.toml").write_text("""\
exclude = ["a", "b"]
fail-on = "info"
[rules]
heading-skipped = "off"
disallowed-html-tag = { severity = "error", allowed = ["sup"] }
[locales.de]
pages = ["de/{page}.md"]
""")
        root = write("""\
extends = "base.toml"
exclude = ["c"]
[rules]
disallowed-html-tag = { allowed = ["sub"] }
[locales.fr]
pages = ["fr/{page}.md"]
""")
        config = load_config(root)
        assert config.exclude == ("c",)
        assert config.fail_on is Severity.INFO
        assert [target.locale for target in config.locales] == ["de", "fr"]
        assert config.rules == {
            "heading-skipped": RuleEntry("off"),
            "disallowed-html-tag": RuleEntry("error", {"allowed": ("sub",)}),
        }

    def test_the_base_may_lie_above_and_bring_its_own_folders(self, write: Write, tmp_path: Path) -> None:
        write('schemas = "schemas"\ncontent = ["pages"]')
        (tmp_path / "schemas").mkdir()
        inner = tmp_path / "team"
        inner.mkdir()
        (inner / "playbook-lint.toml").write_text('extends = "../playbook-lint.toml"')
        config = load_config(inner)
        assert config.root == inner
        assert config.schemas == tmp_path / "schemas"
        assert config.content == ("pages",)

    def test_a_base_of_a_base(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "one.toml").write_text('fail-on = "info"')
        (tmp_path / "two.toml").write_text('extends = "one.toml"')
        assert load_config(write('extends = "two.toml"')).fail_on is Severity.INFO

    def test_the_table_of_a_pyproject_can_be_the_base(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "base").mkdir()
        (tmp_path / "base" / "pyproject.toml").write_text('[tool.playbook-lint]\nfail-on = "never"')
        assert load_config(write('extends = "base/pyproject.toml"')).fail_on is None

    def test_a_cycle_is_an_error(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "base.toml").write_text('extends = "playbook-lint.toml"')
        assert message(write('extends = "base.toml"')) == (
            "base.toml:1: the configuration extends itself:"
            " `playbook-lint.toml` extends `base.toml` extends `playbook-lint.toml`"
        )

    def test_an_error_names_the_file_it_is_in(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "base.toml").write_text("\n\n[rules]\nnope = 'off'")
        assert message(write('extends = "base.toml"')) == "base.toml:4: unknown rule or category `nope`"


class TestRuleSettings:
    def settings(self, folder: Path, name: str, path: str = "page.md") -> RuleSetting:
        return load_config(folder).rule_settings(path)[name]

    def test_defaults(self, tmp_path: Path) -> None:
        settings = Config(tmp_path).rule_settings("page.md")
        assert settings.running(Scope.PAGE) == tuple(RULES)
        assert settings["heading-skipped"] == RuleSetting(Severity.WARNING, NoOptions())
        assert settings["disallowed-html-tag"] == RuleSetting(Severity.WARNING, TagOptions())

    def test_severity_and_options(self, write: Write) -> None:
        folder = write(
            "[rules]\nheading-skipped = 'off'\n"
            "disallowed-html-tag = { severity='error', allowed=['sup'], max-length=3, strict=true, style='x' }"
        )
        assert self.settings(folder, "heading-skipped").severity is None
        assert self.settings(folder, "disallowed-html-tag") == RuleSetting(
            Severity.ERROR, TagOptions(("sup",), 3, True, "x")
        )

    def test_a_rules_own_name_wins_over_its_category(self, write: Write) -> None:
        folder = write("[rules]\nh1-missing = 'info'\nstructure = 'off'\n")
        assert self.settings(folder, "h1-missing").severity is Severity.INFO
        assert self.settings(folder, "heading-skipped").severity is None
        assert self.settings(folder, "missing-attribute").severity is Severity.ERROR

    def test_later_overrides_win_and_keep_what_they_do_not_say(self, write: Write) -> None:
        folder = write("""\
[rules]
disallowed-html-tag = { max-length = 3 }
[[overrides]]
paths = ["pt/**", "!pt/kept.md"]
rules = { disallowed-html-tag = { severity = "info", strict = true } }
[[overrides]]
paths = ["pt/one.md"]
rules = { disallowed-html-tag = "error", structure = "off" }
""")
        name = "disallowed-html-tag"
        assert self.settings(folder, name, "a.md") == RuleSetting(Severity.WARNING, TagOptions(max_length=3))
        assert self.settings(folder, name, "pt/kept.md") == RuleSetting(Severity.WARNING, TagOptions(max_length=3))
        strict = TagOptions(max_length=3, strict=True)
        assert self.settings(folder, name, "pt/two.md") == RuleSetting(Severity.INFO, strict)
        assert self.settings(folder, name, "pt/one.md") == RuleSetting(Severity.ERROR, strict)
        assert self.settings(folder, "h1-missing", "pt/one.md").severity is None

    def test_pages_under_the_same_overrides_share_their_settings(self, write: Write) -> None:
        config = load_config(write("[[overrides]]\npaths = ['pt/']\nrules = { structure = 'off' }"))
        assert config.rule_settings("pt/a.md") is config.rule_settings("pt/b.md")
        assert config.rule_settings("pt/a.md") is not config.rule_settings("a.md")

    def test_select_and_ignore_take_names_and_categories(self, tmp_path: Path) -> None:
        def running(config: Config) -> set[str]:
            settings = config.rule_settings("a.md")
            names = {name for name in RULES if settings[name].severity}
            assert names == {name for name in RULES if settings.runs(name)}
            return names

        assert running(Config(tmp_path, select=("structure",))) == {"heading-skipped", "h1-missing"}
        assert running(Config(tmp_path, select=("structure",), ignore=("h1-missing",))) == {"heading-skipped"}
        assert running(Config(tmp_path, ignore=("structure", "text"))) == {"missing-attribute"}
        off = {"heading-skipped": RuleEntry("off")}
        assert running(Config(tmp_path, rules=off, select=("heading-skipped",))) == set()

    def test_the_command_line_replaces_the_lists(self, tmp_path: Path) -> None:
        config = Config(tmp_path, select=("structure",), ignore=("text",))
        assert config.with_selection((), ()) == config
        replaced = config.with_selection(["metadata"], ["h1-missing"])
        assert (replaced.select, replaced.ignore) == (("metadata",), ("h1-missing",))
        assert replaced.rule_settings("a.md")["h1-missing"].severity is None
        with pytest.raises(UsageError, match=r"^unknown rule or category `metdata`; did you mean `metadata`\?$"):
            config.with_selection(["metdata"], ())

    def test_it_can_be_sent_to_another_process(self, write: Write) -> None:
        config = load_config(write("[[overrides]]\npaths = ['pt/']\nrules = { structure = 'off' }"))
        settings = config.rule_settings("pt/a.md")
        sent = pickle.loads(pickle.dumps(config)).rule_settings("pt/a.md")
        assert [sent[name] for name in RULES] == [settings[name] for name in RULES]


def test_the_schema_is_never_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.schema.json").write_text('{"$ref": "http://schemas.example.com/config.json"}')
    monkeypatch.setattr(config_schema, "data_dir", lambda name: tmp_path)
    with pytest.raises(ValueError, match="disabled"):
        config_schema.schema_fault({})


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("a",), 1),
        (("b", "c"), 2),
        (("t",), 4),
        (("t", "x y"), 5),
        (("t", "missing"), 4),
        (("list", 0), 6),
        (("list", 1, "k"), 9),
        (("list", 1, "sub", "k"), 11),
        (("nowhere",), None),
    ],
)
def test_line_of(keys: tuple[str | int, ...], line: int | None) -> None:
    text = """\
a = 1
b.c = 2
# a = 3
[ t ]  # a table
"x y" = 1
[[list]]
k = 1
[[list]]
k = 2
[list.sub]
k = 3
"""
    assert line_of(text, keys) == line


class TestLinks:
    def test_defaults(self, tmp_path: Path) -> None:
        assert Config(tmp_path).links == LinkSettings()

    def test_the_schema_and_the_settings_have_the_same_keys_and_defaults(self) -> None:
        schema = json.loads((data_dir("schemas") / "config" / "config.schema.json").read_text(encoding="utf-8"))
        keys = schema["properties"]["links"]["properties"]
        fields = {name.replace("_", "-"): value for name, value in asdict(LinkSettings()).items()}
        assert keys.keys() == fields.keys() - {"allow-private"}
        for key, rule in keys.items():
            if key in ("lifetimes", "tolerance"):
                inner = {name: value["default"] for name, value in rule["properties"].items()}
                assert asdict(fields[key]) == inner
            elif key != "store":
                default = fields[key]
                assert rule["default"] == (
                    {} if key == "hosts" else list(default) if isinstance(default, tuple) else default
                )

    def test_every_key(self, write: Write) -> None:
        folder = write("""\
[links]
audiences = ["--team"]
exclude = ["https://a.example/*"]
accept = [429]
allow-hosts = ["*.corp.example"]
concurrency-per-host = 2
interval = 0.5
store = "build/links.sqlite"
lifetimes = { broken = 0 }
tolerance = { days = 3, runs = 2 }
[links.hosts."*.b.example"]
accept = [403]
headers = { Cookie = "id=${PLAYBOOK_LINT_ID}", X-Team = "docs" }
concurrency = 1
interval = 2
""")
        assert load_config(folder).links == LinkSettings(
            audiences=("--team",),
            exclude=("https://a.example/*",),
            accept=(429,),
            allow_hosts=("*.corp.example",),
            concurrency_per_host=2,
            interval=0.5,
            store="build/links.sqlite",
            lifetimes=Lifetimes(broken=0),
            tolerance=Tolerance(3, 2),
            hosts=(HostSettings("*.b.example", (403,), {"Cookie": "id=${PLAYBOOK_LINT_ID}", "X-Team": "docs"}, 1, 2),),
        )

    def test_tables_of_a_base_are_merged(self, write: Write, tmp_path: Path) -> None:
        (tmp_path / "base.toml").write_text("""\
[links]
timeout = 5
tolerance = { days = 3 }
[links.hosts."a.example"]
accept = [403]
interval = 1
""")
        folder = write("""\
extends = "base.toml"
[links]
tolerance = { runs = 2 }
[links.hosts."a.example"]
interval = 2
[links.hosts."b.example"]
""")
        links = load_config(folder).links
        assert (links.timeout, links.tolerance) == (5, Tolerance(3, 2))
        assert links.hosts == (HostSettings("a.example", (403,), interval=2), HostSettings("b.example"))

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("timeout = 0", ":2: `links.timeout` must be at least 0.1"),
            ("timeout = inf", ":2: `links.timeout` must be "),
            ("timeout = nan", ":2: `links.timeout` must be "),
            ("concurrency = 0", ":2: `links.concurrency` must be at least 1"),
            ("concurency = 1", ":2: unknown key `links.concurency`; did you mean `concurrency`?"),
            ("accept = [42]", ":2: `links.accept[0]` must be at least 100"),
            ('allow-hosts = ["a/b"]', ":2: `links.allow-hosts[0]` must be the name of a host"),
            ('store = "../links.sqlite"', ":2: `links.store` must be a relative path that stays inside"),
            ('\n[links.hosts."a b"]', ":3: the name `a b` in `links.hosts` must be the name of a host"),
            ('[links.hosts."a"]\nheaders = { X = 1 }', ":3: `links.hosts.a.headers.X` must be a string"),
        ],
    )
    def test_one_sentence_that_names_line_and_key(self, write: Write, text: str, expected: str) -> None:
        assert message(write(f"[links]\n{text}")).startswith(f"playbook-lint.toml{expected}")

    @pytest.mark.parametrize("field", ["Authorization", "cookie", "Proxy-Authorization", "X-API-Key"])
    def test_a_secret_that_is_written_down_is_refused_and_not_shown(self, write: Write, field: str) -> None:
        sentence = message(write(f'[links.hosts."a.example"]\nheaders = {{ {field} = "Bearer hush" }}'))
        assert sentence == (
            f"playbook-lint.toml:2: `links.hosts.a.example.headers.{field}` holds a secret: "
            "put it into an environment variable, `${PLAYBOOK_LINT_TOKEN}`"
        )

    def test_other_environment_variables_cannot_be_named(self, write: Write) -> None:
        sentence = message(write('[links.hosts."a.example"]\nheaders = { X-Team = "${AWS_SECRET_ACCESS_KEY}" }'))
        assert sentence.startswith("playbook-lint.toml:2: `links.hosts.a.example.headers.X-Team` names the environment")
