"""Words for rules, steps, categories and refusals of the performance of service units."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from puas.db.queries.performance_assessments import AssessmentRow
from puas.domain.performance_progress import (
    ASK_USERS,
    FILL_SELF,
    NAME_EVALUATORS,
    NOTHING,
    VALIDATE,
    WAIT_FOR_EVALUATORS,
    AssessmentProgress,
)
from puas.domain.regulation.performance_edition import Basis, PerformanceEdition
from puas.domain.regulation.performance_registry import PerformanceRule, all_performance_editions, performance_edition
from puas.presentation.numbers import whole_number
from puas_web.layout import page_language

FORM_NAMES: dict[str, LazyString] = {"A": _l("Formulir A: tatap muka"), "B": _l("Formulir B: daring")}
WEIGHT_NAMES: dict[str, LazyString] = {"exact": _l("bobot pecahan tepat"), "printed": _l("bobot tiga desimal tercetak")}

REFUSALS: dict[str, LazyString] = {
    "none-chosen": _l("Pilih paling sedikit satu perangkat daerah."),
    "unknown-agency": _l("Perangkat daerah itu tidak ada, atau sudah diarsipkan."),
    "unknown-rule": _l("Pilih salah satu aturan."),
    "unknown-form": _l("Pilih salah satu aturan."),
    "unknown-weights": _l("Pilih salah satu aturan."),
    "impossible-year": _l("Tahun itu sebelum aturannya berlaku, atau terlalu jauh di depan."),
    "too-many": _l("Paling banyak sepuluh evaluator untuk satu penilaian."),
    "not-evaluator": _l("Salah satu orang itu bukan evaluator. Undang dahulu sebagai evaluator di halaman Anggota."),
    "works-for-agency": _l("Tidak seorang pun menilai perangkat daerahnya sendiri: %(names)s."),
    "sent-already": _l("Formulir sudah dikirim: %(names)s. Buka lagi formulirnya dahulu."),
    "index-out-of-range": _l("Tulis indeks dari 0 sampai 5 dengan paling banyak dua desimal, misalnya 4,53."),
    "source-missing": _l("Tulis dari mana indeks ini diketahui."),
    "exists": _l("Penilaian unit ini untuk tahun dan aturan itu sudah ada."),
    "reason-missing": _l("Tulis alasannya."),
    "too-long": _l("Tulisan ini terlalu panjang. Paling banyak 500 karakter."),
    "changed-meanwhile": _l("Orang lain baru saja mengubah penilaian ini. Periksa keadaan terbarunya, lalu coba lagi."),
    "not-open": _l("Penilaian ini sudah divalidasi. Buka lagi dahulu bila perlu diubah."),
    "validated-already": _l("Orang lain baru saja memvalidasi penilaian ini. Hasilnya ada di halaman ini."),
    "not-validated": _l("Penilaian ini belum divalidasi, jadi tidak perlu dibuka lagi."),
    "recorded": _l("Indeks ini dicatat dari luar dan tidak punya formulir. Tarik, lalu catat kembali bila keliru."),
    "no-evaluator": _l("Belum ada evaluator yang ditunjuk."),
    "not-sent": _l("Evaluator yang belum mengirim formulir: %(names)s."),
    "incomplete": _l("Belum ada nilai untuk: %(names)s."),
    "evaluator": _l("Anda evaluator penilaian ini, jadi orang lain yang harus memutuskan dan memvalidasi."),
    "unknown-indicator": _l("Indikator itu tidak ada pada aturan penilaian ini."),
    "score-out-of-range": _l("Pilih nilai 0 sampai 5."),
    "unknown-assessment": _l("Penilaian ini sudah ditarik."),
}


def refusal_in_words(reason: str, names: Sequence[str] = ()) -> str:
    """Why something could not be done, with whom or what it is about."""
    shown = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")
    return str(REFUSALS[reason]) % {"names": shown} if names else str(REFUSALS[reason])


def rule_in_words(edition_id: str, form: str = "") -> str:
    """`PermenPANRB 29/2022, Formulir A: tatap muka`."""
    name = performance_edition(edition_id).name
    return f"{name}, {FORM_NAMES[form]}" if form else name


def weights_in_words(edition: PerformanceEdition, weights: str) -> str:
    """The set of weights, where the rule has more than one."""
    return str(WEIGHT_NAMES.get(weights, weights)) if len(edition.weight_sets) > 1 else ""


def rule_choices() -> list[tuple[str, str]]:
    """Every rule with its forms and sets of weights, the newest first, as `id:form:weights`."""
    found = []
    for edition in all_performance_editions():
        for form in edition.forms:
            for weights in edition.weight_sets:
                name = rule_in_words(edition.id, form.id)
                more = weights_in_words(edition, weights.id)
                found.append((f"{edition.id}:{form.id}:{weights.id}", f"{name}, {more}" if more else name))
    return found


def read_rule(text: str) -> PerformanceRule:
    """The inverse of a choice; nonsense gives a rule that is not known."""
    edition_id, _separator, rest = text.partition(":")
    form, _separator, weights = rest.partition(":")
    return PerformanceRule(edition_id, form, weights)


def state_in_words(row: AssessmentRow) -> tuple[str, str]:
    """How an assessment stands, and the kind of its tag."""
    if row.progress.is_open:
        return _("berjalan"), "warn"
    return (_("dicatat dari luar"), "plain") if row.assessment.origin == "recorded" else (_("divalidasi"), "good")


def next_step_in_words(progress: AssessmentProgress) -> str:
    """What is missing next."""

    def number(count: int) -> str:
        return whole_number(count, page_language())

    return {
        NAME_EVALUATORS: _("Tunjuk evaluator"),
        FILL_SELF: _("Unit mengisi F-01"),
        WAIT_FOR_EVALUATORS: _("Menunggu F-02: %(sent)s dari %(all)s", sent=number(progress.sent), all=number(progress.evaluators)),
        ASK_USERS: _("Tanya pengguna (F-03)"),
        VALIDATE: _("Siap divalidasi"),
        NOTHING: "–",
    }[progress.next_step]


def basis_in_words(basis: Basis) -> str:
    """`belum terverifikasi (kebijakan Puas). …`: how sure a datum is and where it was seen. Sources stay Indonesian."""
    sure = _("belum terverifikasi") if basis.is_unverified else _("terlihat pada sumber kedua")
    return f"{sure} ({basis.citation}). {basis.note}".strip()
