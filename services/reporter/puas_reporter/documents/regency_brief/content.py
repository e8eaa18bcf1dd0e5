"""What the one page says: the index and its cause, who is strong and weak, what was promised and done, what to decide."""

from __future__ import annotations

from collections.abc import Sequence

from puas.domain import recap_words
from puas.domain.recap_snapshot import AgencyLine, RecapSnapshot
from puas.presentation.dates import date_range
from puas.presentation.numbers import MISSING, index_number, signed_number, whole_number
from puas_reporter.documents.brief import Brief, BriefFrame, KeyFact, NamedValue
from puas_reporter.documents.regency_recap import wording
from puas_reporter.documents.regency_recap.drawings import trend_drawing
from puas_reporter.documents.skm_report.wording import grade_cell


def brief_of(recap: RecapSnapshot) -> Brief:
    """The page of a recap."""
    result = recap.result
    index = result.index
    strongest, weakest = recap.ends()
    other = result.simple_mean if recap.is_pooled else result.respondent_weighted
    other_words = recap_words.SIMPLE_MEAN_WORDS if recap.is_pooled else recap_words.POOLED_WORDS
    return Brief(
        frame=_frame(recap),
        title=f"Ringkasan SKM untuk {wording.head_of_region(recap)}",
        scope=f"{result.period.label} ({date_range(result.period.starts_on, result.period.ends_on)})",
        index=index_number(index.nik),
        letter=index.mutu or MISSING,
        mutu=index.mutu,
        predikat=index.predikat or "belum ada indeks",
        declared=f"Indeks Kepuasan Masyarakat {wording.regency_name(recap)}, {recap_words.declared_words(recap)}",
        other_mean=f"Pembanding, {other_words}: {recap_words.index_words(other)}",
        facts=_facts(recap),
        strongest=_agencies(recap, strongest),
        weakest=_agencies(recap, weakest),
        unsur=tuple(
            NamedValue(
                recap_words.unsur_label(recap, each.slug), index_number(each.nik), each.mutu or MISSING,
                *_where(recap, each.slug),
            )
            for each in recap_words.weakest(recap)
        ),
        promises=recap_words.promise_sentence(recap),
        gaps=f"{recap_words.units_sentence(recap)} {_under_sample(recap)}",
        decisions=recap_words.decisions(recap),
        mark=wording.marks(recap),
    )  # fmt: skip


def _frame(recap: RecapSnapshot) -> BriefFrame:
    result = recap.result
    return BriefFrame(
        name=wording.regency_name(recap),
        label=result.period.label,
        year=recap.scope_year,
        edition_name=result.edition_name,
        time_zone=result.period.time_zone,
        prepared_at=recap.prepared_at,
        document_id=recap.document_id,
        verification_url=recap.verification_url,
        letterhead=recap.letterhead,
        units="Perangkat daerah",
        units_short="PD: perangkat daerah.",
        trend_title="Tren indeks dan target",
        trend=(lambda width: trend_drawing(recap, width)) if len(recap.trend) > 1 else None,
        note=f"{wording.SIGN_NOTE} n = {whole_number(result.respondents)} responden, {result.edition_name}.",
    )


def _facts(recap: RecapSnapshot) -> tuple[KeyFact, ...]:
    change, target, check = recap.change, recap.target, recap.target_check
    reached = "belum dapat dinilai" if check is None else "tercapai" if check.reached else "belum tercapai"
    gap = f"{reached} ({signed_number(check.gap)})" if check else reached
    return (
        KeyFact(
            "Perubahan",
            signed_number(change.amount) if change else MISSING,
            f"dari {recap.previous.label} ({index_number(recap.previous.nik)})" if change and recap.previous else "belum ada pembanding",
        ),
        KeyFact("Target", index_number(target.nik if target else None), f"mutu {target.mutu}, {gap}" if target else "belum ditetapkan"),
        KeyFact(
            "Responden",
            whole_number(recap.result.respondents),
            f"{whole_number(len(recap.counted))} dari {whole_number(len(recap.agencies))} perangkat daerah",
        ),
        KeyFact(
            "Janji selesai",
            f"{whole_number(recap.promised.done)} / {whole_number(recap.promised.items)}" if recap.promised.items else MISSING,
            "rencana tindak lanjut sebelumnya",
        ),
    )


def _agencies(recap: RecapSnapshot, lines: Sequence[AgencyLine]) -> tuple[NamedValue, ...]:
    def named(line: AgencyLine) -> NamedValue:
        change = recap.change_of(line)
        amount = signed_number(change.amount) if change else ""
        remark = f"{amount} dari sebelumnya" if amount else ""
        letter = grade_cell(line.index.mutu, line.index.predikat)
        return NamedValue(wording.marked_name(line), index_number(line.index.nik), letter, remark, amount)

    return tuple(named(line) for line in lines)


def _under_sample(recap: RecapSnapshot) -> str:
    number = len(recap.under_sample)
    if not number:
        return "Tidak ada yang respondennya kurang dari sampel minimum."
    return f"{whole_number(number)} perangkat daerah berindeks belum memenuhi sampel minimum."


def _where(recap: RecapSnapshot, slug: str) -> tuple[str, str]:
    number = whole_number(len(recap_words.agencies_weakest_in(recap, slug)))
    return f"termasuk tiga terendah di {number} perangkat daerah", f"di {number} PD"
