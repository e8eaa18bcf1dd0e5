"""What the pages of evidence show, for the person who asks."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from flask import abort, request, url_for

from puas.db.queries.evidence import EvidenceSubject, evidence_of, find_evidence, find_evidence_subject, owners_of_evidence
from puas.db.tables.yardsticks import EvidenceFile
from puas.domain.evidence import MOST_IN_ONE_PLACE, is_part
from puas_web.access import CurrentTenant, current_tenant
from puas_web.database import db
from puas_web.evidence_files.words import part_in_words

_LONGEST_WAY_BACK = 500


@dataclass(frozen=True, slots=True)
class Place:
    """The entry, or part of it, that the evidence is of."""

    about: EvidenceSubject
    part: str
    evidence: list[EvidenceFile]
    back: str
    """The page that led here, if it is one of this workspace."""

    @property
    def part_name(self) -> str:
        return part_in_words(self.about.subject, self.part)

    @property
    def free(self) -> int:
        """How many more fit."""
        return max(MOST_IN_ONE_PLACE - len(self.evidence), 0)

    @property
    def url(self) -> str:
        """This page with its part and its way back."""
        return self.address("evidence_files.show")

    def address(self, endpoint: str) -> str:
        """A page of this place, with its part and its way back."""
        return url_for(endpoint, subject=self.about.subject, subject_id=self.about.id, bagian=self.part or None, kembali=self.back or None)


def place_or_404(subject: str, subject_id: UUID) -> Place:
    """The entry of this tenant, if the person may see it."""
    here = current_tenant()
    found = find_evidence_subject(db.session(), tenant_id=here.id, subject=subject, subject_id=subject_id)
    part = request.args.get("bagian", "")
    if found is None or not _covers(here, found.agency_id) or not is_part(part):
        abort(404)
    return Place(found, part, evidence_of(db.session(), here.id, subject, subject_id, part), _way_back(here.slug))


def evidence_or_404(evidence_id: UUID) -> EvidenceFile:
    """One piece of evidence the person may see."""
    here = current_tenant()
    row = find_evidence(db.session(), tenant_id=here.id, evidence_id=evidence_id)
    if row is None:
        abort(404)
    if here.agency_ids is not None and not owners_of_evidence(db.session(), evidence=row) & here.agency_ids:
        abort(404)
    return row


def _covers(here: CurrentTenant, agency_id: UUID | None) -> bool:
    """What is the regency's own is not for somebody bound to agencies."""
    return here.agency_ids is None or (agency_id is not None and agency_id in here.agency_ids)


def _way_back(slug: str) -> str:
    """A page of this workspace and nothing else, or a link in a message could lead anywhere."""
    path = request.args.get("kembali", "")
    inside = path.startswith(f"/t/{slug}/") and len(path) <= _LONGEST_WAY_BACK
    return path if inside and "\\" not in path and "//" not in path and path.isprintable() else ""
