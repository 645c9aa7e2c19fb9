"""A page's headings against the sections of its page type."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from playbook_lint.facts import Heading
from playbook_lint.records import Record, field
from playbook_lint.schema.page_types import PageType, SectionSpec
from playbook_lint.schema.terms import TermMatch, Terms


class Section(Record, frozen=True, gc=False):
    """A heading and the section it is; `parent` is the heading of the section around it, None for the page itself."""

    heading: Heading
    spec: SectionSpec
    parent: Heading | None


class Missing(Record, frozen=True, gc=False):
    """A required section that is not there.

    It belongs under `parent` (None: the page itself), after the section of `previous` (None: first) and before that of
    `following` (None: last). `in_list` is its heading where it stands inside a list item, and so is no section.
    """

    spec: SectionSpec
    parent: Heading | None
    previous: Heading | None
    following: Heading | None = None
    in_list: Heading | None = None


class Duplicate(Record, frozen=True, gc=False):
    """A section that stands a second time; `first` is its first heading."""

    section: Section
    first: Heading


class OutOfOrder(Record, frozen=True, gc=False):
    """A section at the wrong place: it belongs after that of `after`, or, if that is None, before that of `before`."""

    section: Section
    after: Heading | None
    before: Heading | None


class Outline(Record, frozen=True, dict=True):
    """What the headings of a page are.

    `sections` are the headings that are sections of the page type, in order. The rest says what is wrong: `renamed` are
    sections (of `sections` too) whose heading is none of their names, `wrong_level` those at another level than
    declared, `source_form` those named in the source language. `unexpected` are headings that no section allows.
    """

    sections: tuple[Section, ...] = ()
    missing: tuple[Missing, ...] = ()
    unexpected: tuple[Heading, ...] = ()
    renamed: tuple[Section, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    out_of_order: tuple[OutOfOrder, ...] = ()
    wrong_level: tuple[Section, ...] = ()
    source_form: tuple[Section, ...] = ()

    def section_of(self, heading: Heading) -> Section | None:
        """The section that `heading` is, if it is one."""
        return self._by_heading.get(heading)

    @cached_property
    def _by_heading(self) -> Mapping[Heading, Section]:
        return {section.heading: section for section in self.sections}


def match_outline(headings: Sequence[Heading], page_type: PageType, terms: Terms) -> Outline:
    """Compare the headings of a page with the sections of its type; the first heading of level 1 is the title.

    Headings inside list items are no sections. A heading that stands where exactly one section is missing is taken for
    that section, under another name.
    """
    matcher = _Matcher(headings, page_type, terms)
    scopes = matcher.match({})
    renamed = {heading: spec for scope in scopes if scope.specs for heading, spec in _renamed(scope, terms)}
    if renamed:
        scopes = matcher.match(renamed)
    return _outline(scopes, matcher, renamed)


class _Scope(Record, eq=False):
    """A heading whose section is being read, with what was found in it. `heading` is None for the page itself."""

    heading: Heading | None
    level: int
    specs: tuple[SectionSpec, ...]
    forbids_others: bool
    children: list[tuple[Heading, SectionSpec | None]] = field(default_factory=list)
    inner: list[_Scope] = field(default_factory=list)
    firsts: dict[str, Heading] = field(default_factory=dict)

    def named(self, canonical: str) -> SectionSpec | None:
        """The section of this name that belongs here."""
        for spec in self.specs:
            if spec.heading == canonical:
                return spec
        return None

    def add(self, heading: Heading, spec: SectionSpec | None) -> _Scope:
        """Take a heading, which is the section `spec` here or no section; the result is its own scope."""
        self.children.append((heading, spec))
        if spec:
            self.firsts.setdefault(spec.heading, heading)
            inner = _Scope(heading, max(heading.level, self.level + 1), spec.sections, spec.forbids_others)
        else:
            # What stands under a heading that is no section is that heading's affair.
            inner = _Scope(heading, heading.level, (), forbids_others=False)
        self.inner.append(inner)
        return inner

    def missing(self) -> list[SectionSpec]:
        """The required sections that are not here."""
        return [spec for spec in self.specs if spec.required and spec.heading not in self.firsts]


class _Matcher:
    """Finds out which section each heading is. `in_lists` are those in list items: the first one by its term."""

    def __init__(self, headings: Sequence[Heading], page_type: PageType, terms: Terms) -> None:
        outside = [heading for heading in headings if not heading.in_list]
        self.title = next((heading for heading in outside if heading.level == 1), None)
        self._headings = [heading for heading in outside if heading is not self.title]
        self._page_type = page_type
        names = set(_names(page_type.sections))
        self._terms = {heading: terms.find("section", heading.text, names) for heading in headings}
        self.in_lists: dict[str, Heading] = {}
        for heading in headings if len(outside) < len(headings) else ():
            if heading.in_list and (term := self._terms[heading]):
                self.in_lists.setdefault(term.canonical, heading)
        named = ((self._terms[heading], heading.level) for heading in self._headings)
        self._levels = {(term.canonical, level) for term, level in named if term}

    @cached_property
    def _well_placed(self) -> frozenset[str]:
        return frozenset(self._names_at_their_level(self._page_type.sections))

    def term(self, heading: Heading) -> TermMatch | None:
        """The section term that the heading is."""
        return self._terms[heading]

    def match(self, renamed: Mapping[Heading, SectionSpec]) -> Sequence[_Scope]:
        """The page's scope, filled, and then those inside it in document order.

        `renamed` says what some headings are whatever their text.
        """
        root = _Scope(self.title, 1, self._page_type.sections, self._page_type.forbids_others)
        found = [root]
        scopes = [root]
        for heading in self._headings:
            outer = [scope for scope in scopes if scope is root or scope.level < heading.level]
            scope, spec = self._place(heading, outer, scopes, renamed.get(heading))
            found.append(scope.add(heading, spec))
            scopes = [*scopes[: scopes.index(scope) + 1], found[-1]]
        return found

    def _place(
        self, heading: Heading, outer: list[_Scope], scopes: list[_Scope], renamed: SectionSpec | None
    ) -> tuple[_Scope, SectionSpec | None]:
        """The scope that the heading belongs to and the section it is there.

        Its name counts first, then any heading that may stand there, then its name at another level.
        """
        innermost = outer[-1]
        for scope in reversed(outer) if renamed else ():
            if renamed in scope.specs:
                return scope, renamed
        term = self.term(heading)
        if term:
            for scope in reversed(outer):
                spec = scope.named(term.canonical)
                if spec and heading.level in spec.levels:
                    return scope, spec
            for scope in reversed(scopes):
                spec = scope.named(term.canonical)
                if spec and self._is_misplaced(spec, scope):
                    return scope, spec
        wildcards = (spec for spec in innermost.specs if spec.any_heading and heading.level in spec.levels)
        return innermost, next(wildcards, None)

    def _is_misplaced(self, spec: SectionSpec, scope: _Scope) -> bool:
        """Whether a heading of the section's name at another level can be meant for it, for lack of a better one."""
        meant = spec.required or scope.forbids_others
        return meant and spec.heading not in scope.firsts and spec.heading not in self._well_placed

    def _names_at_their_level(self, specs: Sequence[SectionSpec]) -> Iterator[str]:
        """The sections that the page has at their level, but those of repeated sections: each repetition counts."""
        for spec in specs:
            if any((spec.heading, level) in self._levels for level in spec.levels):
                yield spec.heading
            if not spec.any_heading:
                yield from self._names_at_their_level(spec.sections)


