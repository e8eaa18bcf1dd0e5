"""The policies a figure rests on, in words."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.domain.index_score import POOLED, SERVICE_MEAN
from puas.domain.quality_grade import COMPARE_UNROUNDED, ROUND_THEN_COMPARE
from puas.domain.regulation.edition import Edition
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.sample_size import FORMULA, TABLE
from puas_web.rule_words import unsur_short

AGGREGATIONS = {
    SERVICE_MEAN: _l("rata-rata sederhana: setiap unit dihitung sama, berapa pun respondennya"),
    POOLED: _l("gabungan seluruh responden: unit dengan responden lebih banyak lebih menentukan"),
}
GRADINGS = {
    ROUND_THEN_COMPARE: _l("NIK dibulatkan dua desimal lebih dahulu, lalu dibandingkan dengan tabel mutu"),
    COMPARE_UNROUNDED: _l("NIK yang belum dibulatkan dibandingkan dengan tabel mutu"),
}
SAMPLES = {
    FORMULA: _l("rumus Krejcie-Morgan"),
    TABLE: _l("tabel Krejcie-Morgan, baris berikutnya yang lebih besar"),
}
REASONS = {
    "no_respondents": _l("belum ada responden"),
    "unanswered_unsur": _l("ada unsur yang tidak dijawab seorang pun"),
}


def policy_facts(snapshot: ResultSnapshot, rule: Edition) -> list[tuple[str, str]]:
    """Term and explanation of each choice."""
    chosen = snapshot.policies
    weight = rule.weight(chosen.weight)
    printed = _("%(weight)s per unsur", weight=weight.printed)
    if weight.legacy:
        printed = _("%(weight)s per unsur, hanya untuk mengulang laporan lama", weight=weight.printed)
    return [
        (_("Aturan"), rule.name),
        (_("Bobot"), printed),
        (_("Penggabungan"), str(AGGREGATIONS.get(chosen.aggregation, chosen.aggregation))),
        (_("Penentuan mutu"), str(GRADINGS.get(chosen.grading, chosen.grading))),
        (_("Ukuran sampel"), str(SAMPLES.get(chosen.sample_size, chosen.sample_size))),
    ]


def reason_text(code: str | None, rule: Edition | None = None, unsur: tuple[str, ...] = ()) -> str:
    """Why there is no index."""
    text = str(REASONS.get(code or "", code or ""))
    if rule is not None and unsur:
        text += ": " + ", ".join(unsur_short(slug, rule) for slug in unsur)
    return text
