"""Headers of templates and catalogs: complete, kept, and accepted by gettext and i18nspector."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from playbook_lint import __version__
from playbook_lint.l10n.entries import Entry, PoFile
from playbook_lint.l10n.header import catalog_header, template_header
from playbook_lint.l10n.locale import catalog_folder, english_name, plural_forms
from playbook_lint.l10n.po_write import po_bytes
from playbook_lint.l10n.settings import CatalogSettings
from po_samples import gettext, named, needs_gettext

# A domain of nobody: i18nspector refuses those that are reserved for examples.
SETTINGS = CatalogSettings(project="Sample Playbook 1.0", report_bugs_to="Sample Team <team@playbook.home.arpa>")
LOCALES = ["de", "pt-BR", "pt-PT", "fr-CA", "ja", "ar", "pl", "sr-Latn", "zh-Hant-TW", "cy"]
NOW = "2026-01-15 09:00+0000"


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1768467600")


class TestTemplate:
    def test_its_fields(self) -> None:
        assert template_header(SETTINGS) == {
            "Project-Id-Version": "Sample Playbook 1.0",
            "Report-Msgid-Bugs-To": "Sample Team <team@playbook.home.arpa>",
            "POT-Creation-Date": NOW,
            "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
            "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
            "Language-Team": "LANGUAGE <LL@li.org>",
            "Language": "",
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
        }

    def test_a_catalog_made_of_it_is_filled_in(self) -> None:
        template = PoFile(template_header(SETTINGS), header_flags=("fuzzy",))
        assert catalog_header("de", SETTINGS, template) == catalog_header("de", SETTINGS, None)


class TestCatalog:
    def test_its_fields(self) -> None:
        assert catalog_header("pt-BR", SETTINGS, None) == {
            "Project-Id-Version": "Sample Playbook 1.0",
            "Report-Msgid-Bugs-To": "Sample Team <team@playbook.home.arpa>",
            "POT-Creation-Date": NOW,
            "PO-Revision-Date": NOW,
            "Last-Translator": "Sample Team <team@playbook.home.arpa>",
            "Language-Team": "Portuguese (Brazil)",
            "Language": "pt_BR",
            "MIME-Version": "1.0",
            "Content-Type": "text/plain; charset=UTF-8",
            "Content-Transfer-Encoding": "8bit",
            "Plural-Forms": "nplurals=2; plural=(n > 1);",
            "X-Generator": f"playbook-lint {__version__}",
        }

    def test_what_an_existing_one_says_is_kept_in_its_order(self) -> None:
        old = {
            "X-Poedit-Basepath": "..",
            "Last-Translator": "Someone <someone@example.com>",
            "POT-Creation-Date": "2020-01-01 00:00+0000",
            "PO-Revision-Date": "2020-02-02 00:00+0000",
            "Plural-Forms": "nplurals=1; plural=0;",
            "Language": "",
            "X-Generator": "Poedit 3.4",
        }
        header = catalog_header("de", SETTINGS, PoFile(old))
        assert header.items() >= {**old, "Language": "de", "POT-Creation-Date": NOW}.items()
        assert list(header)[: len(old)] == list(old)
        assert header.keys() == {*catalog_header("de", SETTINGS, None), *old}

    def test_a_locale_that_nobody_knows_has_no_plural_forms(self) -> None:
        assert "Plural-Forms" not in catalog_header("xx", SETTINGS, None)
        assert (plural_forms("xx"), english_name("xx")) == (None, None)

    def test_without_settings_the_rest_is_for_people_to_fill_in(self) -> None:
        header = catalog_header("de", CatalogSettings(), None)
        assert header["Report-Msgid-Bugs-To"] == ""
        assert header["Last-Translator"] == "FULL NAME <EMAIL@ADDRESS>"


class TestDate:
    @pytest.mark.parametrize(
        ("epoch", "date"),
        [
            ("0", "1970-01-01 00:00+0000"),
            ("253402300799", "9999-12-31 23:59+0000"),
            ("9" * 50, "9999-12-31 23:59+0000"),
        ],
    )
    def test_it_can_be_set(self, epoch: str, date: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        assert template_header(SETTINGS)["POT-Creation-Date"] == date

    @pytest.mark.parametrize("epoch", ["", "yesterday", "-1", "１"])
    def test_it_is_now_where_there_is_no_other(self, epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        date = template_header(SETTINGS)["POT-Creation-Date"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d\+0000", date)
        assert date >= NOW


class TestAccepted:
    def catalog(self, locale: str) -> bytes:
        return po_bytes(PoFile(catalog_header(locale, SETTINGS, None), (Entry("size", "42"),)))

    @needs_gettext
    @pytest.mark.parametrize("locale", LOCALES)
    def test_by_gettext(self, locale: str) -> None:
        assert gettext("msgfmt", "--check", "--output-file=/dev/null", data=self.catalog(locale)) == b""
        assert gettext("msgcat", "--no-wrap", data=self.catalog(locale)) == self.catalog(locale)

    @pytest.mark.skipif(shutil.which("i18nspector") is None, reason="needs i18nspector")
    def test_by_i18nspector(self, tmp_path: Path) -> None:
        paths = [
            named(tmp_path / catalog_folder(locale) / "LC_MESSAGES" / "content.po", self.catalog(locale))
            for locale in LOCALES
        ]
        template = po_bytes(PoFile(template_header(SETTINGS), (Entry("size"),), header_flags=("fuzzy",)))
        paths.append(named(tmp_path / "pot" / "content.pot", template))
        done = subprocess.run(["i18nspector", *paths], capture_output=True, text=True, check=False)
        assert (done.stdout, done.stderr) == ("", "")

    @pytest.mark.skipif(shutil.which("i18nspector") is None, reason="needs i18nspector")
    def test_i18nspector_would_say_so(self, tmp_path: Path) -> None:
        path = named(tmp_path / "de.po", po_bytes(PoFile(catalog_header("fr", CatalogSettings(), None))))
        done = subprocess.run(["i18nspector", path], capture_output=True, text=True, check=False)
        assert "boilerplate-in-last-translator" in done.stdout
        assert "language-disparity" in done.stdout
