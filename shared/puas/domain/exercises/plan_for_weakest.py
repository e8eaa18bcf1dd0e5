"""A follow-up plan for the weakest unsur, written in the practice tenant: there, concrete, in time, and somebody's."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from puas.domain.exercises.task import DONE, RIGHT, WRONG, Checked, Field, Given, Step, Table, Task, Verdict, points_of
from puas.domain.followup_plan import Due
from puas.domain.printed_numbers import listed
from puas.domain.proof_form import has_placeholder
from puas.domain.proof_plan import SHORTEST_PLAN, nearly_equal
from puas.domain.regulation.edition import Edition

KEY = "followup-plan"

ITEM, ACTIVITY, DUE, PERSON = "item", "activity", "due", "person"

_SAYS_NOTHING = frozenset(
    (
        "meningkatkan meningkat peningkatan mengoptimalkan optimalisasi memaksimalkan memperbaiki perbaikan mempertahankan menjaga "
        "membenahi kualitas mutu kinerja pelayanan layanan publik masyarakat lebih baik maksimal optimal prima terus menerus agar "
        "menjadi dan yang di untuk pada dengan secara serta kepada unsur bidang hal dalam semua seluruh "
        "evaluasi koordinasi melakukan melaksanakan akan"
    ).split()
)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One promise as it is saved."""

    unsur: str
    action: str
    due: Due | None
    person: str


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan of a period with what it is measured by. `done_before` are promises of earlier plans that were kept."""

    period_id: str
    agency: str
    period: str
    rule: Edition
    is_closed: bool
    lowest: tuple[str, ...]
    today: date
    rows: tuple[PlanRow, ...] = ()
    proposals: Mapping[str, str] = field(default_factory=dict)
    done_before: tuple[str, ...] = ()


def example(rule: Edition, today: date) -> "PlanForWeakest":
    """The task before anything was written, for whoever has no practice tenant."""
    return PlanForWeakest(PlanFacts("", "Kantor Contoh", "periode contoh", rule, True, (rule.slugs()[2],), today))


@dataclass(frozen=True)
class PlanForWeakest(Task):
    """Four things a plan for the weakest unsur has to have."""

    facts: PlanFacts

    exercise = KEY
    is_live = True

    @property
    def paragraphs(self) -> tuple[str, ...]:
        facts = self.facts
        where = f"{facts.agency}, {facts.period}"
        if not facts.is_closed:
            return (f"Rencana tindak lanjut disusun dari hasil yang sudah ditetapkan. Tutup dulu survei {where}.", _WHAT)
        return (f"Unsur terendah {where}: {self._names}. Tulis rencana tindak lanjutnya di kantor latihan Anda.", _WHAT)

    @property
    def tables(self) -> tuple[Table, ...]:
        return ()

    @property
    def fields(self) -> tuple[Field, ...]:
        labels = {
            ITEM: f"Ada rencana untuk {self._names}" if self.facts.lowest else "Ada rencana untuk unsur terendah",
            ACTIVITY: "Kegiatannya jelas, sehingga orang luar dapat memeriksanya",
            DUE: "Waktunya ditentukan dan belum lewat",
            PERSON: "Penanggung jawabnya ditulis",
        }
        return tuple(Field(key, key, label, DONE) for key, label in labels.items())

    @property
    def hints(self) -> tuple[str, ...]:
        return (
            "Mulai dari penyebabnya: apa yang dikeluhkan responden pada unsur itu? Baca saran mereka di halaman Hasil.",
            ("Tulis apa yang dikerjakan, di mana, dan berapa banyak. “Memasang papan alur di dua loket” dapat diperiksa; "
            "“meningkatkan pelayanan” tidak."),
            "Waktu cukup bulan atau triwulan. Penanggung jawab cukup jabatannya, misalnya Kepala Seksi Pelayanan.",
        )

    def check(self, given: Given) -> Checked:
        rows = [row for row in self.facts.rows if row.unsur in self.facts.lowest]
        judged = [self._judged(row) for row in rows] or [self._without_row()]
        # Of several plans for the same unsur the best one counts.
        best = max(judged, key=points_of)
        return Checked(best, points_of(best))

    def right_answers(self) -> dict[str, tuple[str, ...]]:
        return {}

    def steps(self) -> tuple[Step, ...]:
        unsur = self._names or "unsur terendah"
        return (
            Step("Unsur", "yang NRR-nya paling kecil pada hasil periode ini", unsur),
            Step("Kegiatan", "apa, di mana, berapa banyak; dapat diperiksa orang luar", _EXAMPLE),
            Step("Waktu", "bulan atau triwulan setelah survei ditutup", "triwulan berikutnya"),
            Step("Penanggung jawab", "jabatan lebih awet daripada nama", "Kepala Seksi Pelayanan"),
        )

    @property
    def _names(self) -> str:
        return listed([self.facts.rule.unsur_named(slug).name for slug in self.facts.lowest])

    @property
    def _page(self) -> str:
        if not self.facts.period_id:
            return ""
        return f"{'plan' if self.facts.is_closed else 'close'}:{self.facts.period_id}"

    def _without_row(self) -> tuple[Verdict, ...]:
        not_closed = "Survei periode ini belum ditutup, jadi belum ada hasilnya."
        first = "Belum ada rencana untuk unsur ini." if self.facts.is_closed else not_closed
        rest = ((ACTIVITY, "Tulis dulu rencananya."), (DUE, "Tulis dulu rencananya."), (PERSON, "Tulis dulu rencananya."))
        fault = "no-plan" if self.facts.is_closed else "not-closed"
        return (Verdict(ITEM, WRONG, fault, first, self._page), *(Verdict(key, WRONG, "no-plan", words) for key, words in rest))

    def _judged(self, row: PlanRow) -> tuple[Verdict, ...]:
        return (Verdict(ITEM, RIGHT), self._activity(row), self._due(row), self._person(row))

    def _activity(self, row: PlanRow) -> Verdict:
        def wrong(fault: str, words: str) -> Verdict:
            return Verdict(ACTIVITY, WRONG, fault, words, self._page)

        if len(row.action.split()) < SHORTEST_PLAN or has_placeholder(row.action):
            return wrong("too-short", "Rencananya terlalu singkat atau masih berupa isian contoh. Tulis apa yang dikerjakan.")
        if _folded(row.action) == _folded(self.facts.proposals.get(row.unsur, "")):
            return wrong("proposal-unchanged", "Ini masih usulan bawaan. Sesuaikan dengan kantor Anda: di mana dan berapa banyak.")
        if self._says_nothing(row):
            return wrong("vague", "Rencana ini belum dapat diperiksa. Sebutkan kegiatannya: apa yang dipasang, ditambah, atau diubah.")
        if any(nearly_equal(row.action, old) for old in self.facts.done_before):
            return wrong("copied", "Rencana ini sama dengan rencana periode lalu yang sudah selesai. Pilih langkah berikutnya.")
        return Verdict(ACTIVITY, RIGHT)

    def _says_nothing(self, row: PlanRow) -> bool:
        own = set(_words(self.facts.rule.unsur_named(row.unsur).name))
        return all(word in _SAYS_NOTHING or word in own for word in _words(row.action))

    def _due(self, row: PlanRow) -> Verdict:
        if row.due is None:
            return Verdict(DUE, WRONG, "no-time", "Waktunya belum ditentukan. Pilih bulan atau triwulan.", self._page)
        if row.due.is_over(self.facts.today):
            return Verdict(DUE, WRONG, "past", "Waktu itu sudah lewat. Pilih bulan atau triwulan yang akan datang.", self._page)
        return Verdict(DUE, RIGHT)

    def _person(self, row: PlanRow) -> Verdict:
        if not row.person.strip() or has_placeholder(row.person):
            return Verdict(PERSON, WRONG, "no-person", "Penanggung jawabnya belum ditulis. Jabatan sudah cukup.", self._page)
        return Verdict(PERSON, RIGHT)


_WHAT = "Rencana yang baik menyebut apa yang dikerjakan, kapan selesai, dan siapa penanggung jawabnya. Setelah disimpan, periksa di sini."
_EXAMPLE = "Memasang papan alur bergambar di dua loket dan menugaskan satu pemandu pada pukul 08.00–11.00"


def _words(text: str) -> list[str]:
    return [word.strip(".,;:()/“”\"'").lower() for word in text.replace("/", " ").split() if word.strip(".,;:()/“”\"'")]


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
