"""Text that hypothesis makes pages of: every character that means something to Markdown, and ways to wrap it."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from playbook_lint.page import Page
from playbook_lint.source import SourceText

_CHARACTERS = "ab A1é漢😀\u00a0*_`~[](){}<>!&;#|\\-+=.:：\"'/\t \n \r\n\u200b\u3000\ufeff\0\x0b\x0c\x1c\u2028"
_PIECES = [
    "# ", "## ", "\n\n", "- ", "> ", "1. ", "    ", "| ", " |\n|-|-|\n", "Phase: **A**  \n", "Role: B", "**", "~~~",
    "```\n", "[a](b)", "![a](b)", "[a]: <b> 'c'\n", "[a][a]", "[a]", "<a href='x'>", "</a>", "<!-- c -->", "<!--",
    "-->",
    "<br>", "[!NOTE]\n", "[!INCLUDE [a](b)]", "<div>\n", "<https://example.com>", "---\n", "a: b\n", "===\n", "\t",
    "<<<<<<<\n", ">>>>>>>\n", "<!-- playbook-lint-disable x -->", "&amp;", "\\", "<script>", "<?", "?>", "<![CDATA[",
    "\u00a0\n",
]  # fmt: skip
TEXT = st.text(alphabet=st.sampled_from(_CHARACTERS), max_size=60)
MARKDOWN = TEXT | st.lists(st.sampled_from(_PIECES) | TEXT.map(lambda text: text[:8]), max_size=12).map("".join)
WRAPPERS: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in a list": lambda text: "- " + text.replace("\n", "\n  "),
    "in a quote": lambda text: "> " + text.replace("\n", "\n> "),
    "in a quote in a list": lambda text: "1. > " + text.replace("\n", "\n   > "),
    "in a table": lambda text: "| a | b |\n|---|---|\n| " + text.replace("\n", " |\n| ") + " | x |\n",
    "after metadata": lambda text: f"---\ntitle: A\n---\n{text}",
    "as metadata": lambda text: f"---\n{text}\n---\n# A\n",
    "with CR LF": lambda text: text.replace("\n", "\r\n"),
    "with CR": lambda text: text.replace("\n", "\r"),
}
PAGES = st.builds(lambda wrapper, text: WRAPPERS[wrapper](text), st.sampled_from(sorted(WRAPPERS)), MARKDOWN)


def page(text: str) -> Page:
    return Page.parse(SourceText(text))
