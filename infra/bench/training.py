"""A half-day training with a room of phones through HTTP, from the code to the certificate: joining, attendance, test, exercises
that check themselves, test again, evaluation, with the pulse of every phone and the trainer's console all the while.

Also cloning a practice tenant, against the same rows copied by the database's own `insert … select`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from bench.figures import Figure, in_turns, tell
from bench.room_visitor import Log, Phone, Visit
from bench.stage import SECRET, Service, Stage, process, service_environment, stage, web_service
from puas.db import tenancy
from puas.db.queries.practice_tenants import find_template
from puas.db.tables.places import TenantProfile
from puas.db.tables.reports import Report
from puas.db.tables.training import Certificate, TrainingDay, TrainingParticipant, TrainingProgress, TrainingSession
from puas.db.tenant_rows import tenant_tables
from puas.domain.certificate_rule import CertificateRule
from puas.domain.curricula import EXERCISE, HALF_DAY, PROPOSALS, from_plain
from puas.domain.exercises import EXERCISES, generated_task, seed_text
from puas.domain.exercises.task import Task
from puas.domain.practice_stories import KABUPATEN
from puas.domain.question_bank import BANK
from puas.domain.regulation.registry import edition
from puas.domain.training_evaluation import STATEMENTS
from puas.domain.training_plan import TrainingPlan
from puas.runtime.file_store import open_file_store
from puas.runtime.signing_key import SigningKey
from puas.usecases._credentials import set_password
from puas.usecases._practice_clones import make_practice_tenant
from puas.usecases.build_practice_story import build_practice_story
from puas.usecases.fill_practice_pool import fill_practice_pool
from puas.usecases.open_training_session import open_training_session
from puas.usecases.plan_training_session import plan_training_session
from tests.factories.tenants import add_account, add_member, add_tenant

TRAINER, PASSWORD, SLUG = "pelatih@contoh.example", "kuda laut berenang pelan", "prov-bench"
# A room asks every five seconds; here time runs faster than in the room, the pulse as in the room.
PULSE_SECONDS = 5.0


@dataclass
class Hall:
    """The session and who may look at it."""

    owner_id: int
    session_id: UUID
    code: str
    seed: int
    # Exercises of its agenda whose numbers are made of the seed, so that a simulated participant can solve them.
    exercises: tuple[str, ...]
    day_code: str

    @property
    def path(self) -> str:
        return f"/t/{SLUG}/pelatihan/{self.session_id}"


@dataclass
class Room:
    """A running room: its phones' log, and who sits where."""

    hall: Hall
    web: Service
    log: Log = field(default_factory=Log)
    seats: dict[int, tuple[Phone, str]] = field(default_factory=dict)
    # The number each got in the room, in the order of joining; their tasks are made of it.
    numbers: dict[int, int] = field(default_factory=dict)


