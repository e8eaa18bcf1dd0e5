"""Drafts of official letters, made from figures by rules: what is praised or missing, by when, whom to ask, what comes next.

A draft is a proposal in formal, warm Indonesian; whoever signs may change every word before it is issued. Figures come as they
are printed elsewhere, so that a letter never says another number than the board.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from puas.domain.letter_occasions import BEST, LATE_PROMISES, MOST_IMPROVED, NOT_REPORTED, UNDER_SAMPLE
from puas.domain.printed_numbers import comma, listed, thousands

LONGEST_SUBJECT = 200
LONGEST_TEXT = 6_000
LONGEST_COPIES = 600
LONGEST_ADDRESSEE = 200

OPEN_PLACE = "[isi"
"""Begins a place that nothing is known for: a draft claims nothing, and no letter goes out with such a place in it."""

ORDINARY, IMPORTANT = "Biasa", "Penting"

_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
_SURVEY = "Survei Kepuasan Masyarakat (SKM)"
_RULE = "Peraturan Menteri PANRB Nomor 14 Tahun 2017"


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What a letter is about. `scope` is written `Semester I 2026`; figures that are not known are None or empty.

    `units` is what is compared: `perangkat daerah` in a regency, `kabupaten/kota` in a province. `contact` names whom to ask.
    """

    occasion: str
    recipient: str
    scope: str
    units: str
    contact: str
    nik: Decimal | None = None
    mutu: str = ""
    predikat: str = ""
    rank: int | None = None
    compared: int = 0
    step: Decimal | None = None
    since: date | None = None
    missing: tuple[str, ...] = ()
    number: int = 0


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """What is proposed: the subject (Hal), how urgent it is (Sifat), and the paragraphs."""

    subject: str
    nature: str
    paragraphs: tuple[str, ...]


def draft_of(facts: LetterFacts) -> LetterDraft:
    """The draft for an occasion."""
    return _DRAFTS[facts.occasion](facts)


