"""Is a copy the same document, page by page? Compared by what a reader sees: words, pictures, notes laid over the page.

Offices stamp a line about the electronic signature onto every page; that alone is told apart from any other addition.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from puas.domain.signed_copy import ContentState, Difference

MOST_DIFFERENCES = 20
_LONGEST_DETAIL = 160
_LONGEST_STAMP = 600
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
    found = [each for page, (one, other) in enumerate(zip(ours, theirs, strict=True), 1) for each in _page_differences(page, one, other)]
    if not found:
        paints_the_same = all(one.drawing == other.drawing for one, other in zip(ours, theirs, strict=True))
        return (ContentState.SAME_PAGES if paints_the_same else ContentState.SAME_TEXT), ()
    if all(each.kind == "text-added" and _is_stamp(each.detail) for each in found):
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
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for kind, ours_from, ours_to, theirs_from, theirs_to in matcher.get_opcodes():
        if kind == "equal":
            continue
        if ours_to > ours_from:
            yield Difference(page, "text-missing", " ".join(ours[ours_from:ours_to]))
        if theirs_to > theirs_from:
            yield Difference(page, "text-added", " ".join(theirs[theirs_from:theirs_to]))


def _is_stamp(text: str) -> bool:
    return len(text) <= _LONGEST_STAMP and _STAMP.search(text) is not None and _DECIMAL.search(text) is None


def _shortened(found: Sequence[Difference]) -> Iterator[Difference]:
    for each in found[:MOST_DIFFERENCES]:
        detail = each.detail if len(each.detail) <= _LONGEST_DETAIL else each.detail[:_LONGEST_DETAIL].rstrip() + " …"
        yield Difference(each.page, each.kind, detail)