def main() -> None:
    """Measure and tell."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--participants", type=int, default=40)
    parser.add_argument("--pool", type=int, default=None, help="prepared practice tenants; half of the participants where not said")
    parser.add_argument("--seconds", type=float, default=30.0, help="how long the room works on its exercises")
    parser.add_argument("--server", default="granian")
    parser.add_argument("--processes", type=int, default=min(os.cpu_count() or 1, 8))
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    pool = options.participants // 2 if options.pool is None else options.pool
    with stage() as here:
        hall, built = _prepare(here, options.participants, pool)
        figures = [Figure("story made", built, "s"), *_cloning(here, hall, options.rounds)]
        with web_service(here, server=options.server, processes=options.processes, path="/ikut") as web:
            room = Room(hall, web)
            figures += _session(here, room, options.participants, options.seconds)
            began = time.perf_counter()
            with process([sys.executable, "-m", "puas_reporter"], service_environment(here)):
                given, checked = _certificates(here, room)
            figures.append(Figure("certificates issued, made and checked", time.perf_counter() - began, "s"))
        figures.append(Figure("certificates given by the rule", float(given), "", f">= {options.participants}"))
        figures.append(Figure("certificates that can be checked", float(checked), "", f">= {options.participants}"))
        wanted = options.participants * len(hall.exercises)
        figures.append(Figure("exercises solved at the second try", float(_solved(here, hall)), "", f">= {wanted}"))
    tell(figures)


def _prepare(here: Stage, participants: int, pool: int) -> tuple[Hall, float]:
    now = datetime.now(UTC)
    with here.session() as session:
        owner = add_tenant(session, slug=SLUG, name="Provinsi Uji", kind="province", region_code=None)
        trainer = add_account(session, TRAINER, "Pelatih Uji")
        tenancy.enter(session, account_id=trainer.id)
        set_password(session=session, account=trainer, password=PASSWORD, action="set_password", now=now)
        add_member(session, tenant_id=owner.id, account_id=trainer.id, role="trainer")
        session.commit()
        store = open_file_store((here.services.data_dir / "files").as_uri())
        began = time.perf_counter()
        build_practice_story(session=session, store=store, signing_key=SigningKey(SECRET), story=KABUPATEN, now=now)
        session.commit()
        built = time.perf_counter() - began
        tenancy.enter(session, tenant_id=owner.id, account_id=trainer.id)
        agenda = next(each for each in PROPOSALS if each.key == HALF_DAY).items
        today = now.astimezone(ZoneInfo(owner.time_zone)).date()
        plan = TrainingPlan("Bimtek uji", today, today, "Aula", "", None, KABUPATEN, participants, 5, 7, agenda)
        session_id = plan_training_session(session=session, tenant_id=owner.id, plan=plan, account_id=trainer.id, now=now)
        open_training_session(session=session, tenant_id=owner.id, session_id=session_id, account_id=trainer.id, now=now)
        row = session.get_one(TrainingSession, (owner.id, session_id))
        # Every exercise is done at once: what a room does in half a day takes a minute here.
        row.open_steps = [item.key for item in from_plain(row.agenda)]
        solvable = tuple(item.topic for item in agenda if item.kind == EXERCISE and EXERCISES[item.topic].is_generated)
        row.certificate_rule = CertificateRule(exercises=len(solvable), needs_evaluation=True).to_plain()
        day = session.get_one(TrainingDay, (owner.id, session_id, today))
        profile = session.get_one(TenantProfile, owner.id)
        profile.signatory_name, profile.signatory_position = "Dr. Uji Coba, M.Si.", "Kepala Biro Organisasi"
        hall = Hall(owner.id, session_id, row.code, row.seed, solvable, day.code)
        session.commit()
        for _ in range(pool):
            tenancy.enter(session, tenant_id=owner.id)
            fill_practice_pool(session=session, owner_id=owner.id, session_id=session_id, now=now)
            session.commit()
    return hall, built


def _cloning(here: Stage, hall: Hall, rounds: int) -> list[Figure]:
    """One practice tenant made, against the same rows copied inside the database."""
    now = datetime.now(UTC)
    with here.session() as session, here.connect("postgres") as owner:
        template = find_template(session, story=KABUPATEN)
        if template is None:
            raise RuntimeError("the story's template is gone")

        def clone() -> float:
            began = time.perf_counter()
            make_practice_tenant(
                session, template=template, owner_id=hall.owner_id, session_id=hall.session_id, checkpoint="awal", seed=hall.seed,
                signing_key=None, expires_at=now + timedelta(days=1), taken_at=now, now=now,
            )  # fmt: skip
            session.flush()
            spent = time.perf_counter() - began
            session.rollback()
            return spent

        clone()
        floor, ours = in_turns(rounds, lambda: _copy_inside(owner, template.tenant_id), clone)
    return [
        Figure("clone: floor", floor * 1000, "ms"),
        Figure("clone: ours", ours * 1000, "ms", "<= 2000"),
        Figure("clone: ratio", ours / floor),
    ]


def _copy_inside(owner: psycopg.Connection[tuple[object, ...]], template_id: int) -> float:
    """The template's rows once more under another number, past every policy; without answers of its own or new codes; taken back."""
    with owner.transaction(force_rollback=True):
        owner.execute("insert into tenant (id, slug, kind, name, time_zone) values (2000000, 'lantai', 'demo', 'Lantai', 'Asia/Jakarta')")
        began = time.perf_counter()
        for table in tenant_tables():
            names = ", ".join(column.name for column in table.columns if column.name != "tenant_id")
            copied = f"select 2000000, {names} from {table.name} where tenant_id = {int(template_id)}"  # noqa: S608 - names of ours
            owner.execute(f"insert into {table.name} (tenant_id, {names}) {copied}")
        return time.perf_counter() - began


