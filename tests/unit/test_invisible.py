"""Invisible characters are found wherever they stand, and in runs."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from playbook_lint import invisible

# Invisible ones that no script needs, of one to four bytes in UTF-8; a space of another kind; what is seen.
_UNNEEDED = "\x01\x7f\x85\xad\u2060\ufeff\ufff9"
_TEXTS = st.text(st.sampled_from(f"{_UNNEEDED}\xa0\u3000a é漢🙂\t\n\0\ud800"))


@given(_TEXTS)
def test_every_place_is_found_in_order(text: str) -> None:
    odd = {*_UNNEEDED, *invisible.SPACES}
    assert invisible.places(text) == [at for at, char in enumerate(text) if char in odd]


@given(_TEXTS)
def test_characters_that_follow_each_other_are_one_run(text: str) -> None:
    runs = [list(run) for is_odd, run in groupby(range(len(text)), lambda at: text[at] in _UNNEEDED) if is_odd]
    found = [(run[0], run[-1] + 1) for run in runs]
    assert list(invisible.find(text)) == found
    assert list(invisible.find(text, invisible.places(text))) == found


def test_all_of_unicode_is_looked_at() -> None:
    """One character at a time finds what all of them at once do."""
    characters = list(map(chr, range(0x110000)))
    together = invisible.places("".join(characters))
    assert together == [at for at, char in enumerate(characters) if invisible.places(char)]
    assert {char for char in characters if char in invisible.SPACES} <= {characters[at] for at in together}
