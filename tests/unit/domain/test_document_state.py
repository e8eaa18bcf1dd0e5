"""What somebody who checks a document is told, for every mixture of facts that matters."""

from __future__ import annotations

from dataclasses import replace

import pytest

from puas.domain.document_source import POSTER, SKM_REPORT
from puas.domain.document_state import DocumentFacts, DocumentState, state_of

FACTS = DocumentFacts(document=SKM_REPORT, row_state="ready", stage="final")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, DocumentState.CURRENT),
        ({"row_state": "gone"}, DocumentState.CURRENT),
        ({"newer_number": "K7M2QX9BC"}, DocumentState.REPLACED),
        ({"result_is_in_force": False}, DocumentState.REPLACED),
        ({"stage": "draft"}, DocumentState.DRAFT),
        ({"stage": "draft", "newer_number": "K7M2QX9BC"}, DocumentState.DRAFT),
        ({"is_withdrawn": True}, DocumentState.WITHDRAWN),
        ({"is_withdrawn": True, "newer_number": "K7M2QX9BC", "stage": "draft"}, DocumentState.WITHDRAWN),
        ({"row_state": "waiting"}, DocumentState.PREPARING),
        ({"row_state": "pending"}, DocumentState.PREPARING),
        ({"row_state": "running", "stage": "draft"}, DocumentState.PREPARING),
        ({"row_state": "failed", "failure": "no-room"}, DocumentState.FAILED),
        ({"row_state": "gone", "failure": "gave-up"}, DocumentState.FAILED),
    ],
)
def test_states(changes: dict[str, object], expected: DocumentState) -> None:
    assert state_of(replace(FACTS, **changes)) is expected  # type: ignore[arg-type]


def test_a_poster_printed_again_leaves_the_first_one_right() -> None:
    assert state_of(replace(FACTS, document=POSTER, newer_number="K7M2QX9BC")) is DocumentState.CURRENT