def _session(here: Stage, room: Room, participants: int, seconds: float) -> list[Figure]:
    began = time.perf_counter()
    _all(participants, lambda number: _join(room, number))
    joined = time.perf_counter() - began
    room.numbers = _numbers(here, room.hall)
    stop = threading.Event()
    watchers = [threading.Thread(target=_watch_console, args=(room, stop))]
    watchers += [threading.Thread(target=_listen, args=(room, number, stop)) for number in room.seats]
    for each in watchers:
        each.start()
    working = time.perf_counter()
    _all(participants, lambda number: _work(room, number, until=working + seconds))
    stop.set()
    for each in watchers:
        each.join()
    return [Figure("everybody in the room", joined, "s"), *_told(room, time.perf_counter() - working, participants)]


def _all(participants: int, act: Callable[[int], None]) -> None:
    with ThreadPoolExecutor(participants) as room:
        list(room.map(act, range(1, participants + 1)))


def _join(room: Room, number: int) -> None:
    phone = Phone(room.web.address, room.log)
    page = phone.get("/ikut", "join")
    page = phone.send(page, {"code": room.hall.code.lower()}, "join")
    page = phone.send(page, {"name": f"Peserta Uji {number}", "agency_name": f"Dinas {number}"}, "joined")
    if not page.path.endswith("/latihan"):
        raise RuntimeError(f"participant {number} did not get in: {page.status} {page.path}")
    room.seats[number] = (phone, page.path)


def _work(room: Room, place: int, until: float) -> None:
    """A wrong try, a hint, a right one at each exercise made of numbers; then looking around in the practice tenant."""
    phone, home = room.seats[place]
    number = room.numbers[place]
    phone.send(phone.get(f"{home}/hadir", "page"), {"code": room.hall.day_code}, "page")
    _take_test(phone, f"{home}/tes/before", knows=False)
    for exercise in room.hall.exercises:
        _solve(room, phone, f"{home}/soal/{exercise}", generated_task(exercise, seed_text(room.hall.seed, number, exercise), edition()))
    _take_test(phone, f"{home}/tes/after", knows=True)
    phone.send(phone.get(f"{home}/evaluasi", "page"), dict.fromkeys(STATEMENTS, "4"), "page")
    base = home.removesuffix("/latihan")
    pages = [home, f"{home}/soal/worksheet", f"{home}/soal/followup-plan", f"{home}/soal/report", base, f"{base}/hasil", f"{base}/laporan"]
    while time.perf_counter() < until:
        for path in pages:
            phone.get(path, "page")
            time.sleep(max(0.0, min(2.0, until - time.perf_counter())))
            if time.perf_counter() >= until:
                return


def _take_test(phone: Phone, path: str, *, knows: bool) -> None:
    """Before the training everybody ticks what stands first, afterwards what is right."""
    page = phone.send(phone.get(path, "page"), {}, "page", action=f"{path}/mulai")
    right = {each.text: each.right for each in BANK.values()}
    answers = {}
    for field_set in BeautifulSoup(page.body, "html.parser").find_all("fieldset"):
        legend, options = field_set.find("legend"), field_set.find_all("label")
        if legend is None or not options:
            continue
        wanted = right[legend.get_text().partition(". ")[2]]
        chosen = next(each for each in options if not knows or each.get_text().strip() == wanted).find("input")
        answers[str(chosen["name"])] = str(chosen["value"])
    phone.send(page, answers, "page", action=f"{path}/kirim")


def _solve(room: Room, phone: Phone, path: str, task: Task) -> None:
    right = {key: list(values) for key, values in task.right_answers().items()}
    first = next(iter(right))
    page = phone.get(path, "page")
    page = phone.send(page, {}, "page", action=f"{path}/mulai")
    page = phone.send(page, {**right, first: ["1"]}, "check", action=f"{path}/periksa")
    page = phone.send(page, {}, "page", action=f"{path}/petunjuk")
    phone.send(page, right, "check", action=f"{path}/periksa")


def _numbers(here: Stage, hall: Hall) -> dict[int, int]:
    """Who got which number, by the number in their name."""
    with here.session() as session:
        tenancy.enter(session, tenant_id=hall.owner_id)
        table = TrainingParticipant
        rows = session.execute(select(table.name, table.number).where(table.tenant_id == hall.owner_id))
        return {int(name.rpartition(" ")[2]): number for name, number in rows}


