"""What destinations lead to in a project."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fake_tree import FakeTree
from playbook_lint.links.destination import read
from playbook_lint.links.resolve import Resolver, State, Target

FILES = (
    "docs/page.md",
    "docs/plan.md",
    "docs/team--partner.md",
    "docs/team--internal.md",
    "docs/Guides/steps.md",
    "docs/media/map.png",
    "docs/e\u0301te\u0301.md",
    "docs/both",
    "docs/both.md",
    "docs/a.net/x.txt",
    "README.md",
    "empty/",
)
AUDIENCES = ("--partner", "--internal")


def target(destination: str, page: str = "docs/page.md", extensions: Sequence[str] = ()) -> Target:
    return Resolver(FakeTree(*FILES), AUDIENCES, extensions, ["docs"]).target(page, read(destination))


@pytest.mark.parametrize(
    ("destination", "state", "path"),
    [
        ("plan.md", State.FILE, "docs/plan.md"),
        ("./plan.md?a#b", State.FILE, "docs/plan.md"),
        ("../docs//plan.md", State.FILE, "docs/plan.md"),
        ("plan.md/", State.FILE, "docs/plan.md"),
        ("Guides\\steps.md", State.FILE, "docs/Guides/steps.md"),
        ("../README.md", State.FILE, "README.md"),
        ("media", State.FOLDER, "docs/media"),
        ("media/", State.FOLDER, "docs/media"),
        (".", State.FOLDER, "docs"),
        ("..", State.FOLDER, ""),
        ("../empty", State.FOLDER, "empty"),
        ("#a", State.FILE, "docs/page.md"),
        ("?a", State.FILE, "docs/page.md"),
        ("Plan.md", State.CASE, "docs/plan.md"),
        ("guides/steps.md", State.CASE, "docs/Guides/steps.md"),
        ("MEDIA/", State.CASE, "docs/media"),
        ("\u00e9t\u00e9.md", State.CASE, "docs/e\u0301te\u0301.md"),
        ("e%CC%81te%CC%81.md", State.FILE, "docs/e\u0301te\u0301.md"),
        ("missing.md", State.MISSING, "docs/missing.md"),
        ("plan.md/more.md", State.MISSING, "docs/plan.md/more.md"),
        ("plan", State.MISSING, "docs/plan"),
        ("%00.md", State.MISSING, "docs/\0.md"),
        ("../../plan.md", State.OUTSIDE, "../plan.md"),
        ("..%2F..%2fplan.md", State.OUTSIDE, "../plan.md"),
        ("https://example.com", State.ELSEWHERE, ""),
        ("", State.ELSEWHERE, ""),
        ("C:\\docs\\plan.md", State.ELSEWHERE, ""),
    ],
)
def test_from_a_page(destination: str, state: State, path: str) -> None:
    found = target(destination)
    assert (found.state, found.path) == (state, path)


@pytest.mark.parametrize(
    ("destination", "state", "path"),
    [
        ("/docs/plan.md", State.FILE, "docs/plan.md"),
        ("/plan.md", State.FILE, "docs/plan.md"),
        ("~/plan.md", State.FILE, "docs/plan.md"),
        ("\\plan.md", State.FILE, "docs/plan.md"),
        ("/README.md", State.FILE, "README.md"),
        ("/", State.FOLDER, ""),
        ("/Plan.md", State.CASE, "docs/plan.md"),
        ("/team.md", State.VARIANT, "docs/team.md"),
        ("/missing.md", State.MISSING, "missing.md"),
        ("/docs/media/missing.png", State.MISSING, "docs/media/missing.png"),
        ("/media/missing.png", State.MISSING, "media/missing.png"),
        ("/../plan.md", State.OUTSIDE, "../plan.md"),
        # Addresses of the site.
        ("/products/map.png", State.ELSEWHERE, ""),
        ("/docs/missing", State.ELSEWHERE, ""),
        ("/logo.png", State.ELSEWHERE, ""),
        ("/docs/api/system.string", State.ELSEWHERE, ""),
        # Another repository, which docfx puts beside this one.
        ("~/../samples/plan.cs", State.ELSEWHERE, ""),
    ],
)
def test_from_the_top(destination: str, state: State, path: str) -> None:
    found = target(destination)
    assert (found.state, found.path) == (state, path)


@pytest.mark.parametrize("destination", ["/steps.md", "/Guides/steps.md", "~/steps.md", "/docs/Guides/steps.md"])
def test_from_the_top_of_any_folder_that_holds_the_page(destination: str) -> None:
    found = Resolver(FakeTree(*FILES)).target("docs/Guides/page.md", read(destination))
    assert (found.state, found.path) == (State.FILE, "docs/Guides/steps.md")


def test_from_the_top_of_its_own_folders_first() -> None:
    tree = FakeTree("en/plan.md", "de/plan.md", "de/more/page.md", "plan.md")
    resolver = Resolver(tree, roots=["en", "de"])
    assert resolver.target("de/more/page.md", read("/plan.md")).path == "de/plan.md"
    assert resolver.target("en/page.md", read("~/plan.md")).path == "en/plan.md"
    assert resolver.target("more/page.md", read("/plan.md")).path == "plan.md"


class TestVariants:
    def test_of_a_page(self) -> None:
        found = target("team.md#a")
        assert (found.state, found.path) == (State.VARIANT, "docs/team.md")
        assert found.variants == found.files == ("docs/team--partner.md", "docs/team--internal.md")

    def test_of_what_a_site_makes_of_it_and_without_its_extension(self) -> None:
        assert target("team.html").files == target("team.md").files
        assert target("team", extensions=[".md"]).files == target("team.md").files

    def test_the_page_itself_comes_first(self) -> None:
        assert target("team--partner.md").files == ("docs/team--partner.md",)

    def test_are_those_of_the_setting(self) -> None:
        assert Resolver(FakeTree(*FILES)).target("docs/page.md", read("team.md")).state is State.MISSING


class TestExtensions:
    @pytest.mark.parametrize("destination", ["plan", "plan/", "plan#a", "/plan", "/docs/plan"])
    def test_that_are_left_out(self, destination: str) -> None:
        found = target(destination, extensions=[".txt", ".md"])
        assert (found.state, found.path) == (State.FILE, "docs/plan.md")

    def test_the_name_itself_comes_first(self) -> None:
        assert target("both", extensions=[".md"]).path == "docs/both"

    def test_the_exact_name_comes_before_another_letter_case(self) -> None:
        tree = FakeTree("Plan/", "plan.md")
        found = Resolver(tree, extensions=[".md"]).target("page.md", read("plan"))
        assert (found.state, found.path) == (State.FILE, "plan.md")

    def test_with_them_a_path_from_the_top_is_no_address_of_the_site(self) -> None:
        assert target("/docs/missing", extensions=[".md"]).state is State.MISSING
        assert target("/products/missing", extensions=[".md"]).state is State.ELSEWHERE


@pytest.mark.parametrize(
    ("destination", "path"),
    [
        ("plan.html", "docs/plan.md"),
        ("Guides/steps.HTM#a", "docs/Guides/steps.md"),
        ("/plan.html", "docs/plan.md"),
        ("plan/", "docs/plan.md"),
        ("plan/#a", "docs/plan.md"),
        ("both/", "docs/both"),
    ],
)
def test_what_a_site_makes_of_a_page(destination: str, path: str) -> None:
    found = target(destination)
    assert (found.state, found.path) == (State.FILE, path)
    assert target("missing.html").state is target("missing/").state is target("Plan.html/").state is State.MISSING


@pytest.mark.parametrize(
    ("destination", "state"),
    [
        ("www.example.com", State.HOST),
        ("example.com", State.HOST),
        ("example.com?a", State.HOST),
        ("aka.ms/plan", State.HOST),
        ("docs.example.com:8080/plan", State.HOST),
        ("example.com/plan.md", State.MISSING),
        ("plan.info", State.MISSING),
        ("vue.js/plan", State.MISSING),
        ("a.net/plan.txt", State.MISSING),
        ("./www.example.com", State.MISSING),
        ("team@example.com", State.MAIL),
        ("a.b+c@mail.example.com?subject=a b", State.MAIL),
        ("map@2x.png", State.MISSING),
        ("@site/map.png", State.ELSEWHERE),
        ("a/team@example.com", State.MISSING),
        ("a@b", State.MISSING),
    ],
)
def test_what_is_no_file_but_looks_like_something_else(destination: str, state: State) -> None:
    assert target(destination).state is state


PARTS = st.sampled_from(
    ["..", ".", "", "docs", "Docs", "plan.md", "team.md", "media", "%2e%2e", "..%2f", "\\", "..\\", "%5c..", "~", "\0"]
) | st.text(max_size=4)


@given(
    st.lists(PARTS, max_size=8).map("/".join),
    st.sampled_from(["page.md", "docs/page.md", "docs/Guides/steps.md"]),
    st.sampled_from([(), (".md",)]),
)
@example("/" + "../" * 40 + "etc/passwd", "docs/page.md", ())
@example("%2Fetc/passwd", "docs/page.md", ())
@example("\\etc\\passwd", "docs/page.md", ())
def test_nothing_leads_out_of_the_project(destination: str, page: str, extensions: tuple[str, ...]) -> None:
    tree = FakeTree(*FILES)
    found = Resolver(tree, AUDIENCES, extensions, ["docs"]).target(page, read(destination))
    assert tree.asked <= tree.folders, "only folders that are there are looked into"
    assert set(found.files) <= {*FILES, page} | tree.folders
    if found.state is not State.OUTSIDE:
        assert not found.path.startswith(("/", "../"))
        assert found.path != ".."
