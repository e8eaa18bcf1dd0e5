"""Standards of services: drafts that lose nothing, decrees, reviews, copies, imports, and what the register says of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from threading import Barrier
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.service_standards import find_service_line, list_agency_standards, seen_of, sum_of_standards, versions_of
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.people import AuditEvent
from puas.db.tables.standards import ServiceStandard
from puas.db.tables.yardsticks import YardstickFigure
from puas.domain.service_standards import COMPONENTS, LONGEST_COMPONENT
from puas.domain.yardsticks import NO_UNIT
from puas.usecases.copy_standard_components import UnableToCopyStandardComponents, copy_standard_components
from puas.usecases.discard_standard_draft import UnableToDiscardStandardDraft, discard_standard_draft
from puas.usecases.import_standards import StandardRow, UnableToImportStandards, import_standards
from puas.usecases.put_standard_in_force import Decision, UnableToPutStandardInForce, put_standard_in_force
from puas.usecases.record_standard_review import UnableToRecordStandardReview, record_standard_review
from puas.usecases.save_standard_draft import UnableToSaveStandardDraft, save_standard_draft
from puas.usecases.save_standard_media import UnableToSaveStandardMedia, save_standard_media
from puas.usecases.share_yardsticks import share_yardsticks
from tests.factories.regency import make_agency, make_regency

if TYPE_CHECKING:
    from tests.conftest import Committing

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 21)
ALL = {each.slug: f"Isi {each.name}" for each in COMPONENTS}
DECREE = Decision("188/12/2026", date(2026, 11, 2), date(2027, 11, 2), hearing_on=date(2026, 10, 20), media=("Papan informasi",))


@dataclass(frozen=True)
class Office:
    """An agency of a tenant the session is in, with two services, and another agency."""

    tenant_id: int
    agency: Agency
    services: list[ServiceType]
    elsewhere: ServiceType


@pytest.fixture
def office(session: Session) -> Office:
    regency = make_regency(session)
    agency, services = make_agency(session, regency.id, services=(("Kartu Keluarga", 100), ("Akta Kelahiran", 80)))
    _other, elsewhere = make_agency(session, regency.id, "Dinas Lain", services=(("Izin", 10),))
    return Office(regency.id, agency, services, elsewhere[0])


def write(session: Session, office: Office, components: dict[str, str], *, service: int = 0, seen: str | None = None) -> ServiceStandard:
    return save_standard_draft(
        session=session, tenant_id=office.tenant_id, service_type_id=office.services[service].id, components=components, account_id=None,
        now=NOW, seen=seen,
    )  # fmt: skip


def decide(session: Session, office: Office, decision: Decision = DECREE, *, seen: str | None = None, service: int = 0) -> ServiceStandard:
    line = find_service_line(session, tenant_id=office.tenant_id, service_type_id=office.services[service].id, agency_ids=None)
    assert line is not None
    return put_standard_in_force(
        session=session, tenant_id=office.tenant_id, service_type_id=office.services[service].id, decision=decision,
        seen=seen_of(line.draft) if seen is None else seen, account_id=None, now=NOW,
    )  # fmt: skip


def figure(session: Session, office: Office, unit: UUID, year: int = 2026) -> YardstickFigure:
    return session.scalars(
        select(YardstickFigure).where(
            YardstickFigure.tenant_id == office.tenant_id, YardstickFigure.yardstick == "standards", YardstickFigure.unit_id == unit,
            YardstickFigure.year == year,
        )
    ).one()  # fmt: skip


def test_steps_are_added_up_in_one_draft(session: Session, office: Office) -> None:
    first = write(session, office, {"waktu": "3 hari ", "biaya": " "})
    second = write(session, office, {"biaya": "Gratis"}, seen=seen_of(first))

    assert second.id == first.id
    assert second.components == {"waktu": "3 hari", "biaya": "Gratis"}
    assert (second.number, second.version, second.state) == (1, 2, "draft")


def test_what_a_formula_begins_with_is_kept_as_text(session: Session, office: Office) -> None:
    assert write(session, office, {"waktu": '=HYPERLINK("http://x")'}).components["waktu"] == '=HYPERLINK("http://x")'


def test_saving_the_same_again_changes_nothing(session: Session, office: Office) -> None:
    draft = write(session, office, {"waktu": "3 hari"})

    assert write(session, office, {"waktu": " 3  hari"}, seen=seen_of(draft)).version == 1


@pytest.mark.parametrize(
    ("components", "reason"),
    [({"waktu": "x" * (LONGEST_COMPONENT + 1)}, "too-long"), ({"ramalan": "x"}, "unknown-component")],
)
def test_what_cannot_be_a_component_is_refused(session: Session, office: Office, components: dict[str, str], reason: str) -> None:
    with pytest.raises(UnableToSaveStandardDraft) as refused:
        write(session, office, components)

    assert refused.value.reason == reason
    assert session.scalars(select(ServiceStandard).where(ServiceStandard.tenant_id == office.tenant_id)).all() == []


def test_services_of_nobody_and_archived_ones_get_no_draft(session: Session, office: Office) -> None:
    with pytest.raises(UnableToSaveStandardDraft) as unknown:
        save_standard_draft(
            session=session, tenant_id=office.tenant_id, service_type_id=new_id(), components=ALL, account_id=None, now=NOW
        )
    office.services[0].state = "archived"
    session.flush()
    with pytest.raises(UnableToSaveStandardDraft) as archived:
        write(session, office, ALL)

    assert (unknown.value.reason, archived.value.reason) == ("unknown", "archived")


def test_the_second_of_two_editors_is_told_what_the_first_wrote(session: Session, office: Office) -> None:
    seen = seen_of(write(session, office, {"waktu": "3 hari"}))
    write(session, office, {"waktu": "2 hari"}, seen=seen)

    with pytest.raises(UnableToSaveStandardDraft) as refused:
        write(session, office, {"waktu": "5 hari"}, seen=seen)

    assert refused.value.reason == "changed-meanwhile"
    assert refused.value.draft is not None
    assert refused.value.draft.components == {"waktu": "2 hari"}


def test_an_incomplete_draft_goes_in_force_only_once_that_was_accepted(session: Session, office: Office) -> None:
    write(session, office, {slug: text for slug, text in ALL.items() if slug not in ("biaya", "sarana")})

    with pytest.raises(UnableToPutStandardInForce) as refused:
        decide(session, office)
    made = decide(session, office, replace(DECREE, accepts_missing=True))

    assert refused.value.reason == "incomplete"
    assert [each.slug for each in refused.value.missing] == ["biaya", "sarana"]
    assert (made.state, made.decree_number, made.media) == ("in_force", "188/12/2026", ["Papan informasi"])
    assert figure(session, office, office.agency.id).counts["complete"] == 0


def test_an_empty_draft_is_never_put_in_force(session: Session, office: Office) -> None:
    draft = write(session, office, {"waktu": "3 hari"})
    write(session, office, {"waktu": ""}, seen=seen_of(draft))

    with pytest.raises(UnableToPutStandardInForce) as refused:
        decide(session, office, replace(DECREE, accepts_missing=True))

    assert refused.value.reason == "empty"


@pytest.mark.parametrize(
    ("decision", "reason"),
    [
        (replace(DECREE, decree_number=" "), "decree-missing"),
        (replace(DECREE, decree_number="9" * 121), "decree-too-long"),
        (replace(DECREE, decree_date=None), "date-missing"),
        (replace(DECREE, decree_date=TODAY + timedelta(days=1)), "date-in-future"),
        (replace(DECREE, decree_date=date(1998, 1, 1), hearing_on=None), "date-too-early"),
        (replace(DECREE, hearing_on=TODAY + timedelta(days=1)), "hearing-in-future"),
        (replace(DECREE, hearing_on=date(2026, 11, 3)), "hearing-after-decree"),
        (replace(DECREE, review_due_on=None), "review-missing"),
        (replace(DECREE, review_due_on=TODAY), "review-past"),
        (replace(DECREE, media=("x" * 81,)), "media-too-long"),
        (replace(DECREE, media=tuple(str(each) for each in range(11))), "media-too-many"),
    ],
)
def test_decrees_that_cannot_be(session: Session, office: Office, decision: Decision, reason: str) -> None:
    write(session, office, ALL)

    with pytest.raises(UnableToPutStandardInForce) as refused:
        decide(session, office, decision)

    assert refused.value.reason == reason


def test_a_decree_over_a_draft_nobody_saw_is_refused(session: Session, office: Office) -> None:
    seen = seen_of(write(session, office, ALL))
    write(session, office, {"waktu": "9 hari"}, seen=seen)

    with pytest.raises(UnableToPutStandardInForce) as refused:
        decide(session, office, seen=seen)
    assert refused.value.reason == "changed-meanwhile"


def test_the_next_one_replaces_the_standard_in_force_and_its_words_stay(session: Session, office: Office) -> None:
    write(session, office, ALL)
    decide(session, office)
    write(session, office, {"waktu": "1 hari"})
    decide(session, office, replace(DECREE, decree_number="188/99/2026"))

    newest, oldest = versions_of(session, tenant_id=office.tenant_id, service_type_id=office.services[0].id)
    assert (newest.state, newest.number, newest.components["waktu"]) == ("in_force", 2, "1 hari")
    assert (oldest.state, oldest.components, oldest.replaced_at) == ("replaced", ALL, NOW)


def test_a_review_that_keeps_moves_the_day_and_one_that_revises_begins_a_draft(session: Session, office: Office) -> None:
    write(session, office, ALL)
    made = decide(session, office)

    def review(outcome: str, seen: str) -> ServiceStandard:
        return record_standard_review(
            session=session, tenant_id=office.tenant_id, service_type_id=office.services[0].id, reviewed_on=TODAY, outcome=outcome,
            next_due_on=date(2028, 1, 1), seen=seen, account_id=None, now=NOW,
        )  # fmt: skip

    kept = review("kept", seen_of(made))
    line = find_service_line(session, tenant_id=office.tenant_id, service_type_id=office.services[0].id, agency_ids=None)
    assert line is not None
    assert (kept.review_due_on, kept.reviewed_on, line.draft) == (date(2028, 1, 1), TODAY, None)

    review("to_revise", seen_of(kept))
    line = find_service_line(session, tenant_id=office.tenant_id, service_type_id=office.services[0].id, agency_ids=None)
    assert line is not None
    assert line.draft is not None
    assert (line.draft.components, line.draft.number) == (ALL, 2)


@pytest.mark.parametrize(
    ("reviewed_on", "due", "outcome", "reason"),
    [
        (None, date(2027, 1, 1), "kept", "day-missing"),
        (TODAY + timedelta(days=1), date(2027, 1, 1), "kept", "day-in-future"),
        (date(2026, 11, 1), date(2027, 1, 1), "kept", "day-before-decree"),
        (TODAY, None, "kept", "due-missing"),
        (TODAY, TODAY, "kept", "due-past"),
        (TODAY, date(2027, 1, 1), "forgotten", "unknown-outcome"),
    ],
)
def test_reviews_that_cannot_be(
    session: Session, office: Office, reviewed_on: date | None, due: date | None, outcome: str, reason: str
) -> None:
    write(session, office, ALL)
    made = decide(session, office)

    with pytest.raises(UnableToRecordStandardReview) as refused:
        record_standard_review(
            session=session, tenant_id=office.tenant_id, service_type_id=office.services[0].id, reviewed_on=reviewed_on, outcome=outcome,
            next_due_on=due, seen=seen_of(made), account_id=None, now=NOW,
        )  # fmt: skip
    assert refused.value.reason == reason


def test_copies_come_from_another_service_of_the_same_agency_only(session: Session, office: Office) -> None:
    write(session, office, ALL, service=1)
    save_standard_draft(
        session=session, tenant_id=office.tenant_id, service_type_id=office.elsewhere.id, components=ALL, account_id=None, now=NOW
    )

    def copy(source: UUID, *components: str) -> ServiceStandard:
        return copy_standard_components(
            session=session, tenant_id=office.tenant_id, service_type_id=office.services[0].id, from_service_type_id=source,
            components=components, account_id=None, now=NOW,
        )  # fmt: skip

    assert copy(office.services[1].id, "sarana", "kompetensi", "ramalan").components == {
        slug: ALL[slug] for slug in ("sarana", "kompetensi")
    }
    for source, chosen, reason in (
        (office.elsewhere.id, "sarana", "unknown-source"),
        (office.services[0].id, "sarana", "unknown-source"),
        (office.services[1].id, "ramalan", "nothing-to-copy"),
    ):
        with pytest.raises(UnableToCopyStandardComponents) as refused:
            copy(source, chosen)
        assert refused.value.reason == reason


def test_a_draft_is_thrown_away_only_as_it_was_seen(session: Session, office: Office) -> None:
    write(session, office, ALL)
    made = decide(session, office)
    seen = seen_of(write(session, office, {"waktu": "2 hari"}))
    write(session, office, {"waktu": "4 hari"}, seen=seen)

    def discard(version: str) -> None:
        discard_standard_draft(
            session=session, tenant_id=office.tenant_id, service_type_id=office.services[0].id, seen=version, account_id=None, now=NOW
        )

    with pytest.raises(UnableToDiscardStandardDraft) as refused:
        discard(seen)
    discard("2.2")
    with pytest.raises(UnableToDiscardStandardDraft) as gone:
        discard("2.2")

    assert (refused.value.reason, gone.value.reason) == ("changed-meanwhile", "no-draft")
    assert made.state == "in_force"


def test_media_are_recorded_of_what_is_in_force(session: Session, office: Office) -> None:
    write(session, office, ALL)

    def save(media: tuple[str, ...], seen: str) -> ServiceStandard:
        return save_standard_media(
            session=session, tenant_id=office.tenant_id, service_type_id=office.services[0].id, media=media, seen=seen, account_id=None,
            now=NOW,
        )  # fmt: skip

    with pytest.raises(UnableToSaveStandardMedia) as refused:
        save(("Situs web",), "0.0")
    made = decide(session, office, replace(DECREE, media=()))
    assert figure(session, office, office.agency.id).counts["shown"] == 0

    saved = save((" Situs  web", "Situs web"), seen_of(made))
    assert refused.value.reason == "nothing-in-force"
    assert saved.media == ["Situs web"]
    assert figure(session, office, office.agency.id).counts["shown"] == 1


def test_a_sheet_fills_drafts_and_leaves_blanks_alone_all_or_none(session: Session, office: Office) -> None:
    write(session, office, {"waktu": "3 hari", "biaya": "Gratis"})
    rows = [StandardRow(office.services[0].id, {"waktu": "2 hari"}), StandardRow(office.services[1].id, ALL)]

    assert import_standards(session=session, tenant_id=office.tenant_id, rows=rows, account_id=None, now=NOW) == 2
    with pytest.raises(UnableToImportStandards) as refused, session.begin_nested():
        import_standards(
            session=session, tenant_id=office.tenant_id, account_id=None, now=NOW,
            rows=[StandardRow(office.services[0].id, {"waktu": "1 hari"}), StandardRow(new_id(), ALL)],
        )  # fmt: skip
    session.expire_all()
    line = find_service_line(session, tenant_id=office.tenant_id, service_type_id=office.services[0].id, agency_ids=None)
    assert line is not None
    assert line.draft is not None
    assert refused.value.reason == "unknown"
    assert (line.draft.components, line.in_force) == ({"waktu": "2 hari", "biaya": "Gratis"}, None)


def test_the_register_says_what_is_in_force_and_no_draft(session: Session, office: Office) -> None:
    write(session, office, ALL)
    share_yardsticks(session=session, tenant_id=office.tenant_id, now=NOW, yardsticks=("standards",))
    found = session.scalars(select(YardstickFigure).where(YardstickFigure.tenant_id == office.tenant_id)).all()
    assert found == []

    decide(session, office)
    own, whole = figure(session, office, office.agency.id), figure(session, office, NO_UNIT)
    assert own.counts == {"services": 2, "complete": 1, "shown": 1, "overdue": 0, "pledges": 0}
    assert (own.value, own.label) == (Decimal("50.00"), "1 dari 2 layanan")
    assert (whole.value, whole.counts["services"]) == (Decimal("33.33"), 3)


def test_overdue_comes_by_time_alone_and_the_years_are_told_apart(session: Session, office: Office) -> None:
    write(session, office, ALL)
    decide(session, office)
    share_yardsticks(session=session, tenant_id=office.tenant_id, now=NOW + timedelta(days=400), yardsticks=("standards",))

    past, present = (figure(session, office, office.agency.id, year) for year in (2026, 2027))
    assert past.counts == {"services": 2, "complete": 1, "pledges": 0}
    assert (present.counts["complete"], present.counts["overdue"]) == (1, 1)


def test_an_agency_of_another_owner_is_no_part_of_the_regency(session: Session, office: Office) -> None:
    write(session, office, ALL)
    decide(session, office)
    elsewhere = (Agency.tenant_id == office.tenant_id, Agency.id == office.elsewhere.agency_id)
    session.execute(update(Agency).where(*elsewhere).values(owner="vertical"))
    share_yardsticks(session=session, tenant_id=office.tenant_id, now=NOW, yardsticks=("standards",))

    assert figure(session, office, NO_UNIT).counts["services"] == 2


def test_the_overview_counts_per_agency(session: Session, office: Office) -> None:
    write(session, office, ALL)
    decide(session, office)
    write(session, office, {"waktu": "1 hari"}, service=1)

    mine, other = list_agency_standards(session, tenant_id=office.tenant_id, agency_ids=None, today=date(2028, 1, 1))
    assert (mine.services, mine.in_force, mine.complete, mine.shown, mine.overdue, mine.drafts) == (2, 1, 1, 1, 1, 1)
    assert (other.services, other.in_force, other.pledged_on) == (1, 0, None)
    sums = sum_of_standards(session, tenant_id=office.tenant_id, agency_ids=None, today=TODAY)
    assert (sums.services, sums.complete, sums.overdue) == (3, 1, 0)
    assert list_agency_standards(session, tenant_id=office.tenant_id, agency_ids=[], today=TODAY) == []


def test_every_act_is_in_the_audit_log(session: Session, office: Office) -> None:
    write(session, office, ALL)
    decide(session, office)

    acts = session.scalars(
        select(AuditEvent.action).where(
            AuditEvent.tenant_id == office.tenant_id, AuditEvent.subject == f"service_standard:{office.services[0].id}"
        )
    ).all()
    assert sorted(acts) == ["put_standard_in_force", "save_standard_draft"]


def test_of_two_who_begin_a_draft_at_once_the_second_is_told(committing: Committing) -> None:
    with committing.session_factory() as session:
        regency = make_regency(session)
        agency, [service] = make_agency(session, regency.id, services=(("Kartu Keluarga", 100),))
        session.commit()
        service_id = service.id
    both = Barrier(2)

    def save(text: str) -> str:
        with committing.session_factory() as session:
            tenancy.enter(session, tenant_id=regency.id)
            both.wait()
            try:
                save_standard_draft(
                    session=session, tenant_id=regency.id, service_type_id=service_id, components={"waktu": text}, account_id=None, now=NOW,
                    seen="0.0",
                )  # fmt: skip
            except UnableToSaveStandardDraft as refusal:
                return refusal.reason
            session.commit()
            return "saved"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(save, ("1 hari", "2 hari"))) == ["changed-meanwhile", "saved"]