def _listen(room: Room, number: int, stop: threading.Event) -> None:
    """The pulse of one phone, on a connection of its own, as browsers open one beside the page."""
    phone, home = room.seats[number]
    ear = Phone(room.web.address, room.log)
    ear._cookies = phone._cookies
    tag = ""
    while not stop.wait(PULSE_SECONDS):
        answer = ear.get(f"{home}/denyut.json", "pulse", **({"If-None-Match": tag} if tag else {}))
        tag = answer.headers.get("etag", tag)


def _watch_console(room: Room, stop: threading.Event) -> None:
    phone = Phone(room.web.address, room.log)
    page = phone.get("/masuk", "trainer")
    phone.send(page, {"email": TRAINER, "password": PASSWORD}, "trainer")
    tag = ""
    shown = 0
    while not stop.wait(PULSE_SECONDS):
        answer = phone.get(f"{room.hall.path}/ruang/keadaan", "console", **({"If-None-Match": tag} if tag else {}))
        tag = answer.headers.get("etag", tag)
        shown += 1
        if shown % 3 == 0:
            page = phone.get(f"{room.hall.path}/ruang", "console")
            phone.send(page, {"menit": "10"}, "trainer", action=f"{room.hall.path}/ruang/waktu")


def _told(room: Room, seconds: float, participants: int) -> list[Figure]:
    visits = room.log.visits
    figures = [Figure("errors", float(sum(each.status >= 400 for each in visits)), "", "<= 0")]
    for kind in ("joined", "page", "check", "pulse", "console"):
        times = sorted(each.seconds for each in visits if each.kind == kind) or [0.0]
        figures.append(Figure(f"{kind}: requests", float(len(times))))
        figures.append(Figure(f"{kind}: median", statistics.median(times) * 1000, "ms"))
        figures.append(Figure(f"{kind}: p95", times[int(len(times) * 0.95)] * 1000, "ms"))
    pulses = _bytes(visits, "pulse")
    figures.append(Figure("pulse on the wire", statistics.mean(pulses), "bytes"))
    figures.append(Figure("pulses of the room", sum(pulses) * 8 / 1000 / seconds, "kbit/s", "<= 200"))
    work = sum(_bytes(visits, "joined", "join", "page", "check", "pulse"))
    figures.append(Figure("one phone, all it did", work / participants / 1024, "KiB"))
    return figures


def _bytes(visits: Sequence[Visit], *kinds: str) -> list[int]:
    return [each.received for each in visits if each.kind in kinds]


def _certificates(here: Stage, room: Room) -> tuple[int, int]:
    """The trainer issues to everybody who earned one; how many there are, and how many of them anybody can check once they are made."""
    phone, path = Phone(room.web.address, room.log), f"{room.hall.path}/sertifikat"
    phone.send(phone.get("/masuk", "trainer"), {"email": TRAINER, "password": PASSWORD}, "trainer")
    phone.send(phone.get(path, "trainer"), {}, "trainer", action=f"{path}/terbitkan")
    rows = _until_made(here, room.hall)
    found = [phone.get(f"/verifikasi/{document_id}", "check-certificate") for _number, document_id, _state in rows]
    return len(rows), sum(page.status == 200 and row[0] in page.body for row, page in zip(rows, found, strict=True))


def _until_made(here: Stage, hall: Hall) -> list[tuple[str, str, str]]:
    """Number, document and state of every certificate, when the reporter has made all or a minute and a half is over."""
    statement = (
        select(Certificate.printed_number, Report.document_id, Report.state)
        .join(Report, (Report.tenant_id == Certificate.tenant_id) & (Report.id == Certificate.report_id))
        .where(Certificate.tenant_id == hall.owner_id)
    )
    deadline = time.monotonic() + 90
    with here.session() as session:
        tenancy.enter(session, tenant_id=hall.owner_id)
        while True:
            rows = [(row[0], row[1], row[2]) for row in session.execute(statement)]
            if all(state == "ready" for _number, _document, state in rows) or time.monotonic() > deadline:
                return rows
            session.rollback()
            time.sleep(0.5)


def _solved(here: Stage, hall: Hall) -> int:
    """What the database holds in the end: nothing counts that was not judged and kept."""
    with here.session() as session:
        tenancy.enter(session, tenant_id=hall.owner_id)
        mine = (TrainingProgress.tenant_id == hall.owner_id, TrainingProgress.state == "solved", TrainingProgress.attempts == 2)
        return session.scalar(select(func.count()).where(*mine)) or 0


if __name__ == "__main__":
    main()
