"""Where characters of texts stand in a PO file, for files however they are written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playbook_lint.l10n.entries import Entry, PoFile
from playbook_lint.l10n.po_places import Places
from playbook_lint.l10n.po_read import read_entries
from playbook_lint.l10n.po_write import po_bytes
from po_samples import EVERYTHING, anything, files, prose

PATH = Path("sample.po")
BYTE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+))")
PIECE = re.compile(rf"(?:{BYTE.pattern})+|\\.|[^\\]", re.DOTALL)
ESCAPES = dict(zip('abtnvfr"\\', '\a\b\t\n\v\f\r"\\', strict=True))


def texts_of(entry: Entry) -> dict[str, str]:
    """The texts of an entry by keyword."""
    texts = {"msgctxt": entry.context, "msgid": entry.source, "msgid_plural": entry.plural}
    plurals = {f"msgstr[{number}]": text for number, text in enumerate(entry.plurals)}
    targets = plurals if entry.plural is not None else {"msgstr": entry.target}
    return {key: text for key, text in texts.items() if text is not None} | targets


def meant(text: str, offset: int, charset: str) -> str:
    """What is written at `offset` of a file means: a character, an escape, or several escapes of bytes."""
    written = PIECE.match(text, offset)
    assert written
    if numbers := BYTE.findall(written[0]):
        data = bytes(int(octal, 8) if octal else int(digits[-2:], 16) for octal, digits in numbers)
        return data.decode(charset)
    return ESCAPES[written[0][1]] if written[0].startswith("\\") else written[0]


def assert_placed(text: str, charset: str = "UTF-8") -> None:
    """Each character of each text stands where it is said to stand; the lines of entries are in order."""
    places = Places(text, charset)
    last_line = 0
    for entry in read_entries(PATH, text, charset):
        first, last = places.lines_of(entry)
        assert last_line < first <= entry.line <= last
        last_line = last
        for keyword, value in texts_of(entry).items():
            start, end = places.span(entry, keyword)
            assert (text[start - 1], text[end]) == ('"', '"')
            offsets = [places.span(entry, keyword, index, index + 1).start for index in range(len(value))]
            assert offsets == sorted(offsets)
            # Escapes of bytes that follow each other may make several characters, which have one place.
            assert "".join(meant(text, offset, charset) for offset in dict.fromkeys(offsets)) == value
            assert all(value[index] in meant(text, offset, charset) for index, offset in enumerate(offsets))


def rewritten(text: str, draw: st.DrawFn) -> str:
    """The file with its strings parted, its characters escaped by numbers, and its lines ended otherwise."""

    def parted(string: re.Match[str]) -> str:
        pieces = re.findall(r"\\(?:[0-7]{1,3}|x[0-9A-Fa-f]+|.)|[^\\]", string[0])
        at = draw(st.integers(0, len(pieces)))
        number = draw(st.sampled_from(["", "octal", "hex"]))
        if number and at < len(pieces) and len(pieces[at]) == 1:
            data = pieces[at].encode()
            pieces[at] = "".join(f"\\{byte:03o}" if number == "octal" else f"\\x{byte:02x}" for byte in data)
            follows = "".join(pieces[at + 1 : at + 2])
            if number == "hex" and re.match(r"[0-9A-Fa-f]", follows):
                pieces[at] += '" "'
        gap = draw(st.sampled_from(["", '" "', '""', '"\t"']))
        return "".join([*pieces[:at], gap, *pieces[at:]])

    lines = [
        line if line.startswith(("#.", "#:", "# ", "#,", "#|", "#~|")) or line == "#" else
        re.sub(r'(?<=")(?:[^"\\]|\\.)*(?="\s*$)', parted, line)
        for line in text.split("\n")
    ]  # fmt: skip
    return draw(st.sampled_from(["\n", "\r\n"])).join(lines)


@pytest.mark.parametrize("wrap", [None, 40, 79])
def test_a_sample_with_everything(wrap: int | None) -> None:
    assert_placed(po_bytes(EVERYTHING, wrap=wrap).decode())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data(), st.sampled_from([None, 20, 79]))
def test_every_character_has_its_place(data: st.DataObject, wrap: int | None) -> None:
    file = data.draw(files(st.one_of(prose, anything)))
    text = po_bytes(file, wrap=wrap).decode()
    assert_placed(text)
    assert_placed(rewritten(text, data.draw))


@pytest.mark.parametrize(
    "text",
    [
        'msgid "a"\n\n# between\nmsgstr ""\n\n"b"\n',
        'msgid "a" "b"\nmsgstr "c" "" "d"\n"e"\nmsgid "f"\nmsgstr "g"',
        '#~ msgid "a"\n#~ "b"\n#~ msgstr "c"\n#~| msgid "x"\n#~ msgid "d"\n#~ msgstr "e"\n# f\nmsgid "g"\nmsgstr "h"\n',
        '#~msgid "a"\n#~msgstr "b"\n#, fuzzy\nmsgid"c"\nmsgstr"d"',
        '  msgid\t"a"\n\u3000msgstr\u00a0"b"  \n',
        'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] ""\n"d"\nmsgstr[2] "e"\n',
        'msgid "\\303\\266\\x41"\nmsgstr "\\xc3\\xb6" "\\1" "2\\"\\\\n"\n',
        'msgid ""\nmsgstr "a\\r\\n"\r\n\r\nmsgid "a\rb"\nmsgstr "\u2028\x85c"\n',
    ],
)
def test_however_it_is_written(text: str) -> None:
    assert_placed(text)


def test_escapes_are_bytes_of_the_charset() -> None:
    text = 'msgid "a\\344b"\nmsgstr "\\303\\266"\n'
    assert_placed(text, "ISO-8859-1")
    entry = read_entries(PATH, text, "ISO-8859-1")[0]
    assert (entry.source, entry.target) == ("aäb", "Ã¶")


def test_the_comments_of_an_entry_are_its_own() -> None:
    text = '#~ msgid "a"\n#~ msgstr "b"\n# mine\n#| msgid "x"\nmsgid "c"\nmsgstr "d"\n\n# not mine\n'
    places = Places(text)
    obsolete, entry = read_entries(PATH, text, "UTF-8")
    assert (places.lines_of(obsolete), places.lines_of(entry)) == ((1, 2), (3, 6))
    assert [line for line, _ in places.comment_lines(entry)] == ["mine"]
    previous = places.previous_lines(entry)
    assert previous is not None
    assert text[slice(*previous)] == '#| msgid "x"\n'
    assert places.previous_lines(obsolete) is None


def test_a_text_that_an_entry_does_not_have_is_its_first_line() -> None:
    text = ' msgid "a" \nmsgstr "b"\n'
    entry = read_entries(PATH, text, "UTF-8")[0]
    assert text[slice(*Places(text).span(entry, "msgstr[3]"))] == 'msgid "a"'


def test_many_entries_and_a_long_text_take_no_time() -> None:
    many = PoFile({}, tuple(Entry(f"message {number}", "x", flags=("fuzzy",)) for number in range(50_000)))
    text = po_bytes(many).decode() + f'\nmsgid "long"\nmsgstr "{"ä" * 1_000_000}\\n{"b" * 1_000_000}"\n'
    places = Places(text)
    for entry in read_entries(PATH, text, "UTF-8"):
        places.lines_of(entry)
        span = places.span(entry, "msgstr")
    assert span.end - span.start == 2_000_002
