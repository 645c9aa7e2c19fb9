"""What was found right before is not looked at again, as long as it is the same."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from playbook_lint import config_file
from playbook_lint.config import ConfigError, load_config
from playbook_lint.notes import NO_NOTES, Notes
from playbook_lint.run import context_for
from playbook_lint.schema.document import SchemaError
from playbook_lint.schema.load import load_schemas
from playbook_lint.schema.terms import Translation

PAGE_TYPE = "name: plan\ndescription: A plan.\nmatch: {paths: ['*.md']}\n"


def notes_of(root: Path) -> list[Path]:
    """The files of the notes of the project at `root`."""
    return sorted((root / ".playbook-lint-cache" / "notes").glob("*"))


class TestNotes:
    def test_a_note_says_what_was_kept(self, tmp_path: Path) -> None:
        Notes(tmp_path).note("kind", [b"a"]).keep({"words": ["é", None, 1]})
        assert Notes(tmp_path).note("kind", [b"a"]).value == {"words": ["é", None, 1]}

    @pytest.mark.parametrize(("what", "parts"), [("other", [b"a"]), ("kind", [b"b"]), ("kind", [b"a", b""])])
    def test_a_note_on_anything_else_says_nothing(self, tmp_path: Path, what: str, parts: list[bytes]) -> None:
        Notes(tmp_path).note("kind", [b"a"]).keep(1)
        assert Notes(tmp_path).note(what, parts).value is None

    def test_without_a_project_nothing_is_kept(self) -> None:
        NO_NOTES.note("kind", [b"a"]).keep(1)
        assert NO_NOTES.note("kind", [b"a"]).value is None

    @pytest.mark.parametrize("damage", [lambda data: data[:-1], lambda data: data + b"1", lambda data: b""])
    def test_a_damaged_note_says_nothing(self, tmp_path: Path, damage: object) -> None:
        assert callable(damage)
        Notes(tmp_path).note("kind", [b"a"]).keep([12])
        (path,) = notes_of(tmp_path)
        path.write_bytes(damage(path.read_bytes()))
        assert Notes(tmp_path).note("kind", [b"a"]).value is None

    def test_a_note_under_the_name_of_another_says_nothing(self, tmp_path: Path) -> None:
        Notes(tmp_path).note("kind", [b"a"]).keep(1)
        (path,) = notes_of(tmp_path)
        Notes(tmp_path).note("kind", [b"b"]).keep(2)
        other = next(one for one in notes_of(tmp_path) if one != path)
        other.write_bytes(path.read_bytes())
        assert Notes(tmp_path).note("kind", [b"b"]).value is None

    def test_where_nothing_can_be_written_nothing_is_kept(self, tmp_path: Path) -> None:
        (tmp_path / ".playbook-lint-cache").write_text("")
        note = Notes(tmp_path).note("kind", [b"a"])
        note.keep(1)
        assert Notes(tmp_path).note("kind", [b"a"]).value is None

    def test_notes_are_not_written_outside_of_the_project(self, tmp_path: Path) -> None:
        (tmp_path / "project" / ".playbook-lint-cache").mkdir(parents=True)
        (tmp_path / "elsewhere").mkdir()
        (tmp_path / "project" / ".playbook-lint-cache" / "notes").symlink_to(tmp_path / "elsewhere")
        Notes(tmp_path / "project").note("kind", [b"a"]).keep(1)
        assert list((tmp_path / "elsewhere").iterdir()) == []

    def test_only_the_last_notes_are_kept(self, tmp_path: Path) -> None:
        for number in range(110):
            Notes(tmp_path).note("kind", [str(number).encode()]).keep(number)
        assert len(notes_of(tmp_path)) == 100
        assert Notes(tmp_path).note("kind", [b"109"]).value == 109


class TestConfiguration:
    def test_what_was_right_is_not_checked_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "playbook-lint.toml").write_text('content = ["a"]\n[rules]\nh1-missing = "error"\n')
        before = load_config(tmp_path, caches=True)
        monkeypatch.setattr(config_file, "schema_fault", None)  # which would fail if it were called
        monkeypatch.setattr(tomllib, "loads", None)
        assert load_config(tmp_path, caches=True) == before
        assert load_config(tmp_path, tmp_path / "playbook-lint.toml", caches=True) == before

    @pytest.mark.parametrize("file", ["playbook-lint.toml", "pyproject.toml"])
    def test_what_is_known_is_what_was_read(self, tmp_path: Path, file: str) -> None:
        table = "[tool.playbook-lint]\n" if file == "pyproject.toml" else ""
        (tmp_path / "base.toml").write_text('max-file-size = 1e6\nexclude = ["é"]\n[links]\ninterval = 0.5\n')
        (tmp_path / file).write_text(f'{table}extends = "base.toml"\nrespect-gitignore = false\n')
        assert load_config(tmp_path) == load_config(tmp_path, caches=True) == load_config(tmp_path, caches=True)
        assert len(notes_of(tmp_path)) == 2

    def test_what_is_wrong_is_told_each_time(self, tmp_path: Path) -> None:
        (tmp_path / "playbook-lint.toml").write_text("contents = []\n")
        for _ in range(2):
            with pytest.raises(ConfigError, match="unknown key `contents`"):
                load_config(tmp_path, caches=True)
        assert notes_of(tmp_path) == []

    def test_a_file_that_became_wrong_is_told(self, tmp_path: Path) -> None:
        file = tmp_path / "playbook-lint.toml"
        file.write_text("")
        load_config(tmp_path, caches=True)
        file.write_text("content = 1\n")
        with pytest.raises(ConfigError, match="`content` must be a list"):
            load_config(tmp_path, caches=True)

    def test_a_file_that_is_extended_is_checked_by_itself(self, tmp_path: Path) -> None:
        (tmp_path / "playbook-lint.toml").write_text('extends = "base.toml"\n')
        base = tmp_path / "base.toml"
        base.write_text("")
        load_config(tmp_path, caches=True)
        base.write_text("content = 1\n")
        with pytest.raises(ConfigError, match=r"base\.toml:1: `content` must be a list"):
            load_config(tmp_path, caches=True)


class TestSchemas:
    def own(self, root: Path, **files: str) -> Path:
        """A folder of schemas of one page type, with other files."""
        folder = root / "schemas"
        (folder / "page-types").mkdir(parents=True, exist_ok=True)
        (folder / "page-types" / "plan.yaml").write_text(PAGE_TYPE)
        for name, text in files.items():
            (folder / f"{name}.yaml").write_text(text)
        return folder

    def test_known_schemas_are_what_they_were(self, tmp_path: Path) -> None:
        folder = self.own(tmp_path, schemas="extends: playbook\n", terms='phase: [Build, "no"]\n')
        first, again = load_schemas(folder, Notes(tmp_path)), load_schemas(folder, Notes(tmp_path))
        assert len(notes_of(tmp_path)) == 2  # of the folder, and of what it extends
        for name in ("page_types", "tables", "vocabulary", "folder", "own"):
            assert getattr(again, name) == getattr(first, name)
        assert again.metadata.schema == first.metadata.schema
        assert again.toc.schema == first.toc.schema

    def test_known_schemas_are_not_parsed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = self.own(tmp_path)
        load_schemas(folder, Notes(tmp_path))
        monkeypatch.setattr("playbook_lint.schema.files.read_yaml", None)
        assert set(load_schemas(folder, Notes(tmp_path)).page_types) == {"plan"}

    def test_schemas_that_became_wrong_are_told_each_time(self, tmp_path: Path) -> None:
        folder = self.own(tmp_path)
        load_schemas(folder, Notes(tmp_path))
        (folder / "page-types" / "plan.yaml").write_text(PAGE_TYPE + "update-table: none-such\n")
        for _ in range(2):
            with pytest.raises(SchemaError, match="names the unknown kind of table `none-such`"):
                load_schemas(folder, Notes(tmp_path))

    def test_a_known_file_elsewhere_is_refused(self, tmp_path: Path) -> None:
        folder = self.own(tmp_path)
        load_schemas(folder, Notes(tmp_path))
        (folder / "page-types" / "plan.yaml").rename(tmp_path / "plan.yaml")
        (folder / "page-types" / "plan.yaml").symlink_to(tmp_path / "plan.yaml")
        with pytest.raises(SchemaError, match="leads out of the folder of schemas"):
            load_schemas(folder, Notes(tmp_path))


def test_known_terms_are_what_they_were(tmp_path: Path) -> None:
    catalog = tmp_path / "locales" / "pt_BR" / "LC_MESSAGES" / "terms.po"
    catalog.parent.mkdir(parents=True)
    (tmp_path / "playbook-lint.toml").write_text("")
    for word in ("Planejar", "Planear"):
        catalog.write_text(
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
            f'# also: plano; planos\nmsgctxt "phase"\nmsgid "Plan"\nmsgstr "{word}"\n'
        )
        config = load_config(tmp_path)
        texts = []
        for _ in range(2):
            terms = context_for(config, caches=True).terms("pt-BR")
            texts.append(terms.translations)
            assert terms.translations["phase", "Plan"] == Translation(word, ("plano", "planos"))
        assert texts[0] == texts[1]
