"""The headers of templates and catalogs.

The fields: https://www.gnu.org/software/gettext/manual/html_node/Header-Entry.html
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from datetime import UTC, datetime

from playbook_lint import __version__
from playbook_lint.l10n.entries import PoFile
from playbook_lint.l10n.locale import catalog_folder, english_name, plural_forms
from playbook_lint.l10n.settings import CatalogSettings

# What gettext's tools put where a field is for people to fill in.
_DATE = "YEAR-MO-DA HO:MI+ZONE"
_TRANSLATOR = "FULL NAME <EMAIL@ADDRESS>"
_TEAM = "LANGUAGE <LL@li.org>"
_TO_FILL_IN = {"", "PACKAGE VERSION", _DATE, _TRANSLATOR, _TEAM, "text/plain; charset=CHARSET", "ENCODING"}
_PROJECT = "playbook"
_CREATED = "POT-Creation-Date"
# The last second of the year 9999: dates have four digits for the year.
_LAST_SECOND = 253402300799


def template_header(settings: CatalogSettings) -> Mapping[str, str]:
    """The header of a template that is written now, with the fields that translators fill in."""
    return {
        "Project-Id-Version": settings.project or _PROJECT,
        "Report-Msgid-Bugs-To": settings.report_bugs_to,
        _CREATED: _now(),
        "PO-Revision-Date": _DATE,
        "Last-Translator": _TRANSLATOR,
        "Language-Team": _TEAM,
        "Language": "",
        **_technical(),
    }


def catalog_header(locale: str, settings: CatalogSettings, old: PoFile | None) -> Mapping[str, str]:
    """The header of a catalog whose messages change now: the fields of the `old` one, and those that it lacks.

    Until a translator saves the catalog, its last translator is who bugs are reported to, if that is a mail address.
    """
    now = _now()
    bugs = settings.report_bugs_to
    wanted = {
        "Project-Id-Version": settings.project or _PROJECT,
        "Report-Msgid-Bugs-To": bugs,
        _CREATED: now,
        "PO-Revision-Date": now,
        "Last-Translator": bugs if "@" in bugs else _TRANSLATOR,
        "Language-Team": english_name(locale) or _TEAM,
        "Language": catalog_folder(locale),
        **_technical(),
        "Plural-Forms": plural_forms(locale),
        "X-Generator": f"playbook-lint {__version__}",
    }
    fields = dict(old.header) if old else {}
    missing = {
        name: value for name, value in wanted.items() if value is not None and fields.get(name, "") in _TO_FILL_IN
    }
    return {**fields, **missing, _CREATED: now}


def filled_in(header: Mapping[str, str], name: str) -> str:
    """The value of a header field; empty where nobody has filled it in."""
    value = header.get(name, "").strip()
    return "" if value in _TO_FILL_IN else value


def _technical() -> dict[str, str]:
    return {
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }


def _now() -> str:
    """The date and time in UTC, or those of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    seconds = int(epoch[:20]) if epoch.isascii() and epoch.isdigit() else int(time.time())
    return f"{datetime.fromtimestamp(min(seconds, _LAST_SECOND), UTC):%Y-%m-%d %H:%M+0000}"