def long_date(day: date) -> str:
    """`21 November 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def head_of_agency(name: str, position: str = "") -> str:
    """To whom a letter to an agency is addressed: the position its own page names, else by the kind of its name."""
    if position.strip():
        return " ".join(position.split())
    words = name.lower()
    if words.startswith(("rumah sakit", "rsud", "rsu ")):
        return f"Direktur {name}"
    if words.startswith("kecamatan"):
        return f"Camat {name[len('kecamatan') :].strip()}"
    if words.startswith("kelurahan"):
        return f"Lurah {name[len('kelurahan') :].strip()}"
    if words.startswith("sekretariat dprd"):
        return f"Sekretaris DPRD{name[len('sekretariat dprd') :]}"
    if words.startswith("inspektorat"):
        return f"Inspektur {name[len('inspektorat') :].strip()}".strip()
    return f"Kepala {name}"


def head_of_regency(name: str) -> str:
    """`Bupati Bojonegoro`, `Wali Kota Madiun`."""
    if name.lower().startswith("kota "):
        return f"Wali Kota {name[5:]}"
    return f"Bupati {name[len('kabupaten ') :] if name.lower().startswith('kabupaten ') else name}"


def has_open_place(text: str) -> bool:
    """Whether something is still to be filled in."""
    return OPEN_PLACE in text


def _index(facts: LetterFacts) -> str:
    if facts.nik is None:
        return f"{OPEN_PLACE} capaiannya]"
    letter = f", mutu pelayanan {facts.mutu} ({facts.predikat})" if facts.mutu else ""
    return f"Indeks Kepuasan Masyarakat {comma(facts.nik)}{letter}"


def _best(facts: LetterFacts) -> LetterDraft:
    place = (
        f" dan menempati peringkat {facts.rank} dari {thousands(facts.compared)} {facts.units} yang dapat dibandingkan"
        if facts.rank
        else ""
    )
    change = f" Capaian ini {_step_words(facts.step)}." if facts.step else ""
    return LetterDraft(
        "Apresiasi atas hasil Survei Kepuasan Masyarakat",
        ORDINARY,
        (
            (
                f"Berdasarkan hasil {_SURVEY} {facts.scope} yang dilaksanakan sesuai {_RULE}, {facts.recipient} memperoleh"
                f" {_index(facts)}{place}.{change}"
            ),
            (
                f"Untuk itu kami menyampaikan penghargaan dan terima kasih yang tulus kepada seluruh jajaran {facts.recipient},"
                " terutama petugas yang setiap hari melayani masyarakat."
            ),
            (
                "Kami berharap mutu pelayanan ini dipertahankan, tindak lanjut hasil survei terus dikerjakan, dan pengalaman"
                " baiknya dibagikan"
                f" kepada {facts.units} lain."
            ),
            "Atas perhatian dan kerja samanya, kami ucapkan terima kasih.",
        ),
    )


def _most_improved(facts: LetterFacts) -> LetterDraft:
    change = f", {_step_words(facts.step)}" if facts.step else ""
    return LetterDraft(
        "Apresiasi atas peningkatan hasil Survei Kepuasan Masyarakat",
        ORDINARY,
        (
            (
                f"Berdasarkan hasil {_SURVEY} {facts.scope} yang dilaksanakan sesuai {_RULE}, {facts.recipient} memperoleh"
                f" {_index(facts)}{change}. Peningkatan ini adalah yang tertinggi di antara {facts.units} yang"
                " dapat dibandingkan, bermutu A atau B, dan sudah mempublikasikan hasilnya."
            ),
            (
                "Peningkatan seperti ini hanya terjadi bila keluhan masyarakat sungguh didengar dan ditindaklanjuti. Untuk"
                " itu kami menyampaikan"
                f" penghargaan dan terima kasih yang tulus kepada seluruh jajaran {facts.recipient}."
            ),
            f"Kami berharap perbaikan ini diteruskan dan pengalaman baiknya dibagikan kepada {facts.units} lain.",
            "Atas perhatian dan kerja samanya, kami ucapkan terima kasih.",
        ),
    )


def _not_reported(facts: LetterFacts) -> LetterDraft:
    what = f"Laporan yang belum kami terima: {listed(facts.missing)}." if facts.missing else ""
    deadline = f" Batas waktu penyampaiannya adalah {long_date(facts.since)}." if facts.since else ""
    # Published figures of this part of the year are in the recap, whatever is still missing; "none" and "left out" would be untrue.
    lacking, consequence = "belum kami terima", "tidak dapat dimuat dalam rekapitulasi dan dicantumkan sebagai belum lapor"
    if facts.nik is not None:
        lacking, consequence = "belum seluruhnya kami terima", "dalam rekapitulasi belum lengkap"
    return LetterDraft(
        "Penyampaian laporan Survei Kepuasan Masyarakat",
        IMPORTANT,
        tuple(
            each
            for each in (
                (
                    f"Sehubungan dengan pelaksanaan {_SURVEY} {facts.scope} sesuai {_RULE}, bersama ini kami sampaikan bahwa sampai dengan"
                    f" tanggal surat ini laporan {facts.recipient} {lacking}.{deadline}"
                ),
                what,
                (
                    "Kami mohon laporan tersebut disampaikan paling lambat tujuh hari kerja sejak surat ini diterima. Tanpa"
                    " laporan itu hasil"
                    f" {facts.recipient} {consequence}."
                ),
                f"Bila ada kendala, silakan menghubungi {facts.contact}; kami siap membantu.",
                "Atas perhatian dan kerja samanya, kami ucapkan terima kasih.",
            )
            if each
        ),
    )


def _late_promises(facts: LetterFacts) -> LetterDraft:
    return LetterDraft(
        "Tindak lanjut hasil Survei Kepuasan Masyarakat",
        IMPORTANT,
        (
            (
                f"Dalam laporan {_SURVEY} {facts.scope} dan periode lainnya, {facts.recipient} menyusun rencana tindak lanjut."
                " Sampai dengan tanggal"
                f" surat ini {_number(facts)} rencana sudah melewati waktu yang ditetapkan sendiri dan belum dinyatakan selesai."
            ),
            (
                "Kami mohon setiap rencana tersebut diselesaikan, atau dicatat kemajuan dan hambatannya beserta waktu"
                " penyelesaian yang baru,"
                " paling lambat empat belas hari kerja sejak surat ini diterima."
            ),
            f"Bila ada kendala yang memerlukan dukungan, silakan menghubungi {facts.contact}; kami siap membantu.",
            (
                "Masyarakat yang sudah meluangkan waktu menjawab survei menunggu perbaikan itu. Atas perhatian dan kerja"
                " samanya, kami ucapkan"
                " terima kasih."
            ),
        ),
    )


def _under_sample(facts: LetterFacts) -> LetterDraft:
    return LetterDraft(
        "Pemenuhan jumlah responden Survei Kepuasan Masyarakat",
        IMPORTANT,
        (
            (
                f"Berdasarkan hasil {_SURVEY} {facts.scope}, jumlah responden {facts.recipient} kurang"
                f" {_number(facts)} orang dari sampel"
                f" minimum menurut {_RULE}. Akibatnya hasilnya belum dapat dibandingkan dengan {facts.units} lain."
            ),
            (
                "Kami mohon pada periode berikutnya pengumpulan jawaban dimulai lebih awal: stiker dipasang di setiap loket,"
                " petugas mengajak"
                " setiap pengguna layanan menjawab, dan kemajuannya dipantau setiap minggu."
            ),
            f"Bila ada kendala, silakan menghubungi {facts.contact}; kami siap membantu.",
            "Atas perhatian dan kerja samanya, kami ucapkan terima kasih.",
        ),
    )


def _number(facts: LetterFacts) -> str:
    return thousands(facts.number) if facts.number else f"{OPEN_PLACE} jumlahnya]"


def _step_words(step: Decimal | None) -> str:
    if not step:
        return ""
    return f"naik {comma(step)} poin dari periode sebelumnya" if step > 0 else f"turun {comma(-step)} poin dari periode sebelumnya"


_DRAFTS = {
    BEST: _best,
    MOST_IMPROVED: _most_improved,
    NOT_REPORTED: _not_reported,
    LATE_PROMISES: _late_promises,
    UNDER_SAMPLE: _under_sample,
}
