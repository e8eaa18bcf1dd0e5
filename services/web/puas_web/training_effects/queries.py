"""What the page on a province's trainings shows: its own participants, and reports read with the province's log-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from flask import abort, request, url_for

from puas.db.queries.deadlines import list_due_days
from puas.db.queries.province_directory import list_regency_entries
from puas.db.queries.training_effects import compare_reports, list_surveyed, list_trained
from puas.domain.survey_period import local_day
from puas.domain.training_effects import (
    GROUPS,
    MEASURES,
    PHASES,
    AgencyTraining,
    Cell,
    Comparison,
    RegencyTraining,
    Trainings,
    who_was_trained,
)
from puas.presentation import charts
from puas.runtime import clock
from puas_web.access import CurrentTenant, current_tenant
from puas_web.database import db
from puas_web.layout import page_language
from puas_web.province_database import province_session
from puas_web.training_effects.words import GROUP_WORDS, MEASURE_WORDS, PHASE_WORDS

# Two years show each agency several times; what is older was another time.
LOOKED_BACK = timedelta(days=800)
_ANY = "KODE"


@dataclass(frozen=True)
class Province:
    """Who was trained where, and the regencies by their names and tenants."""

    code: str
    trainings: Trainings
    names: Mapping[str, str]
    region_of: Mapping[int, str]
    since: date
    now: datetime

    def name_of(self, code: str) -> str:
        return self.names.get(code, code)


@dataclass(frozen=True)
class EffectsPage:
    """The comparison, the regencies by name, and one of them with its agencies where it was asked for."""

    province: Province
    comparison: Comparison
    wanted: str

    @property
    def regencies(self) -> Sequence[RegencyTraining]:
        return self.province.trainings.regencies

    @property
    def people(self) -> int:
        return sum(each.people for each in self.regencies)

    @property
    def certificates(self) -> int:
        return sum(each.certificates for each in self.regencies)

    @property
    def trained_agencies(self) -> int:
        return len(self.province.trainings.trained_on)

    @property
    def agencies(self) -> int:
        return len(self.province.trainings.surveyed)

    @property
    def unmatched(self) -> int:
        return sum(each.unmatched for each in self.regencies)

    @property
    def turning_point(self) -> date | None:
        return self.province.trainings.turning_point

    @property
    def without_anybody(self) -> int:
        """Regencies that survey, with nobody trained."""
        return sum(each.agencies > 0 and not each.people for each in self.regencies)

    @property
    def wanted_agencies(self) -> list[AgencyTraining]:
        return self.province.trainings.agencies_of(self.wanted)

    def name_of(self, code: str) -> str:
        return self.province.name_of(code)

    @cached_property
    def _address(self) -> str:
        return url_for("training_effects.index", kabupaten=_ANY, _anchor="judul-daftar")

    def address_of(self, code: str) -> str:
        """The same page with the agencies of a regency; its code is figures and points."""
        return self._address.replace(_ANY, code)

    def rows_of(self, measure: str) -> Sequence[tuple[str, str, Cell]]:
        """Group, phase, cell: the four that are compared."""
        return [(str(GROUP_WORDS[group]), str(PHASE_WORDS[phase]), self.comparison.cell(measure, group, phase))
                for group in GROUPS for phase in PHASES]  # fmt: skip

    def drawing_of(self, measure: str, untold: str) -> str:
        rows = [charts.ShareRow(f"{group}, {phase}", cell.share, cell.total) for group, phase, cell in self.rows_of(measure)]
        title = str(MEASURE_WORDS[measure][0])
        return charts.share_bars(rows, title=title, chart_id=f"dampak-{measure}", untold=untold, language=page_language())

    @property
    def measures(self) -> tuple[str, ...]:
        return MEASURES


def read_page() -> EffectsPage:
    """Six statements of its own, whatever the number of regencies and agencies."""
    here = _here()
    found = read_province()
    comparison = compare_reports(
        province_session(), province_code=found.code, since=found.since, region_of=found.region_of, trainings=found.trainings,
        due_days=list_due_days(db.session(), tenant_id=here.id), time_zone=here.time_zone, now=found.now,
    )  # fmt: skip
    wanted = request.args.get("kabupaten", "")
    return EffectsPage(found, comparison, wanted if wanted in found.names else "")


def read_province() -> Province:
    """Every agency that surveys, with who of it was trained, in three statements."""
    here = _here()
    code = here.province_code or ""
    now = clock.now()
    since = local_day(now, here.time_zone) - LOOKED_BACK
    entries = list_regency_entries(db.session(), province_code=code)
    region_of = {each.tenant_id: each.code for each in entries if each.tenant_id is not None}
    surveyed = list_surveyed(province_session(), province_code=code, since=since, region_of=region_of)
    people = list_trained(db.session(), tenant_id=here.id)
    trainings = who_was_trained(people, surveyed, list(region_of.values()))
    return Province(code, trainings, {each.code: each.name for each in entries}, region_of, since, now)


def _here() -> CurrentTenant:
    here = current_tenant()
    if here.kind != "province" or here.province_code is None:
        abort(404)
    return here
