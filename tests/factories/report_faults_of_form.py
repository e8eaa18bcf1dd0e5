"""One fault each in what a report consists of besides its sentences: sections, plan, look back, signature, tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from puas.domain.proof_text import MONTHS
from puas.domain.report_forms import report_form
from puas.domain.report_snapshot import PlannedFollowUp, ReportSnapshot
from tests.factories.report_corpus import Case
from tests.factories.report_spoiling import FaultKind, Injection, off, say


def _empty(case: Case, rng: Random) -> ReportSnapshot | None:
    section = rng.choice(list(report_form(case.report.form).text_sections()))
    return say(case.report, section, rng.choice(("", "  \n ")), instead=True)


def _placeholder(case: Case, rng: Random) -> ReportSnapshot | None:
    gap = rng.choice((
        "Kegiatan dilaksanakan oleh tim yang ditetapkan dengan Keputusan Nomor … Tahun 2026.",
        "Jumlah petugas xxx orang.",
        "Survei dilaksanakan oleh [isi nama tim].",
        "Lorem ipsum dolor sit amet.",
        "Hambatan utama adalah .......",
        "Tim pelaksana: ____________",
    ))  # fmt: skip
    section = rng.choice(list(report_form(case.report.form).text_sections()))
    return say(case.report, section, gap)


def _plan(change: Callable[[PlannedFollowUp, Case, Random], PlannedFollowUp]) -> Injection:
    def inject(case: Case, rng: Random) -> ReportSnapshot | None:
        rows = list(case.report.planned_follow_ups)
        if not rows:
            return None
        place = rng.randrange(len(rows))
        rows[place] = change(rows[place], case, rng)
        return replace(case.report, planned_follow_ups=tuple(rows))

    return inject


def _plan_dropped(case: Case, rng: Random) -> ReportSnapshot | None:
    rows = list(case.report.planned_follow_ups)
    if not rows:
        return None
    rows.pop(rng.randrange(len(rows)))
    return replace(case.report, planned_follow_ups=tuple(rows))


def _plan_copied(case: Case, rng: Random) -> ReportSnapshot | None:
    kept = [row for row in case.report.done_follow_ups if row.state == "done"]
    if not kept or not case.report.planned_follow_ups:
        return None
    old = rng.choice(kept).plan
    written = rng.choice((old, old.upper(), f"{old}.", f"{old} secara berkala"))
    rows = list(case.report.planned_follow_ups)
    rows[0] = replace(rows[0], plan=written)
    return replace(case.report, planned_follow_ups=tuple(rows))


def _too_early(row: PlannedFollowUp, case: Case, rng: Random) -> PlannedFollowUp:
    starts = case.report.result.period.starts_on
    due = date(starts.year - 1, rng.randint(1, 12), 1)
    return replace(row, when=f"{MONTHS[due.month - 1].capitalize()} {due.year}", due_on=due)


def _signatory(**changes: object) -> Injection:
    def inject(case: Case, rng: Random) -> ReportSnapshot | None:
        return replace(case.report, signatory=replace(case.report.signatory, **changes))  # type: ignore[arg-type]

    return inject


def _nip(spoil: Callable[[str, Random], str]) -> Injection:
    def inject(case: Case, rng: Random) -> ReportSnapshot | None:
        return replace(case.report, signatory=replace(case.report.signatory, nip=spoil(case.report.signatory.nip, rng)))

    return inject


def _signed(days: int, spread: int, *, from_end: bool) -> Injection:
    def inject(case: Case, rng: Random) -> ReportSnapshot | None:
        start = case.report.result.period.ends_on if from_end else case.report.prepared_at.date()
        day = start + timedelta(days=days + rng.randint(0, spread))
        return replace(case.report, signatory=replace(case.report.signatory, signed_on=day))

    return inject


def _table(case: Case, rng: Random) -> ReportSnapshot | None:
    r = case.report.result
    place = rng.randrange(len(r.profile))
    table = r.profile[place]
    rows = list(table.rows)
    rows[0] = replace(rows[0], respondents=rows[0].respondents + rng.randint(1, 9))
    tables = (*r.profile[:place], replace(table, rows=tuple(rows)), *r.profile[place + 1 :])
    return replace(case.report, result=replace(r, profile=tables))


def _result_index(case: Case, rng: Random) -> ReportSnapshot | None:
    r = case.report.result
    if r.index.nik is None:
        return None
    return replace(case.report, result=replace(r, index=replace(r.index, nik=off(rng, r.index.nik, least=60))))


def _result_letter(case: Case, rng: Random) -> ReportSnapshot | None:
    r = case.report.result
    wrong = rng.choice([each for each in "ABCD" if each != r.index.mutu])
    return replace(case.report, result=replace(r, index=replace(r.index, mutu=wrong)))


def _look_back_elsewhere(case: Case, rng: Random) -> ReportSnapshot | None:
    if case.report.previous is None:
        return None
    report = replace(case.report, done_follow_ups=())
    return say(report, "tindak_lanjut_sebelumnya", "Seluruh rencana yang lalu sudah dikerjakan oleh semua bidang.", instead=True)


# An index changed in the tables contradicts every sentence that was right before.
_CONSEQUENCES = (
    "result_does_not_hold", "ni_does_not_fit", "letter_does_not_fit", "change_does_not_fit", "direction_does_not_fit",
    "trend_without_result", "index_does_not_fit", "target_claim_wrong", "trend_does_not_fit", "figure_unknown",
)  # fmt: skip
_KINDS: Mapping[str, tuple[tuple[str, ...], Injection]] = {
    "empty section": (("section_empty",), _empty),
    "left of a template": (("placeholder",), _placeholder),
    "weak unsur without a plan": (("unsur_without_plan", "plan_missing"), _plan_dropped),
    "plan of last time": (("plan_copied",), _plan_copied),
    "plan without time": (("plan_without_time",), _plan(lambda row, case, rng: replace(row, when="", due_on=None))),
    "plan without person": (("plan_without_person",), _plan(lambda row, case, rng: replace(row, responsible=rng.choice(("", " ", "…"))))),
    "plan before the period's end": (("plan_before_period_ends",), _plan(_too_early)),
    "plan that says nothing": (
        ("plan_empty",),
        _plan(lambda row, case, rng: replace(row, plan=rng.choice(("Perbaikan", "xxx", "…", "Isi di sini nanti")))),
    ),
    "name of the signatory": (("signatory_name_missing",), _signatory(name="")),
    "position of the signatory": (("signatory_position_missing",), _signatory(position=" ")),
    "place of signing": (("signing_place_missing",), _signatory(place="")),
    "date of signing": (("signing_date_missing",), _signatory(signed_on=None)),
    "signed before the period's end": (("signed_before_period_ends",), _signed(-40, 30, from_end=True)),
    "signed far ahead": (("signed_far_ahead",), _signed(70, 600, from_end=False)),
    "NIP missing": (("nip_missing",), _signatory(nip="")),
    "NIP with a digit less": (("nip_not_18_digits",), _nip(lambda nip, rng: nip[: rng.randint(5, 17)])),
    "NIP with an impossible birth date": (
        ("nip_birth_date",),
        _nip(lambda nip, rng: nip[:4] + rng.choice(("1332", "0230", "0045")) + nip[8:]),
    ),
    "NIP with an impossible month": (("nip_appointment",), _nip(lambda nip, rng: nip[:12] + rng.choice(("13", "00", "77")) + nip[14:])),
    "NIP with an unknown sex": (("nip_sex",), _nip(lambda nip, rng: nip[:14] + rng.choice("03456789") + nip[15:])),
    "sum of a table": (("table_sum_does_not_fit", "respondents_do_not_fit", "share_does_not_fit"), _table),
    "index of the result": (_CONSEQUENCES, _result_index),
    "letter of the result": (("letter_does_not_fit", "result_does_not_hold"), _result_letter),
    "look back without the lowest": (("looks_back_without_lowest", "look_back_missing"), _look_back_elsewhere),
}
FORM_FAULTS = tuple(FaultKind(id, codes, inject) for id, (codes, inject) in _KINDS.items())
