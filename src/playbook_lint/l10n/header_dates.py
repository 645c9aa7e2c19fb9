"""The dates in the header of a PO file.

The format: https://www.gnu.org/software/gettext/manual/html_node/Header-Entry.html
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple

from playbook_lint.source import Span

DATE_FIELDS = ("POT-Creation-Date", "PO-Revision-Date")
_DATE = re.compile(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d)?(?:[+-]\d\d:?\d\d|Z)", re.ASCII)
# What gettext's tools write for people to fill in, `YEAR-MO-DA HO:MI+ZONE`.
_PLACEHOLDER = "YEAR-MO-DA"


class HeaderDate(NamedTuple):
    """The date in the header field `name`, as it is written; `moment` is what it means, None where it means nothing."""

    name: str
    text: str
    span: Span
    moment: datetime | None

    @property
    def is_placeholder(self) -> bool:
        """Whether it was never filled in."""
        return self.text.startswith(_PLACEHOLDER)


def header_date(name: str, text: str, span: Span) -> HeaderDate:
    """The date that `text`, at `span` of the catalog, is."""
    return HeaderDate(name, text, span, _moment(text) if _DATE.fullmatch(text) else None)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:  # a thirteenth month
        return None
