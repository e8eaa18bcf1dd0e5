"""The report of the practice tenant, from a closed period to the submitted file: each step as the tenant really stands."""

from dataclasses import dataclass

from puas.domain.exercises.task import DONE, RIGHT, WRONG, Checked, Field, Given, Step, Table, Task, Verdict, points_of
from puas.domain.submission_workflow import COLLECTING, has_been_submitted

KEY = "report"

CLOSED, PROOF, FINAL, SUBMITTED = "closed", "proof", "final", "submitted"


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """Where a period's report stands. `must` counts findings that have to be mended, None before there is a result;
    `problem` says why the newest final report cannot be submitted, empty where it can."""

    period_id: str
    agency: str
    period: str
    state: str
    must: int | None
    problem: str


EXAMPLE = ReportFacts("", "Kantor Contoh", "periode contoh", COLLECTING, None, "no-final-report")
"""A report nothing was done for, for whoever has no practice tenant."""


@dataclass(frozen=True)
class WholeReport(Task):
    """Four steps, each a tick that follows the tenant's own state."""

    facts: ReportFacts

    exercise = KEY
    is_live = True

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return (
            (f"Selesaikan laporan SKM {self.facts.agency}, {self.facts.period}, di kantor latihan Anda: tutup surveinya, perbaiki temuan "
            "pemeriksaan, buat laporan final, lalu kirim."),
            "Setiap langkah di bawah ini bertanda benar setelah sungguh-sungguh dikerjakan. Kembali ke halaman ini kapan saja.",
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        return ()

    @property
    def fields(self) -> tuple[Field, ...]:
        labels = {
            CLOSED: "Survei ditutup dan hasilnya ditetapkan",
            PROOF: "Pemeriksaan laporan tidak menemukan kesalahan lagi",
            FINAL: "Laporan final sudah jadi",
            SUBMITTED: "Laporan dikirim",
        }
        return tuple(Field(key, key, label, DONE) for key, label in labels.items())

    @property
    def hints(self) -> tuple[str, ...]:
        return (
            "Kerjakan dari atas ke bawah. Tombol di setiap langkah membuka halamannya.",
            ("Temuan pemeriksaan biasanya tentang tiga hal: penanda tangan dan tanggal pengesahan, rencana tindak lanjut untuk unsur "
            "terendah, dan angka di dalam teks yang diubah."),
            "Laporan final dibuat dari meja laporan setelah temuannya nol. Tunggu berkasnya jadi, lalu kirim dari halaman pelaporan.",
        )

    def check(self, given: Given) -> Checked:
        verdicts = (self._closed(), self._proof(), self._final(), self._submitted())
        return Checked(verdicts, points_of(verdicts))

    def right_answers(self) -> dict[str, tuple[str, ...]]:
        return {}

    def steps(self) -> tuple[Step, ...]:
        return (
            Step("Tutup survei", "Survei → periode → Tutup", "hasil ditetapkan dan ditandatangani"),
            Step("Periksa", "Laporan → periode → Periksa; isi pengesahan dan rencana tindak lanjut", "tidak ada temuan wajib"),
            Step("Laporan final", "Laporan → periode → minta laporan final", "berkas PDF, DOCX, XLSX"),
            Step("Kirim", "Pelaporan → periode → Kirim", "status: dikirim"),
        )

    @property
    def _is_closed(self) -> bool:
        return self.facts.state != COLLECTING

    @property
    def _is_sent(self) -> bool:
        return has_been_submitted(self.facts.state)

    def _page(self, key: str) -> str:
        return f"{key}:{self.facts.period_id}" if self.facts.period_id else ""

    def _closed(self) -> Verdict:
        if self._is_closed:
            return Verdict(CLOSED, RIGHT)
        return Verdict(CLOSED, WRONG, "still-open", "Survei ini masih terbuka.", self._page("close"))

    def _proof(self) -> Verdict:
        if self._is_sent or self.facts.must == 0:
            return Verdict(PROOF, RIGHT)
        if self.facts.must is None:
            return Verdict(PROOF, WRONG, "no-result", "Pemeriksaan dapat dibaca setelah survei ditutup.")
        words = f"Masih ada {self.facts.must} temuan yang wajib diperbaiki."
        return Verdict(PROOF, WRONG, "must-findings", words, self._page("proof"))

    def _final(self) -> Verdict:
        if self._is_sent or not self.facts.problem:
            return Verdict(FINAL, RIGHT)
        words = _PROBLEMS.get(self.facts.problem, _PROBLEMS["no-final-report"])
        return Verdict(FINAL, WRONG, self.facts.problem, words, self._page("report") if self._is_closed else "")

    def _submitted(self) -> Verdict:
        if self._is_sent:
            return Verdict(SUBMITTED, RIGHT)
        return Verdict(SUBMITTED, WRONG, "not-sent", "Laporan ini belum dikirim.", self._page("submission") if self._is_closed else "")


_PROBLEMS = {
    "no-final-report": "Laporan final belum dibuat.",
    "report-not-ready": "Laporan final sedang dibuat. Tunggu sebentar, lalu muat ulang halaman ini.",
    "report-outdated": "Laporan final berasal dari hasil yang sudah diganti. Buat lagi.",
    "report-before-change": "Laporan final dibuat sebelum perbaikan diminta. Buat lagi.",
}
