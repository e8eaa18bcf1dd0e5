"""Is a copy the same document, page by page? Compared by what a reader sees: words, pictures, notes laid over the page.

Offices stamp a line about the electronic signature onto every page; that alone is told apart from any other addition.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from puas.domain.signed_copy import ContentState, Difference

MOST_DIFFERENCES = 20
_LONGEST_DETAIL = 160
_LONGEST_STAMP = 600
_MOST_ALIGNED_WORDS = 1_500
# A line with figures of its own is no stamp, but years and numbers of laws stand in the usual ones.
_STAMP = re.compile(r"tanda ?tangan(i|an)? (secara )?elektronik|sertifikat elektronik|\bBSrE\b|\bBSSN\b", re.IGNORECASE)
_DECIMAL = re.compile(r"\d+[.,]\d{2,3}(?!\d)")


@dataclass(frozen=True, slots=True)
class PageContent:
    """A page as it can be compared. `drawing` is the fingerprint of all it paints, `pictures` those of its pictures, `notes`
    the kinds of annotations laid over it other than links and signature fields."""

    words: tuple[str, ...]
    drawing: str
    pictures: tuple[str, ...]
    notes: tuple[str, ...]


def compare_pages(ours: Sequence[PageContent], theirs: Sequence[PageContent]) -> tuple[ContentState, tuple[Difference, ...]]:
    """How a copy stands to the document, and where they differ (at most twenty places)."""
    if len(ours) != len(theirs):
        return ContentState.DIFFERENT, (Difference(0, "pages", f"{len(ours)} → {len(theirs)}"),)
    found: list[Difference] = []
    for page, (one, other) in enumerate(zip(ours, theirs, strict=True), 1):
        found.extend(_page_differences(page, one, other))
        if len(found) >= MOST_DIFFERENCES and not all(map(_is_stamp_only, found)):
            break
    if not found:
        paints_the_same = all(one.drawing == other.drawing for one, other in zip(ours, theirs, strict=True))
        return (ContentState.SAME_PAGES if paints_the_same else ContentState.SAME_TEXT), ()
    if all(map(_is_stamp_only, found)):
        return ContentState.STAMPED, tuple(_shortened(found))
    return ContentState.DIFFERENT, tuple(_shortened(found))


def _page_differences(page: int, ours: PageContent, theirs: PageContent) -> Iterator[Difference]:
    if ours.words != theirs.words:
        yield from _word_differences(page, ours.words, theirs.words)
    if Counter(ours.pictures) != Counter(theirs.pictures):
        yield Difference(page, "pictures", f"{len(ours.pictures)} → {len(theirs.pictures)}")
    added = Counter(theirs.notes) - Counter(ours.notes)
    if added:
        yield Difference(page, "notes", ", ".join(sorted(added)))


def _word_differences(page: int, ours: Sequence[str], theirs: Sequence[str]) -> Iterator[Difference]:
    start = _common(zip(ours, theirs, strict=False))
    ours, theirs = ours[start:], theirs[start:]
    end = _common(zip(reversed(ours), reversed(theirs), strict=False))
    ours, theirs = ours[: len(ours) - end], theirs[: len(theirs) - end]
    for ours_part, theirs_part in _aligned(ours, theirs):
        if ours_part:
            yield Difference(page, "text-missing", " ".join(ours_part))
        if theirs_part:
            yield Difference(page, "text-added", " ".join(theirs_part))


def _common(pairs: Iterable[tuple[str, str]]) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _aligned(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The parts that differ; what is too long to be aligned word by word is one part."""
    if max(len(ours), len(theirs)) > _MOST_ALIGNED_WORDS:
        yield ours, theirs
        return
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, ours_from, ours_to, theirs_from, theirs_to in matcher.get_opcodes():
        if kind != "equal":
            yield ours[ours_from:ours_to], theirs[theirs_from:theirs_to]


def _is_stamp_only(each: Difference) -> bool:
    return each.kind == "text-added" and _is_stamp(each.detail)


def _is_stamp(text: str) -> bool:
    return len(text) <= _LONGEST_STAMP and _STAMP.search(text) is not None and _DECIMAL.search(text) is None


def _shortened(found: Sequence[Difference]) -> Iterator[Difference]:
    for each in found[:MOST_DIFFERENCES]:
        detail = each.detail if len(each.detail) <= _LONGEST_DETAIL else each.detail[:_LONGEST_DETAIL].rstrip() + " …"
        yield Difference(each.page, each.kind, detail)
