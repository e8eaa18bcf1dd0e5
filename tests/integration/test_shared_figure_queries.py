"""Lines of shared figures, asked for by the regency itself and by its province through the province's own log-in."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.queries.shared_figures import (
    REGENCY_ID,
    agencies_in,
    agencies_of_province,
    history_of,
    regencies_of_province,
    regency_in,
    scopes_of_province,
    scopes_of_unit,
    services_in,
)
from puas.db.session import make_engine, make_session_factory
from puas.db.tables.agencies import Agency
from puas.domain.reporting_scope import ReportingScope
from puas.domain.survey_period import triwulan
from tests.factories.published import publish_and_share
from tests.factories.surveyed import Surveyed, survey_tenant

if TYPE_CHECKING:
    from tests.conftest import Committing

YEAR = ReportingScope(2026, "tahun")
QUARTER = ReportingScope(2026, "triwulan-2")


@pytest.fixture
def regencies(committing: Committing) -> dict[str, Surveyed]:
    """Two regencies of province 99, one of province 98 and a demo, each with two agencies and two published quarters."""
    made = {}
    for slug, code in (("biru", "99"), ("hijau", "99"), ("merah", "98"), ("latihan", None)):
        with committing.session_factory() as session:
            made[slug] = survey_tenant(
                session, slug=slug, name=f"Kabupaten {slug.title()}", windows=(triwulan(2025, 4), triwulan(2026, 2)),
                agencies=("Puskesmas Timur", "Dinas Kependudukan"), province_code=code,
            )  # fmt: skip
            health = session.get_one(Agency, (made[slug].tenant_id, made[slug].agency_ids[0]))
            health.kind = "puskesmas"
            publish_and_share(session, made[slug])
            session.commit()
    return made


@pytest.fixture
def province(committing: Committing, regencies: dict[str, Surveyed]) -> Iterator[Session]:
    """A session of the province's log-in, for province 99."""
    engine = make_engine(committing.url("puas_province"))
    with make_session_factory(engine)() as session:
        tenancy.enter(session, province_code="99")
        yield session
    engine.dispose()


def test_a_province_sees_its_own_regencies(province: Session, regencies: dict[str, Surveyed]) -> None:
    found = regencies_of_province(province, province_code="99", scopes=[YEAR])
    assert [each.tenant_id for each in found] == sorted(regencies[slug].tenant_id for slug in ("biru", "hijau"))
    assert {each.unit_id for each in found} == {REGENCY_ID}
    assert regencies_of_province(province, province_code="98", scopes=[YEAR]) == []
    several = regencies_of_province(province, province_code="99", scopes=[YEAR, ReportingScope(2025, "tahun")])
    assert len(several) == 4
    assert scopes_of_province(province, province_code="99") == [
        ReportingScope(2026, "tahun"), ReportingScope(2026, "semester-1"), ReportingScope(2026, "triwulan-2"),
        ReportingScope(2025, "tahun"), ReportingScope(2025, "semester-2"), ReportingScope(2025, "triwulan-4"),
    ]  # fmt: skip


def test_agencies_of_one_kind_are_compared_across_regencies(province: Session, regencies: dict[str, Surveyed]) -> None:
    found = agencies_of_province(province, province_code="99", scope=YEAR, kind="puskesmas")
    assert {each.unit_id for each in found} == {regencies[slug].agency_ids[0] for slug in ("biru", "hijau")}
    assert [each.nik for each in found] == sorted((each.nik for each in found), reverse=True)  # type: ignore[type-var]
    assert all(each.unsur == () for each in found)
    assert len(agencies_of_province(province, province_code="99", scope=YEAR)) == 4


def test_a_province_looks_into_one_regency_of_its_own_and_no_other(province: Session, regencies: dict[str, Surveyed]) -> None:
    own, other = regencies["biru"], regencies["merah"]
    assert len(agencies_in(province, tenant_id=own.tenant_id, scopes=[YEAR])) == 2
    assert regency_in(province, tenant_id=own.tenant_id, scope=YEAR) is not None
    assert agencies_in(province, tenant_id=other.tenant_id, scopes=[YEAR]) == []
    assert services_in(province, tenant_id=other.tenant_id, scope=YEAR, agency_id=other.agency_ids[0]) == []
    assert regency_in(province, tenant_id=other.tenant_id, scope=YEAR) is None
    assert scopes_of_unit(province, tenant_id=regencies["latihan"].tenant_id, level="regency", unit_id=REGENCY_ID) == []


def test_a_regency_reads_its_own_lines(committing: Committing, regencies: dict[str, Surveyed]) -> None:
    own = regencies["biru"]
    with committing.session_factory() as session:
        tenancy.enter(session, tenant_id=own.tenant_id)
        agency = own.agency_ids[1]
        services = services_in(session, tenant_id=own.tenant_id, scope=QUARTER, agency_id=agency)
        assert [each.name for each in services] == ["Kartu Keluarga", "KTP-el", "Surat Pindah"]
        assert {each.agency_id for each in services} == {agency}
        [line] = history_of(session, tenant_id=own.tenant_id, level="agency", unit_id=agency, part=QUARTER.part)
        assert line.predikat == {"A": "Sangat Baik", "B": "Baik", "C": "Kurang Baik", "D": "Tidak Baik"}[line.mutu]
        assert len(line.unsur) == 9
        assert isinstance(line.unsur[0].nik, Decimal)
        past = history_of(session, tenant_id=own.tenant_id, level="agency", unit_id=agency)
        assert [(each.year, each.part) for each in past] == [
            (2025, "tahun"), (2025, "semester-2"), (2025, "triwulan-4"), (2026, "tahun"), (2026, "semester-1"), (2026, "triwulan-2"),
        ]  # fmt: skip
        years = history_of(session, tenant_id=own.tenant_id, level="agency", unit_id=agency, part="tahun")
        assert [each.year for each in years] == [2025, 2026]
        assert history_of(session, tenant_id=own.tenant_id, level="agency", unit_id=UUID(int=5)) == []
        assert agencies_in(session, tenant_id=regencies["hijau"].tenant_id, scopes=[YEAR]) == []


def test_each_question_is_one_statement(province: Session) -> None:
    statements: list[str] = []
    event.listen(province.get_bind(), "before_cursor_execute", lambda *told: statements.append(told[2]))
    province.connection()
    statements.clear()
    regencies_of_province(province, province_code="99", scopes=[YEAR, QUARTER])
    agencies_of_province(province, province_code="99", scope=YEAR, with_unsur=True)
    assert len(statements) == 2
