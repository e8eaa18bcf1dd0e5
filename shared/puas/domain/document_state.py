"""What somebody who checks a document by its number is told about it, in one word, from facts that stand in the database.

The order matters: a document that was taken back is that first of all, whatever came after it; and a draft is never a
final document, however new it is.
"""

from dataclasses import dataclass
from enum import StrEnum

from puas.domain.document_source import POSTER, STICKER_SHEET
from puas.domain.report_snapshot import DRAFT


class DocumentState(StrEnum):
    """The states of a document."""

    CURRENT = "current"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    DRAFT = "draft"
    PREPARING = "preparing"
    FAILED = "failed"


# A sheet of stickers printed again does not make the first one wrong: the codes on both lead to the same form.
NEVER_REPLACED = frozenset({STICKER_SHEET, POSTER})


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """`row_state`, `stage` and `failure` as the request's row has them. `newer_number` is that of the newest final document
    made since for the same purpose, `result_is_in_force` says whether the figures in it are still those of their scope."""

    document: str
    row_state: str
    stage: str
    failure: str = ""
    is_withdrawn: bool = False
    newer_number: str | None = None
    result_is_in_force: bool = True


def state_of(facts: DocumentFacts) -> DocumentState:
    """The state of a document."""
    if facts.row_state == "failed" or (facts.row_state == "gone" and facts.failure):
        return DocumentState.FAILED
    if facts.is_withdrawn:
        return DocumentState.WITHDRAWN
    if facts.row_state not in ("ready", "gone"):
        return DocumentState.PREPARING
    if facts.stage == DRAFT:
        return DocumentState.DRAFT
    if facts.document in NEVER_REPLACED:
        return DocumentState.CURRENT
    was_replaced = facts.newer_number is not None or not facts.result_is_in_force
    return DocumentState.REPLACED if was_replaced else DocumentState.CURRENT
