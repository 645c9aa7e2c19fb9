"""Did you mean: the nearest known word (the only user of rapidfuzz)."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, candidates: Iterable[str], *, cutoff: float = 70.0) -> str | None:
    """The candidate most like `word` regardless of case, or None when none reaches `cutoff` (0 to 100).

    The score is twice the length of what both words share in order, over the length of both: a slip in a short word
    weighs more than one in a long word, so that `FM` is not offered for `FE`.
    """
    from rapidfuzz import fuzz, process

    best = process.extractOne(
        word, sorted(set(candidates)), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=cutoff
    )
    return best[0] if best else None
