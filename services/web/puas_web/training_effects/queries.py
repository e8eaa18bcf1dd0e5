"""What the page on a province's trainings shows: its own participants, and reports read with the province's log-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import abort, request

from puas.db.queries.deadlines import list_due_days
from puas.db.queries.province_directory import list_regency_entries
from puas.db.queries.training_effects import list_report_facts, list_trained
from puas.domain.survey_period import local_day
from puas.domain.training_effects import GROUPS, MEASURES, PHASES, AgencyTraining, Cell, TrainingEffects, training_effects
from puas.presentation import charts
from puas.runtime import clock
from puas_web.access import current_tenant
from puas_web.database import db
from puas_web.layout import page_language
from puas_web.province_database import province_session
from puas_web.training_effects.words import GROUP_WORDS, MEASURE_WORDS, PHASE_WORDS

# Two years show each agency several times; what is older was another time.
LOOKED_BACK = timedelta(days=800)


@dataclass(frozen=True)
class EffectsPage:
    """The comparison, the regencies by name, and one of them with its agencies where it was asked for."""

    effects: TrainingEffects
    names: Mapping[str, str]
    wanted: str

    @property
    def people(self) -> int:
        return sum(each.people for each in self.effects.regencies)

    @property
    def certificates(self) -> int:
        return sum(each.certificates for each in self.effects.regencies)

    @property
    def trained_agencies(self) -> int:
        return sum(each.agencies_trained for each in self.effects.regencies)

    @property
    def agencies(self) -> int:
        return len(self.effects.agencies)

    @property
    def unmatched(self) -> int:
        return sum(each.unmatched for each in self.effects.regencies)

    @property
    def without_anybody(self) -> list[str]:
        """Regencies that survey, with nobody trained."""
        return [self.name_of(each.region_code) for each in self.effects.regencies if each.agencies and not each.people]

    def agencies_of(self, code: str) -> list[AgencyTraining]:
        return [each for each in self.effects.agencies if each.region_code == code]

    def name_of(self, code: str) -> str:
        return self.names.get(code, code)

    def rows_of(self, measure: str) -> Sequence[tuple[str, str, Cell]]:
        """Group, phase, cell: the four that are compared."""
        return [(str(GROUP_WORDS[group]), str(PHASE_WORDS[phase]), self.effects.cell(measure, group, phase))
                for group in GROUPS for phase in PHASES]  # fmt: skip

    def drawing_of(self, measure: str, untold: str) -> str:
        rows = [charts.ShareRow(f"{group}, {phase}", cell.share, cell.total) for group, phase, cell in self.rows_of(measure)]
        title = str(MEASURE_WORDS[measure][0])
        return charts.share_bars(rows, title=title, chart_id=f"dampak-{measure}", untold=untold, language=page_language())

    @property
    def measures(self) -> tuple[str, ...]:
        return MEASURES


def read_page() -> EffectsPage:
    """Four statements of its own, whatever the number of regencies."""
    here = current_tenant()
    if here.kind != "province" or here.province_code is None:
        abort(404)
    today: date = local_day(clock.now(), here.time_zone)
    entries = list_regency_entries(db.session(), province_code=here.province_code)
    region_of = {each.tenant_id: each.code for each in entries if each.tenant_id is not None}
    reports = list_report_facts(
        province_session(), province_code=here.province_code, since=today - LOOKED_BACK, region_of=region_of,
        due_days=list_due_days(db.session(), tenant_id=here.id), time_zone=here.time_zone,
    )  # fmt: skip
    people = list_trained(db.session(), tenant_id=here.id)
    effects = training_effects(people, reports, list(region_of.values()), today)
    names = {each.code: each.name for each in entries}
    wanted = request.args.get("kabupaten", "")
    return EffectsPage(effects, names, wanted if wanted in names else "")
