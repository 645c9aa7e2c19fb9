"""Generated PO files, a sample with everything in it, and gettext's tools to hold ours against."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import strategies as st

from playbook_lint.l10n.entries import Entry, PoFile, Reference

needs_gettext = pytest.mark.skipif(shutil.which("msgcat") is None, reason="needs GNU gettext")

HEADER = {
    "Project-Id-Version": "Sample 1.0",
    "Language": "de",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}

EVERYTHING = PoFile(
    {**HEADER, "X-Poedit-Basepath": "..", "X-Generator": "Sample 1.0"},
    (
        Entry(
            "See the [guide](https://example.com/guides/plan-and-prepare.md) first, **then** the `tool`;\nit is short.",
            'Siehe zuerst die [Anleitung](https://example.com/guides/plan-and-prepare.md), \\ "Größe"\tund\r\n – so.',
            comment="Two\n\n  lines",
            extracted="paragraph under Plan > Prepare\n\nA note.",
            references=(Reference("content/plan.md", 12), Reference("content/no line.md"), Reference("b c.md", 3)),
            flags=("fuzzy",),
            previous_context="old place",
            previous_source="See the guide first.\nIt is short.",
        ),
        Entry("Open", "Öffnen"),
        Entry("Open", "Offen", context=""),
        Entry("Open", "", context="state"),
        Entry("%d page", "", plural="%d pages", plurals=("%d Seite", "%d Seiten"), flags=("c-format",)),
        Entry(
            "one",
            plural="many",
            plurals=("eins", "viele"),
            flags=("fuzzy", "no-wrap"),
            previous_source="a",
            previous_plural="b",
        ),
        Entry(
            "gone", "weg", comment="kept", flags=("fuzzy",), previous_source="went", previous_context="x", obsolete=True
        ),
        Entry("left", "verlassen", context="place", obsolete=True),
        Entry("a day", plural="days", plurals=("ein Tag", "Tage"), obsolete=True),
    ),
    "Sample translations.\n\nFor tests.",
)

# Whatever text there is: no surrogates, which UTF-8 cannot hold, nor NUL and EOT, which catalogs cannot.
_ANYTHING = st.characters(exclude_categories=["Cs"], exclude_characters="\0\x04")
_WORDS = (
    "a", "word", "Der", "größe", "naïve", "λόγος", "жизнь", "שלום", "א-ב", "عربي", "中文字", "テスト", "。", "、",
    "（注）", "㈱", "한국어", "a/b", "and/or", "http://example.com/a-b/c?d=e#f", "**bold**", "[x](y.md)", "1.", "10%",
    "$5", "€10", "(see", "note)", "—", "–", "…", "e.g.", "“q”", "«a»", "„z“", "it’s", "don't", "co-op", "well-being",
    "--", "-", '"', "\\", "\t", "C++", "✔", "⚠", "→", "½", "5°C", "№", "|", "`code`", "!", "?", "\u00a0", "\u00ad",
    "\u200b", "\u2011", "\u2060", "a\u0301", "\x1b", "\x7f", "\u2028", "\x85", "3-4", "-5", "x=y", "¿", "¡",
    "😀", "👍\U0001f3fd",
)  # fmt: skip
# Texts of words with the punctuation of many languages, long enough to be wrapped.
prose = st.lists(
    st.tuples(st.sampled_from(_WORDS), st.sampled_from([" ", " ", " ", "", "\n", "  ", ". "])), max_size=40
).map(lambda words: "".join(word + space for word, space in words))
anything = st.text(_ANYTHING, max_size=30)
_lines = st.text(st.characters(exclude_categories=["Cs", "Zl", "Zp"], exclude_characters="\0\x04\r\n"), max_size=20)
_comments = st.lists(_lines, max_size=3).map("\n".join)
_paths = st.sampled_from(["a.md", "content/guides/plan-and-prepare/some-rather-long-name-of-a-page.md", "ü/中.md", "b"])
_references = st.lists(st.builds(Reference, _paths, st.integers(0, 200)), max_size=6, unique=True).map(tuple)


@st.composite
def entries(draw: st.DrawFn, texts: st.SearchStrategy[str], *, wrapped: bool = False) -> Entry:
    """An entry as a reader gives it: `fuzzy` and obsolete only with a translation, previous texts only with a msgid."""
    obsolete = draw(st.booleans())
    plurals = draw(st.none() | st.tuples(texts, texts))
    first = "x" if obsolete else ""
    target = "" if plurals else draw(texts) or first
    flags = draw(st.sampled_from([(), ("no-wrap",)] if wrapped else [(), ("c-format",), ("no-c-format", "no-wrap")]))
    if plurals and obsolete:
        plurals = (plurals[0] or first, plurals[1])
    if (plurals[0] if plurals else target) and draw(st.booleans()):
        flags = ("fuzzy", *flags)
    previous = draw(st.none() | texts)
    return Entry(
        draw(texts),
        target,
        draw(st.none() | texts),
        draw(_comments),
        draw(_comments),
        draw(_references),
        flags,
        draw(st.none() | texts) if previous is not None else None,
        previous,
        draw(st.none() | texts) if previous is not None else None,
        draw(texts) if plurals else None,
        plurals or (),
        obsolete,
    )


def files(texts: st.SearchStrategy[str], *, wrapped: bool = False) -> st.SearchStrategy[PoFile]:
    """PO files with an entry or more, in gettext's order: those in use before obsolete ones."""
    several = st.lists(
        entries(texts, wrapped=wrapped).filter(lambda entry: entry.key != (None, "")),
        min_size=1,
        max_size=8,
        unique_by=lambda entry: entry.key,
    )
    return st.builds(
        lambda found, comment: PoFile(HEADER, tuple(sorted(found, key=lambda entry: entry.obsolete)), comment),
        several,
        _comments,
    )


def gettext(command: str, *arguments: str, data: bytes) -> bytes:
    """What a tool of gettext makes of a PO file; fails the test where it complains."""
    settings = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    done = subprocess.run([command, *arguments, "-"], input=data, capture_output=True, env=settings, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def named(path: Path, data: bytes) -> Path:
    """The file at `path` with that content, in folders that are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
