"""What an import did: as text, JSON, or HTML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from playbook_lint.l10n.adopt import Row, State, Text
from playbook_lint.l10n.harvest import TermWords
from playbook_lint.l10n.import_report import LocaleReport, PageReport
from playbook_lint.reporters.import_words import confidence, why
from playbook_lint.reporters.serialize import to_json
from playbook_lint.reporters.visible import safe_path, shortened, visible

_SCHEMA = 1
_COUNTED = (State.ACCEPTED, State.FUZZY, State.EMPTY, State.SAME, State.LEFT)
_PLACES = 3


def render(format_name: str, reports: Sequence[LocaleReport]) -> str:
    """The reports of all locales in one of `reporters.IMPORT_FORMATS`."""
    if format_name == "json":
        return to_json({"schema": _SCHEMA, "locales": [_locale_data(report) for report in reports]})
    if format_name == "html":
        from playbook_lint.reporters.import_html import render as render_html

        return render_html(reports)
    return "".join(f"{line}\n" for report in reports for line in _locale_lines(report))


def _reason(row: Row) -> str:
    """Why a row is not certain, in words."""
    reason = why(row)
    if reason is None:
        return ""
    both = f": {visible(reason.source)} / {visible(reason.target)}" if reason.source or reason.target else ""
    return f"{reason.said}{both} ({confidence(row)})"


def _counts(counted: LocaleReport | PageReport) -> str:
    numbers = ((counted.count(state), state.value) for state in _COUNTED)
    return ", ".join(f"{number} {word}" for number, word in numbers if number) or "no messages"


def _locale_lines(report: LocaleReport) -> Iterator[str]:
    for page in report.pages:
        yield from _page_lines(page)
    for term in report.term_conflicts:
        yield from _term_lines(report.locale, term)
    yield from (f"{visible(path)}: no target page in {report.locale}" for path in report.without_target)
    yield from (f"{visible(path)}: no source page" for path in report.without_source)
    taken = [page for page in report.pages if page.outcome == "imported"]
    yield f"{report.locale}: {len(taken)} {'page' if len(taken) == 1 else 'pages'}: {_counts(report)}"


def _page_lines(page: PageReport) -> Iterator[str]:
    path = visible(page.target)
    if page.outcome == "source language":
        yield f"{path}: left alone: still in the source language"
    elif page.outcome == "unreadable":
        yield f"{path}: left alone: {visible(page.problem)}"
    else:
        yield f"{path}: {_counts(page)}"
        if page.in_doubt:
            yield f"{path}: seems to be in another language than {page.locale}; all its translations are fuzzy"
        yield from (f"  {path}:{line}: a merge conflict; its texts are not taken" for line in page.conflicts)
        yield from _row_lines(page)
        for destination, line in page.links:
            yield f"  {path}:{line}: `{visible(destination)}` will lead to the page in {page.locale}"
        for edit in page.edits:
            yield f"  {path}: edited by hand: {_quoted(edit.after)}, was {_quoted(edit.before)}"
        for text, others in page.several.items():
            quoted = ", ".join(map(_quoted, others))
            yield f"  {path}: {_quoted(text)} is translated in several ways; not taken: {quoted}"


def _row_lines(page: PageReport) -> Iterator[str]:
    """What is not certain or not there, each with its place."""
    for row in page.rows:
        text = row.target or row.source
        if text is None or row.state in (State.ACCEPTED, State.TERM):
            continue
        place = f"{visible(page.target if row.target else page.source)}:{text.line}"
        if row.state is State.FUZZY and row.source:
            said = f"{_reason(row)}; {_quoted(text.text)} for {_quoted(row.source.text)} (line {row.source.line})"
        else:
            said = _quoted(text.text)
        yield f"  {place}: {row.state.value}: {said}"


def _term_lines(locale: str, term: TermWords) -> Iterator[str]:
    yield f"{locale}: several words for the {term.kind} `{visible(term.canonical)}`; `{visible(term.chosen)}` is taken"
    for form, places in term.others.items():
        named = ", ".join(f"{visible(place.path)}:{place.line}" for place in places[:_PLACES])
        more = f" and {len(places) - _PLACES} more" if len(places) > _PLACES else ""
        yield f"  `{visible(form)}`: {named}{more}"


def _quoted(text: str) -> str:
    return f'"{shortened(text)}"'


def _locale_data(report: LocaleReport) -> dict[str, object]:
    return {
        "locale": report.locale,
        "summary": {state.value: report.count(state) for state in State},
        "pages": [_page_data(page) for page in report.pages],
        "without_target": list(map(safe_path, report.without_target)),
        "without_source": list(map(safe_path, report.without_source)),
        "terms": [_term_data(term) for term in report.terms],
    }


def _page_data(page: PageReport) -> dict[str, object]:
    return {
        "page": page.page_id,
        "source": safe_path(page.source),
        "target": safe_path(page.target),
        "outcome": page.outcome,
        "problem": page.problem or None,
        "other_language": page.in_doubt,
        "summary": {state.value: page.count(state) for state in State},
        "rows": [_row_data(row) for row in page.rows],
        "links": [{"destination": destination, "line": line} for destination, line in page.links],
        "conflicts": list(page.conflicts),
        "edits": [{"source": edit.source, "before": edit.before, "after": edit.after} for edit in page.edits],
        "several": [{"source": text, "not_taken": list(others)} for text, others in page.several.items()],
    }


def _row_data(row: Row) -> dict[str, object]:
    doubt = row.doubt
    return {
        "state": row.state.value,
        "confidence": round(row.confidence, 4),
        "source": _text_data(row.source),
        "target": _text_data(row.target),
        "doubt": doubt and {"reason": doubt.reason, "source": list(doubt.source), "target": list(doubt.target)},
    }


def _text_data(text: Text | None) -> dict[str, object] | None:
    return {"text": text.text, "line": text.line} if text else None


def _term_data(term: TermWords) -> dict[str, object]:
    forms: Iterable[tuple[str, object]] = (
        (form, [{"path": safe_path(place.path), "line": place.line} for place in places])
        for form, places in term.forms.items()
    )
    return {
        "kind": term.kind,
        "term": term.canonical,
        "chosen": term.chosen,
        "forms": [{"form": form, "places": places} for form, places in forms],
    }
