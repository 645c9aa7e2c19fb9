"""How far translations are, as a badge: an SVG picture that stands alone, for a README."""

from __future__ import annotations

import math
from html import escape

from playbook_lint.l10n.status import ProjectStatus
from playbook_lint.reporters import status_words as words
from playbook_lint.reporters.visible import columns, visible

# From which share on a badge has which colour; white text can be read on all of them.
_COLORS = ((100, "#2e7d32"), (90, "#55741a"), (75, "#7a6a00"), (50, "#9a5b00"), (0, "#b3261e"))
_NO_COLOR = "#5f6368"
# About how wide a terminal column of text is, in pixels; the text is then set to just that width.
_COLUMN = 6.6
_PADDING = 6
_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{title}">
<title>{title}</title>
<clipPath id="round"><rect width="{width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#round)">
<rect width="{first}" height="20" fill="#444"/>
<rect x="{first}" width="{second}" height="20" fill="{color}"/>
</g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="{label_at}" y="14" textLength="{label_length}">{label}</text>
<text x="{value_at}" y="14" textLength="{value_length}">{value}</text>
</g>
</svg>
"""


def render(status: ProjectStatus) -> str:
    """The share of messages that are translated: in the only locale of `status`, or in all of them."""
    tally = words.total(status)
    only = visible(status.locales[0].locale) if len(status.locales) == 1 else ""
    label = f"{only} translated" if only else "translated"
    if not tally.messages:
        return _badge(label, "nothing", _NO_COLOR, f"{label}: nothing")
    whole = math.floor(words.share(tally))
    color = next(color for least, color in _COLORS if whole >= least)
    title = f"{label}: {words.percent(tally)} ({words.of(tally.translated, tally.messages)} messages)"
    return _badge(label, f"{whole}%", color, title)


def _badge(label: str, value: str, color: str, title: str) -> str:
    label_length, value_length = (math.ceil(columns(text) * _COLUMN) for text in (label, value))
    first, second = label_length + 2 * _PADDING, value_length + 2 * _PADDING
    return _SVG.format(
        width=first + second,
        first=first,
        second=second,
        color=color,
        label_at=first / 2,
        value_at=first + second / 2,
        label_length=label_length,
        value_length=value_length,
        label=escape(label),
        value=escape(value),
        title=escape(title),
    )
