"""Turns what rules say of a file into findings: positions for spans, the line that is shown, severities."""

from __future__ import annotations

from functools import lru_cache

from playbook_lint.diagnostics import Diagnostic, Finding, Related, RelatedPlace
from playbook_lint.rule_settings import RuleSetting, RuleSettings
from playbook_lint.rules import registry
from playbook_lint.rules.rule import RuleModule, Scope
from playbook_lint.source import LineIndex, Place, Span

# Of a span over several lines, so many characters are kept to know it by.
_MOST_KEPT = 10_000


# Most pages of a project share one object of settings.
@lru_cache(maxsize=256)
def active(settings: RuleSettings, scope: Scope) -> tuple[tuple[RuleModule, RuleSetting], ...]:
    """The rules of that scope that run, with their settings."""
    return tuple((registry.get(name), settings[name]) for name in settings.running(scope))


class Placer:
    """Turns the diagnostics of the file at `path`, whose language is that of `locale`, into findings.

    The path is empty for whatever file the findings are given to (`FileResult.of`).
    """

    def __init__(self, path: str, locale: str, lines: LineIndex) -> None:
        self._path = path
        self._locale = locale
        self._lines = lines
        self._texts: dict[int, str] = {}  # shared by the findings of a line, which may be as long as a page
        self._places: dict[Span, Place] = {}

    def finding(self, diagnostic: Diagnostic, module: RuleModule, setting: RuleSetting) -> Finding:
        """The finding that `diagnostic`, of the rule in `module`, is in this file."""
        assert setting.severity is not None
        place = self._place(diagnostic.where)
        return Finding(
            rule=module.RULE.name,
            category=module.RULE.category.value,
            severity=setting.severity,
            arguments=diagnostic.arguments,
            path=self._path,
            locale=self._locale,
            place=place,
            line_text=self._line_text(place.start.line),
            related=tuple(map(self._related, diagnostic.related)),
            fix=diagnostic.fix,
            lines_text=self._lines.text_of(place, _MOST_KEPT) if place.end.line > place.start.line else "",
        )

    def _related(self, related: Related) -> RelatedPlace:
        return RelatedPlace(related.path or self._path, self._place(related.where), related.note)

    def _line_text(self, line: int) -> str:
        if line not in self._texts:
            self._texts[line] = self._lines.line_text(line)
        return self._texts[line]

    def _place(self, where: Span | Place) -> Place:
        if isinstance(where, Place):
            return where
        if where not in self._places:
            self._places[where] = self._lines.place(where)
        return self._places[where]