def _names(specs: Sequence[SectionSpec]) -> Iterator[str]:
    for spec in specs:
        yield spec.heading
        yield from _names(spec.sections)


def _renamed(scope: _Scope, terms: Terms) -> Iterator[tuple[Heading, SectionSpec]]:
    """The headings that stand where a section is missing: those with a similar name.

    Where other headings are forbidden the rest are meant as well, if they are as many as the sections still missing.
    """
    gaps: dict[tuple[Heading | None, Heading | None], list[SectionSpec]] = {}
    for spec in scope.missing():
        gaps.setdefault(_neighbours(scope, spec), []).append(spec)
    children = {heading for heading, _ in scope.children} if gaps else set()
    for (previous, following), specs in gaps.items():
        strangers = _strangers(scope, previous, following)
        alike = dict(_alike(strangers, specs, terms))
        yield from alike.items()
        rest = [spec for spec in specs if spec not in alike.values()]
        levels = {level for spec in rest for level in spec.levels}
        left = children - alike.keys()
        others = [heading for heading in strangers if heading in left and heading.level in levels]
        if scope.forbids_others and len(others) == len(rest):
            yield from zip(others, rest, strict=True)


def _alike(
    strangers: Sequence[Heading], specs: Sequence[SectionSpec], terms: Terms
) -> Iterator[tuple[Heading, SectionSpec]]:
    """For each section the first heading with a similar name, if there is one."""
    meant = {text: terms.suggest("section", text) for text in {heading.text for heading in strangers}}
    for spec in specs:
        word = terms.word("section", spec.heading)
        similar = (heading for heading in strangers if heading.level in spec.levels and meant[heading.text] == word)
        heading = next(similar, None)
        if heading:
            yield heading, spec


