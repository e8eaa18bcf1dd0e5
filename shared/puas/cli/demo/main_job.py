"""The main job, done as people do it: a citizen's sticker, answers over HTTP, the tally, the closing, the SKM report.

It uses nothing but pages. Done once, it is recognised on the next start and only its files are fetched again.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from puas.cli.demo.browser import Browser, Form, Page, UnexpectedPage
from puas.cli.demo.story import AgencyStory, Story
from puas.domain.result_snapshot import ResultSnapshot
from puas.domain.signed_result import read_signed_result
from puas.domain.survey_period import local_day
from puas.presentation.numbers import index_number
from puas.runtime.clock import now
from puas.usecases._made_up_answers import answers_for, made_up_profile, totals_for

_PATIENCE = 90.0
# In how many months, and who does it.
_PROMISED = ((1, "Kepala Seksi Pelayanan"), (2, "Kepala Subbagian Umum"), (3, "Sekretaris Kecamatan"))
_PAUSE = 0.15


class UnableToDoMainJob(RuntimeError):
    """A step of the main job did not come about in time."""


@dataclass(frozen=True, slots=True)
class MainJobOutcome:
    """What the main job leaves behind."""

    form_address: str
    summary: str
    files: tuple[Path, ...]


@dataclass
class MainJob:
    """One run, signed in as the officer of the office in the story; the regency's admin closes the period."""

    story: Story
    base_url: str
    output: Path
    say: Callable[[str], None]

    def run(self) -> MainJobOutcome:
        """Answers, result, report; returns where everything is."""
        self.output.mkdir(parents=True, exist_ok=True)
        officer = self._signed_in(self._agency().mailbox)
        form_address = self._sticker(officer)
        period = self._newest_period(officer)
        if not self._frozen(officer, period):
            self._send_answers(form_address)
            self._wait_for_tally(officer, period)
            self._close(period, self._figures(officer, period).period.label)
            self._plan_what_follows(officer, period)
            self._date_the_signature(officer, period)
        record = self._record(officer, period)
        files = [self._write("result.json", record.body), *self._report_files(officer, period)]
        result = read_signed_result(record.body).result
        return MainJobOutcome(form_address, _in_words(result), tuple(files))

    # -- as officials

    def _signed_in(self, mailbox: str) -> Browser:
        email = f"{mailbox}@{self.story.host_of(self.story.main_job.tenant)}"
        person = Browser(self.base_url)
        form = person.open(f"/masuk?lanjut={self._room('survei')}").form_with("password")
        page = person.submit(form, {"email": email, "password": self.story.password})
        if "/masuk" in page.address:
            raise UnexpectedPage(page.address, "the demo's log-in was refused")
        return person

    def _agency(self) -> AgencyStory:
        regency = next(each for each in self.story.regencies if each.look.slug == self.story.main_job.tenant)
        return next(each for each in regency.agencies if each.name == self.story.main_job.agency)

    def _room(self, *parts: str) -> str:
        return "/".join((f"/t/{self.story.main_job.tenant}", *parts))

    def _sticker(self, officer: Browser) -> str:
        """The address printed in the QR code of the office's first sticker."""
        page = officer.open(self._room("stiker"))
        for link in page.links_like(r"/stiker/(perangkat-daerah/)?[0-9a-f-]{36}$"):
            found = re.search(r"/s/([0-9A-Z]{7})\b", officer.open(link).text)
            if found:
                return f"{self.base_url}/s/{found[1]}"
        raise UnexpectedPage(page.address, "no sticker with a code")

    def _newest_period(self, officer: Browser) -> Page:
        """The period in the field, or on a later start the one that was closed then."""
        for part in ("survei", "survei?bagian=selesai"):
            page = officer.open(self._room(part))
            periods = page.links_like(r"/survei/[0-9a-f-]{36}$")
            if periods:
                return officer.open(periods[0])
        raise UnexpectedPage(page.address, "no survey period")

    def _close(self, period: Page, label: str) -> None:
        admin = self._signed_in("admin")
        form = admin.open(f"{period.address}/tutup").form_with("typed_name")
        admin.submit(form, {"typed_name": label})
        self.say(f"{label} ditutup: hasil ditetapkan dan ditandatangani")

    def _record(self, officer: Browser, period: Page) -> Page:
        return officer.open(self._room("hasil", "periode", _last_part(period), "kertas-kerja", "unduh-json"))

    def _figures(self, officer: Browser, period: Page) -> ResultSnapshot:
        return read_signed_result(self._record(officer, period).body).result

    def _frozen(self, officer: Browser, period: Page) -> bool:
        return read_signed_result(self._record(officer, period).body).signature is not None

    # -- as citizens

    def _send_answers(self, form_address: str) -> None:
        told = self._agency().services[0]
        rng = random.Random(self.story.seed)
        totals = totals_for(Fraction(told.nik), told.respondents, rng)
        began = time.monotonic()
        for scores in answers_for(totals, told.respondents, rng):
            citizen = Browser(self.base_url)
            form = citizen.open(form_address).form_with("persyaratan")
            citizen.submit(form, self._filled(form, scores, rng))
        seconds = time.monotonic() - began
        self.say(f"{told.respondents} jawaban warga terkirim ke {form_address} dalam {seconds:.1f} detik")

    def _filled(self, form: Form, scores: dict[str, int], rng: random.Random) -> dict[str, str]:
        values = {slug: str(score) for slug, score in scores.items()}
        profile = {name: str(value) for name, value in made_up_profile(rng).items()}
        values |= {name: value for name, value in profile.items() if form.has(name)}
        if rng.random() < 0.25 and form.has("suggestion"):
            weakest = min(scores, key=lambda slug: scores[slug])
            values["suggestion"] = rng.choice(self.story.suggestions[weakest])
        return values

    def _wait_for_tally(self, officer: Browser, period: Page) -> None:
        wanted = self._agency().services[0].respondents
        for _ in _attempts("the tally"):
            if self._figures(officer, period).respondents >= wanted:
                self.say(f"{wanted} jawaban sudah dihitung")
                return

    # -- the report

    def _plan_what_follows(self, officer: Browser, period: Page) -> None:
        """Take over the plan proposed for the weakest unsur, and say by when and by whom."""
        page = officer.open(self._room("tindak-lanjut", "periode", _last_part(period), "sunting"))
        form = page.form_with("rows-0-action")
        proposed = [name.removesuffix("-action") for name, value in form.fields if name.endswith("-action") and value]
        values: dict[str, str] = {}
        for row, (months, person) in zip(proposed, _PROMISED, strict=False):
            values |= {f"{row}-due": f"{_months_ahead(months):%Y-%m}", f"{row}-person": person}
        officer.submit(form, values)

    def _report_files(self, officer: Browser, period: Page) -> list[Path]:
        desk = officer.open(self._room("laporan", "periode", _last_part(period)))
        found = _finished_reports(desk)
        page = officer.open(found[0]) if found else self._ask_for_final_report(officer, desk)
        downloads = page.links_like(r"/laporan/[0-9a-f-]{36}/unduh/")
        return [self._write(f"laporan-skm.{link.rsplit('.', 1)[-1].rsplit('/', 1)[-1]}", officer.open(link).body) for link in downloads]

    def _date_the_signature(self, officer: Browser, period: Page) -> None:
        page = officer.open(self._room("laporan", "periode", _last_part(period), "pengesahan"))
        officer.submit(page.form_with("signed_on"), {"signed_on": local_day(now(), "Asia/Jakarta").isoformat()})

    def _ask_for_final_report(self, officer: Browser, desk: Page) -> Page:
        """What the proof-reader demands was done before; its advice is read and confirmed."""
        began = time.monotonic()
        check = officer.open(f"{desk.address}/periksa")
        form = check.form_to("/minta")
        if not form.has("stage"):
            raise UnexpectedPage(check.address, "the proof-reader found faults in the report")
        page = officer.submit(form, {"advice_seen": "y"} if form.has("advice_seen") else {})
        for _ in _attempts("the report"):
            page = officer.open(page.address)
            if page.links_like(r"/unduh/"):
                self.say(f"laporan SKM selesai disusun dalam {time.monotonic() - began:.1f} detik")
                return page
        return page

    def _write(self, name: str, content: bytes) -> Path:
        file = self.output / name
        file.write_bytes(content)
        return file


def do_main_job(story: Story, base_url: str, output: Path, say: Callable[[str], None]) -> MainJobOutcome:
    """Run the main job and return what it left behind."""
    return MainJob(story, base_url, output, say).run()


def _months_ahead(months: int) -> date:
    today = local_day(now(), "Asia/Jakarta")
    count = today.year * 12 + today.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def _last_part(page: Page) -> str:
    return page.address.rsplit("/", 1)[1]


def _finished_reports(desk: Page) -> list[str]:
    return desk.links_like(r"/laporan/[0-9a-f-]{36}$")


def _in_words(result: ResultSnapshot) -> str:
    index = result.index
    if index.nik is None:
        return f"{result.respondents} responden, belum ada indeks"
    return f"IKM {index_number(index.nik)}, mutu {index.mutu} ({index.predikat}), {result.respondents} responden, {result.period.label}"


def _attempts(what: str) -> Iterator[int]:
    deadline = time.monotonic() + _PATIENCE
    number = 0
    while time.monotonic() < deadline:
        yield number
        number += 1
        time.sleep(_PAUSE)
    raise UnableToDoMainJob(f"{what} was not ready within {_PATIENCE:.0f} seconds")
