"""Taking home from practice, and taking over in a real regency: what comes along, what never does, and every way it can go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from puas.db import locators, tenancy
from puas.db.tables.agencies import Agency, ServiceType
from puas.db.tables.people import AuditEvent, Locator
from puas.db.tables.reports import FollowupItem
from puas.db.tables.training import PracticeSetup, TrainingParticipant
from puas.domain.followup_plan import read_due
from puas.jobs import enqueue
from puas.usecases.save_followup_plan import PlannedItem, save_followup_plan
from puas.usecases.unpack_practice_setup import UnableToUnpackPracticeSetup, unpack_practice_setup
from tests.factories.closed import ClosedPeriod, closed_period
from tests.factories.regency import Regency, make_agency, make_member, make_regency
from tests.factories.tenants import add_tenant
from tests.factories.training_rooms import Hall, account_of, make_hall, take_seat
from tests.integration.web.conftest import CountQueries
from tests.web_pages import Browser, Page

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
PERSON = "Budi Penanggungjawab"
POPULATION = 43_219


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(enqueue, "send", lambda request: True)
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def hall(session: Session) -> Hall:
    return make_hall(session)


def practice_period(session: Session) -> ClosedPeriod:
    """A practice tenant whose agency has a closed period."""
    add_tenant(session, slug="latihan-rekaan", name="Kabupaten Latihan", kind="demo", region_code=None, is_sample=True)
    return closed_period(session, slug="latihan-rekaan")


@pytest.fixture
def practised(session: Session, hall: Hall) -> ClosedPeriod:
    """A practice tenant with an agency, two services, a closed period and a plan its participant wrote."""
    closed = practice_period(session)
    tenancy.leave(session)
    seat = take_seat(session, hall, practice_tenant_id=closed.tenant_id)
    tenancy.enter(session, tenant_id=closed.tenant_id)
    session.execute(update(ServiceType).where(ServiceType.tenant_id == closed.tenant_id).values(population=POPULATION))
    save_followup_plan(
        session=session, tenant_id=closed.tenant_id, period_id=closed.period_id, version=None,
        account_id=account_of(session, seat), now=NOW,
        items=[PlannedItem("persyaratan", "Pasang daftar syarat di loket", read_due("2027-02"), PERSON)],
    )  # fmt: skip
    session.commit()
    return closed


@pytest.fixture
def participant(session: Session, app: Flask, hall: Hall, practised: ClosedPeriod) -> Browser:
    browser = Browser(app)
    with tenancy.inside(session, tenant_id=hall.owner_id):
        account = session.scalar(select(TrainingParticipant.account_id).where(TrainingParticipant.tenant_id == hall.owner_id))
    assert account is not None
    browser.sign_in(account)
    return browser


@pytest.fixture
def home(session: Session) -> Regency:
    regency = make_regency(session, name="Kabupaten Nyata")
    session.commit()
    return regency


def admin(session: Session, app: Flask, tenant_id: int, role: str = "tenant-admin") -> Browser:
    tenancy.enter(session, tenant_id=tenant_id)
    account = make_member(session, tenant_id, role)
    session.commit()
    browser = Browser(app)
    browser.sign_in(account.id)
    return browser


def packed(participant: Browser, name: str = "Dinas Kesehatan") -> str:
    """Everything of the practice tenant, under the name the agency has at home; the code."""
    page = participant.get("/t/latihan-rekaan/latihan/bawa-pulang")
    boxes = {kind: [box["value"] for box in page.html.select(f"input[name={kind}]")] for kind in ("agency", "service", "promise")}
    answer = participant.send(page, {**boxes, f"name-{boxes['agency'][0]}": name})
    assert answer.status == 302, answer.errors()
    shown = participant.follow(answer)
    return str(shown.html.select(".personal-code")[0].get_text())


def typed(browser: Browser, home: Regency, code: str) -> Page:
    return browser.send(browser.get(f"/t/{home.slug}/pengaturan/susunan-latihan"), {"code": code})


def confirmed(browser: Browser, preview: Page) -> Page:
    return browser.send(preview)


def agencies_of(session: Session, tenant_id: int) -> list[Agency]:
    session.expire_all()
    with tenancy.inside(session, tenant_id=tenant_id):
        return list(session.scalars(select(Agency).where(Agency.tenant_id == tenant_id)))


def services_of(session: Session, tenant_id: int) -> list[ServiceType]:
    with tenancy.inside(session, tenant_id=tenant_id):
        return list(session.scalars(select(ServiceType).where(ServiceType.tenant_id == tenant_id)))


# -- packing


def test_the_page_offers_what_is_there_and_the_plan_that_was_written(participant: Browser) -> None:
    page = participant.get("/t/latihan-rekaan/latihan/bawa-pulang")
    assert page.status == 200
    assert "Pasang daftar syarat di loket" in page.text
    assert len(page.html.select("input[name=promise][checked]")) == 1


def test_nothing_but_names_and_words_is_kept(participant: Browser, session: Session, hall: Hall) -> None:
    packed(participant)
    with tenancy.inside(session, tenant_id=hall.owner_id):
        content = session.scalars(select(PracticeSetup.content).where(PracticeSetup.tenant_id == hall.owner_id)).one()
    assert "Pasang daftar syarat di loket" in content
    for stays in (PERSON, str(POPULATION), "nik", "NIK", "respondents", "Peserta"):
        assert stays not in content


def test_a_plan_of_the_story_is_not_the_participants_own(session: Session, app: Flask, hall: Hall) -> None:
    closed = practice_period(session)
    save_followup_plan(
        session=session, tenant_id=closed.tenant_id, period_id=closed.period_id, version=None, account_id=None, now=NOW,
        items=[PlannedItem("waktu", "Rencana cerita", None, "")],
    )  # fmt: skip
    tenancy.leave(session)
    seat = take_seat(session, hall, practice_tenant_id=closed.tenant_id)
    account = account_of(session, seat)
    session.commit()
    browser = Browser(app)
    browser.sign_in(account)
    assert "Rencana cerita" not in browser.get("/t/latihan-rekaan/latihan/bawa-pulang").text


def test_nothing_chosen_is_said_and_nothing_kept(participant: Browser, session: Session, hall: Hall) -> None:
    page = participant.get("/t/latihan-rekaan/latihan/bawa-pulang")
    token = page.html.select_one("input[name=csrf_token]")
    assert token is not None
    answer = participant.post("/t/latihan-rekaan/latihan/bawa-pulang", {"csrf_token": token["value"], "agency": "not-an-id"})
    assert answer.status == 422
    assert answer.errors() == ["Pilih paling sedikit satu perangkat daerah, layanan, atau rencana."]
    with tenancy.inside(session, tenant_id=hall.owner_id):
        assert session.scalar(select(func.count()).select_from(PracticeSetup).where(PracticeSetup.tenant_id == hall.owner_id)) == 0


def test_packing_again_takes_the_earlier_code_back(participant: Browser, session: Session, app: Flask, home: Regency) -> None:
    first, second = packed(participant), packed(participant)
    assert first != second
    browser = admin(session, app, home.id)
    assert typed(browser, home, first).status == 422
    assert typed(browser, home, second).status == 200


def test_the_code_is_shown_again_on_the_next_visit(participant: Browser) -> None:
    code = packed(participant)
    assert code in participant.get("/t/latihan-rekaan/latihan/bawa-pulang").text


def test_packing_is_for_people_with_a_seat(session: Session, app: Flask, practised: ClosedPeriod) -> None:
    browser = admin(session, app, practised.tenant_id)
    assert browser.get("/t/latihan-rekaan/latihan/bawa-pulang").status == 404


# -- taking over


def test_one_confirmation_makes_what_was_shown(participant: Browser, session: Session, app: Flask, home: Regency) -> None:
    code = packed(participant)
    browser = admin(session, app, home.id)
    preview = typed(browser, home, f" {code.lower().replace(' ', '-')} ")
    assert preview.status == 200
    assert agencies_of(session, home.id) == []
    for shown in ("Dinas Kesehatan", "baru", "Pasang daftar syarat di loket", "Belum ada hasil survei yang sebenarnya"):
        assert shown in preview.text
    done = browser.follow(confirmed(browser, preview))
    assert done.status == 200
    assert "Pasang daftar syarat di loket" in done.text
    made = agencies_of(session, home.id)
    assert [(each.name, each.short_name, each.slug is not None) for each in made] == [("Dinas Kesehatan", "", True)]
    assert [each.population for each in services_of(session, home.id)] == [None, None]
    with tenancy.inside(session, tenant_id=home.id):
        acts = list(session.scalars(select(AuditEvent.action).where(AuditEvent.tenant_id == home.id)))
        assert session.scalar(select(func.count()).select_from(FollowupItem).where(FollowupItem.tenant_id == home.id)) == 0
    assert "unpack_practice_setup" in acts


def test_a_second_time_says_it_is_taken_and_makes_nothing(participant: Browser, session: Session, app: Flask, home: Regency) -> None:
    code = packed(participant)
    browser, other = admin(session, app, home.id), admin(session, app, home.id)
    preview, theirs = typed(browser, home, code), typed(other, home, code)
    confirmed(browser, preview)
    late = confirmed(other, theirs)
    assert late.status == 302
    assert "sudah dipakai" in other.follow(late).text
    again = typed(browser, home, code)
    assert again.status == 422
    assert "Tidak ada yang dibuat dua kali" in again.text
    assert len(agencies_of(session, home.id)) == 1


def test_another_regency_cannot_take_what_is_taken(participant: Browser, session: Session, app: Flask, home: Regency) -> None:
    code = packed(participant)
    browser = admin(session, app, home.id)
    confirmed(browser, typed(browser, home, code))
    tenancy.leave(session)
    second = make_regency(session, name="Kabupaten Kedua")
    session.commit()
    stranger = admin(session, app, second.id)
    assert "kabupaten/kota lain" in typed(stranger, second, code).text
    key = code.replace(" ", "")
    assert stranger.get(f"/t/{second.slug}/pengaturan/susunan-latihan/{key}").status == 404
    assert browser.get(f"/t/{home.slug}/pengaturan/susunan-latihan/{key}").status == 200


def test_what_changed_since_the_preview_is_shown_again(participant: Browser, session: Session, app: Flask, home: Regency) -> None:
    browser = admin(session, app, home.id)
    preview = typed(browser, home, packed(participant))
    tenancy.enter(session, tenant_id=home.id)
    make_agency(session, home.id, "dinas  kesehatan")
    session.commit()
    answer = confirmed(browser, preview)
    assert answer.status == 422
    assert "baru saja berubah" in answer.text
    assert "sudah ada, tidak diubah" in answer.text
    assert len(services_of(session, home.id)) == 0
    assert browser.follow(confirmed(browser, answer)).status == 200
    assert len(agencies_of(session, home.id)) == 1
    assert len(services_of(session, home.id)) == 2


def test_a_promise_goes_into_the_plan_a_real_result_asks_for(participant: Browser, session: Session, app: Flask) -> None:
    tenancy.leave(session)
    real = closed_period(session, slug="nyata")
    session.commit()
    browser = admin(session, app, real.tenant_id)
    name = agencies_of(session, real.tenant_id)[0].name
    home = Regency(real.tenant_id, "nyata")
    preview = typed(browser, home, packed(participant, name))
    assert "masuk rencana" in preview.text
    assert browser.follow(confirmed(browser, preview)).status == 200
    with tenancy.inside(session, tenant_id=real.tenant_id):
        items = list(session.scalars(select(FollowupItem).where(FollowupItem.tenant_id == real.tenant_id)))
    assert [(each.unsur, each.action, each.person_in_charge, each.period_id) for each in items] == [
        ("persyaratan", "Pasang daftar syarat di loket", "", real.period_id)
    ]


def test_unknown_codes_and_codes_of_other_kinds_are_told_apart(session: Session, app: Flask, home: Regency, hall: Hall) -> None:
    locators.remember(session, kind=locators.TRAINING, key="BCDFGHJ", target=str(hall.session_id), tenant_id=hall.owner_id)
    session.commit()
    browser = admin(session, app, home.id)
    assert "tidak dikenal" in typed(browser, home, "BCDFGHJKM").text
    assert "kode pelatihan atau stiker" in typed(browser, home, "bcd fghj").text
    assert typed(browser, home, "").status == 422


def test_a_code_that_is_over_says_so(participant: Browser, session: Session, app: Flask, home: Regency) -> None:
    code = packed(participant)
    browser = admin(session, app, home.id)
    preview = typed(browser, home, code)
    with time_machine.travel(NOW + timedelta(days=91), tick=False):
        late = admin(session, app, home.id)
        assert "sudah lewat" in typed(late, home, code).text
        with pytest.raises(UnableToUnpackPracticeSetup, match="expired"):
            unpack_practice_setup(
                session=session, tenant_id=home.id, code=code.replace(" ", ""), seen=str(preview.filled()["seen"]), account_id=None,
                now=NOW + timedelta(days=91),
            )  # fmt: skip


def test_what_is_packed_goes_with_the_participant(participant: Browser, session: Session, app: Flask, home: Regency, hall: Hall) -> None:
    code = packed(participant)
    with tenancy.inside(session, tenant_id=hall.owner_id):
        session.query(PracticeSetup).filter_by(tenant_id=hall.owner_id).delete()
    session.commit()
    assert "tidak dikenal" in typed(admin(session, app, home.id), home, code).text


def test_practice_tenants_and_provinces_take_nothing_over(
    participant: Browser, session: Session, app: Flask, practised: ClosedPeriod, hall: Hall
) -> None:
    assert participant.get("/t/latihan-rekaan/pengaturan/susunan-latihan").status == 404
    province = admin(session, app, hall.owner_id, "province-admin")
    assert province.get(f"/t/{hall.owner_slug}/pengaturan/susunan-latihan").status == 404
    with pytest.raises(UnableToUnpackPracticeSetup, match="not-a-regency"):
        unpack_practice_setup(session=session, tenant_id=practised.tenant_id, code="X", seen="", account_id=None, now=NOW)


@pytest.mark.parametrize("role", ["leader", "agency-officer"])
def test_only_admins_take_over(session: Session, app: Flask, home: Regency, role: str) -> None:
    assert admin(session, app, home.id, role).get(f"/t/{home.slug}/pengaturan/susunan-latihan").status == 404


def test_guessing_is_braked_per_person(session: Session, app: Flask, home: Regency) -> None:
    browser = admin(session, app, home.id)
    page = browser.get(f"/t/{home.slug}/pengaturan/susunan-latihan")
    answers = [browser.send(page, {"code": f"BCDFGHJ{number:02d}"}).status for number in range(32)]
    assert answers[0] == 422
    assert answers[-1] == 429


def test_the_code_itself_is_stored_nowhere(participant: Browser, session: Session, hall: Hall) -> None:
    code = packed(participant).replace(" ", "")
    with tenancy.inside(session, tenant_id=hall.owner_id):
        row = session.scalars(select(PracticeSetup).where(PracticeSetup.tenant_id == hall.owner_id)).one()
    found = session.scalars(select(Locator).where(Locator.target == str(row.id))).one()
    assert code not in (found.key_hash, row.content)


def test_the_pages_cost_few_statements(
    participant: Browser, session: Session, app: Flask, home: Regency, count_queries: CountQueries
) -> None:
    code = packed(participant)
    with count_queries() as statements:
        participant.get("/t/latihan-rekaan/latihan/bawa-pulang")
    assert len(statements) <= 12
    browser = admin(session, app, home.id)
    page = browser.get(f"/t/{home.slug}/pengaturan/susunan-latihan")
    with count_queries() as statements:
        browser.send(page, {"code": code})
    assert len(statements) <= 12
