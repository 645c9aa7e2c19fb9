"""Which words changed: whole ones, in every script, and soon told even of long texts."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from playbook_lint.reporters.import_words import Pieces
from playbook_lint.reporters.visible import visible
from playbook_lint.reporters.word_diff import compared


def marked(lines: list[Pieces]) -> str:
    """The lines as text, with brackets around what changed."""
    return "\n".join("".join(f"[{text}]" if is_changed else text for text, is_changed in line) for line in lines)


@pytest.mark.parametrize(
    ("before", "after", "old", "new"),
    [
        ("Feed the cat.", "Feed the dog.", "Feed the [cat].", "Feed the [dog]."),
        ("Feed the cat.", "Feed the cat twice.", "Feed the cat.", "Feed the cat[ twice]."),
        ("Wait 15 days", "Wait 20 days", "Wait [15] days", "Wait [20] days"),
        ("See [it](a.md).", "See [it](b.md).", "See [it]([a].md).", "See [it]([b].md)."),
        # Changed words in a row are one change.
        ("the black cat", "the white dog", "the [black cat]", "the [white dog]"),
        ("black, cat", "white, dog", "[black, cat]", "[white, dog]"),
        ("", "Feed.", "", "[Feed.]"),
        ("same", "same", "same", "same"),
        ("", "", "", ""),
        # A character is a word where words are not parted.
        ("会議を開く方法", "会議を閉じる方法", "会議を[開く]方法", "会議を[閉じる]方法"),
        ("打开计划页面", "打开计划网页", "打开计划页[面]", "打开计划[网]页"),
        ("Teamsを使う", "Zoomを使う", "[Teams]を使う", "[Zoom]を使う"),
        # A letter keeps its marks.
        ("नमस्ते दुनिया", "नमस्ते दुनियाँ", "नमस्ते [दुनिया]", "नमस्ते [दुनियाँ]"),
        ("cafe\u0301 now", "cafe now", "[cafe\u0301] now", "[cafe] now"),
        # What cannot be seen is.
        ("a\u00a0b", "a b", "a[\\xa0]b", "a[ ]b"),
        ("left\u202e", "left", "left[\\u202e]", "left"),
        # Line ends.
        ("a b\nc", "a d\nc", "a [b]\nc", "a [d]\nc"),
        ("a\nb", "a b", "a[↵]\nb", "a[ ]b"),
        ("a", "a\n\nb", "a", "a[↵]\n[↵]\n[b]"),
    ],
)
def test_changed_words_are_marked(before: str, after: str, old: str, new: str) -> None:
    versions = compared(before, after)
    assert (marked(versions.before), marked(versions.after)) == (old, new)


words = st.text(alphabet="ab \n\u0301会議ग\u00a0.\u200b", max_size=30)


@given(words, words)
def test_versions_say_what_the_texts_say(before: str, after: str) -> None:
    versions = compared(before, after)
    for text, lines in ((before, versions.before), (after, versions.after)):
        said = ["".join(piece for piece, _ in line).removesuffix("↵") for line in lines]
        assert said == [visible(line) for line in text.split("\n")]
    # What is not marked is the same in both.
    kept = ["".join(text for line in lines for text, is_changed in line if not is_changed) for lines in versions]
    assert kept[0] == kept[1]


_RANDOM = random.Random(4)
LONG = {
    "the same word": ("a " * 50_000, "a " * 49_999 + "b"),
    "other words": ("x " * 50_000, "y " * 50_000),
    "one word": ("x" * 100_000, "y" * 100_000),
    "marks": ("\u0301" * 100_000, "a\u0301" * 50_000),
    "two words in any order": tuple(" ".join(_RANDOM.choices("ab", k=160)) for _ in range(2)),
    "one word moved": ("a " * 150 + "b", "b " + "a " * 150),
    "characters": tuple("".join(_RANDOM.choices("会議を", k=310)) for _ in range(2)),
}


@pytest.mark.parametrize("name", LONG)
def test_long_texts_are_compared_soon(name: str) -> None:
    started = time.process_time()
    versions = compared(*LONG[name])
    assert time.process_time() - started < 2
    assert any(is_changed for line in versions.after for _, is_changed in line)
