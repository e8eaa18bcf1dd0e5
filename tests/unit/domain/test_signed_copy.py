"""What a signature is worth, and how a copy's pages stand to ours."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from puas.domain.page_comparison import MOST_DIFFERENCES, PageContent, compare_pages
from puas.domain.signed_copy import ContentState, SignatureFacts, SignatureState, state_of_signature

NOW = datetime(2026, 11, 21, 7, tzinfo=UTC)
FACTS = SignatureFacts(
    is_intact=True, covers_its_revision=True, later_changes_allowed=True, is_weak=False, has_roots=True, is_trusted=True, is_revoked=False,
    valid_from=NOW - timedelta(days=400), valid_to=NOW + timedelta(days=400), proven_at=None, checked_at=NOW,
)  # fmt: skip
ENDED: dict[str, Any] = {"valid_to": NOW - timedelta(days=100)}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, SignatureState.VALID),
        ({"is_intact": False, "is_revoked": True}, SignatureState.BROKEN),
        ({"covers_its_revision": False}, SignatureState.BROKEN),
        ({"later_changes_allowed": False, "is_trusted": False}, SignatureState.ALTERED),
        ({"is_weak": True, "is_revoked": True}, SignatureState.WEAK),
        ({"is_revoked": True, **ENDED}, SignatureState.REVOKED),
        (ENDED, SignatureState.EXPIRED),
        ({**ENDED, "proven_at": NOW - timedelta(days=200)}, SignatureState.VALID),
        ({**ENDED, "proven_at": NOW - timedelta(days=50)}, SignatureState.EXPIRED),
        ({"valid_from": NOW + timedelta(days=1)}, SignatureState.NOT_YET_VALID),
        ({"has_roots": False, "is_trusted": False}, SignatureState.UNPROVEN),
        ({"has_roots": False, "is_trusted": False, **ENDED}, SignatureState.EXPIRED),
        ({"is_trusted": False}, SignatureState.UNKNOWN_ISSUER),
    ],
)
def test_signatures(changes: dict[str, Any], expected: SignatureState) -> None:
    assert state_of_signature(replace(FACTS, **changes)) is expected


PAGE = PageContent(words=tuple("IKM Unit Layanan 88,01 mutu B".split()), drawing="d1", pictures=("10x10:a", "10x10:a"), notes=())
PAGES = (PAGE, replace(PAGE, words=("Penutup",)))


def page(**changes: Any) -> tuple[PageContent, PageContent]:
    return replace(PAGE, **changes), PAGES[1]


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


STAMP = "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat elektronik BSrE, UU ITE Nomor 11 Tahun 2008"


@pytest.mark.parametrize(
    ("theirs", "state", "differences"),
    [
        (PAGES, ContentState.SAME_PAGES, []),
        (page(drawing="d2"), ContentState.SAME_TEXT, []),
        (page(words=words(f"IKM Unit Layanan 88,01 mutu B {STAMP}")), ContentState.STAMPED, [(1, "text-added", STAMP)]),
        (
            page(words=words("IKM Unit Layanan 93,01 mutu B")),
            ContentState.DIFFERENT,
            [(1, "text-missing", "88,01"), (1, "text-added", "93,01")],
        ),
        (page(words=words(f"IKM Unit mutu B {STAMP}")), ContentState.DIFFERENT, None),
        (page(words=words(f"IKM Unit Layanan 88,01 mutu B {STAMP} 99,99")), ContentState.DIFFERENT, None),
        (page(pictures=("10x10:a",)), ContentState.DIFFERENT, [(1, "pictures", "2 → 1")]),
        (page(notes=("FreeText",)), ContentState.DIFFERENT, [(1, "notes", "FreeText")]),
        (PAGES[:1], ContentState.DIFFERENT, [(0, "pages", "2 → 1")]),
        ((PAGES[1], PAGES[0]), ContentState.DIFFERENT, None),
    ],
)
def test_pages(theirs: tuple[PageContent, ...], state: ContentState, differences: list[tuple[int, str, str]] | None) -> None:
    found, places = compare_pages(PAGES, theirs)
    assert found is state
    if differences is not None:
        assert [(each.page, each.kind, each.detail) for each in places] == differences


def test_a_whole_other_book_is_told_in_few_places() -> None:
    other = tuple(replace(PAGE, words=(f"halaman-{number}" + "x" * 500,)) for number in range(60))
    state, places = compare_pages((PAGE,) * 60, other)
    assert state is ContentState.DIFFERENT and len(places) == MOST_DIFFERENCES
    assert max(len(each.detail) for each in places) < 200


def test_endless_words_are_not_aligned_one_by_one() -> None:
    ours = replace(PAGE, words=("a", "b") * 100_000)
    theirs = replace(PAGE, words=("b", "b", "a") * 70_000)
    state, places = compare_pages((ours,), (theirs,))
    assert state is ContentState.DIFFERENT and [each.kind for each in places] == ["text-missing", "text-added"]