def _neighbours(scope: _Scope, spec: SectionSpec) -> tuple[Heading | None, Heading | None]:
    """The last heading of a section declared before `spec`, and the first one of a section declared after it."""
    at = scope.specs.index(spec)
    places = [(heading, scope.specs.index(found)) for heading, found in scope.children if found]
    before = [heading for heading, index in places if index < at]
    after = [heading for heading, index in places if index > at]
    return (before[-1] if before else None, after[0] if after else None)


def _strangers(scope: _Scope, previous: Heading | None, following: Heading | None) -> list[Heading]:
    """The headings in a scope that are no section, between two that are."""
    strangers = [heading for inner in _walk(scope) for heading, spec in inner.children if spec is None]
    return [
        heading
        for heading in strangers
        if (not previous or heading.span > previous.span) and (not following or heading.span < following.span)
    ]


def _outline(found: Sequence[_Scope], matcher: _Matcher, renamed: Mapping[Heading, SectionSpec]) -> Outline:
    root = found[0]
    scopes = [scope for scope in found if scope.specs or (scope.forbids_others and scope.children)]
    sections = {
        heading: Section(heading, spec, None if scope is root else scope.heading)
        for scope in scopes
        for heading, spec in scope.children
        if spec
    }
    return Outline(
        tuple(sorted(sections.values(), key=lambda section: section.heading.span)),
        missing=tuple(missing for scope in scopes for missing in _missing(scope, root, matcher)),
        unexpected=tuple(heading for scope in scopes for heading in _unexpected(scope)),
        renamed=tuple(section for heading in renamed if (section := sections.get(heading))),
        duplicates=tuple(duplicate for scope in scopes for duplicate in _duplicates(scope, sections)),
        out_of_order=tuple(moved for scope in scopes for moved in _out_of_order(scope, sections)),
        wrong_level=tuple(section for section in sections.values() if section.heading.level not in section.spec.levels),
        source_form=tuple(section for section in sections.values() if _is_source_form(section, matcher)),
    )


def _walk(scope: _Scope) -> Iterator[_Scope]:
    yield scope
    for inner in scope.inner:
        yield from _walk(inner)


def _missing(scope: _Scope, root: _Scope, matcher: _Matcher) -> Iterator[Missing]:
    for spec in scope.missing():
        parent = scope.heading if scope is not root else None
        yield Missing(spec, parent, *_neighbours(scope, spec), matcher.in_lists.get(spec.heading))


def _unexpected(scope: _Scope) -> list[Heading]:
    """The headings that are not allowed here; a further title is wrong on every page, whatever its type."""
    if not scope.forbids_others:
        return []
    return [heading for heading, spec in scope.children if spec is None and heading.level > 1]


def _is_source_form(section: Section, matcher: _Matcher) -> bool:
    term = None if section.spec.any_heading else matcher.term(section.heading)
    return term is not None and term.form == "source"


def _duplicates(scope: _Scope, sections: Mapping[Heading, Section]) -> Iterator[Duplicate]:
    for heading, spec in scope.children:
        if spec and not spec.any_heading and scope.firsts[spec.heading] is not heading:
            yield Duplicate(sections[heading], scope.firsts[spec.heading])


def _out_of_order(scope: _Scope, sections: Mapping[Heading, Section]) -> Iterator[OutOfOrder]:
    """The fewest sections that would have to move; those that stand twice are another matter."""
    declared = [scope.specs.index(spec) for _, spec in scope.children if spec]
    if declared == sorted(declared):
        return
    again = {duplicate.section.heading for duplicate in _duplicates(scope, sections)}
    placed = [(heading, scope.specs.index(spec)) for heading, spec in scope.children if spec and heading not in again]
    kept = _longest_ordered(placed)
    in_place = {heading for heading, _ in kept}
    places = [index for _, index in kept]
    for heading, index in placed:
        if heading not in in_place:
            at = bisect_right(places, index)
            before, after = kept[at - 1 : at] if at else [], kept[at : at + 1]
            yield OutOfOrder(sections[heading], before[0][0] if before else None, after[0][0] if after else None)


class _Chain(Record, frozen=True):
    """Places in order, from the last one back."""

    length: int
    place: tuple[Heading, int]
    rest: _Chain | None


def _longest_ordered(placed: Sequence[tuple[Heading, int]]) -> list[tuple[Heading, int]]:
    """The longest part of `placed` whose numbers do not fall."""
    best: dict[int, _Chain] = {}
    for place in placed:
        shorter = [chain for index, chain in best.items() if index <= place[1]]
        rest = max(shorter, key=lambda chain: chain.length, default=None)
        best[place[1]] = _Chain(rest.length + 1 if rest else 1, place, rest)
    chain = max(best.values(), key=lambda chain: chain.length, default=None)
    ordered = []
    while chain:
        ordered.append(chain.place)
        chain = chain.rest
    return ordered[::-1]
