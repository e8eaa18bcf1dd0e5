"""Every kind of page in a real browser: nothing to complain of, nothing from elsewhere, nothing wider than a small phone;
and the pages people begin on, free of serious barriers in light and dark."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.e2e.conftest import Arrive, Visitor
from tests.e2e.site_walk import SiteWalk, fetch_in
from tests.e2e.test_answering import sticker_of
from tests.e2e.test_training_day import Planned, begin_step, go_to, join_room, plan_and_open

PUBLIC = ("/s", "/masuk", "/daftar", "/lupa-sandi", "/verifikasi", "/publik", "/publik/segara-asri", "/publik/segara-asri/disdukcapil")
PERSONS = ("publik", "operator", "provinsi", "petugas", "evaluator", "pimpinan", "admin", "peserta", "pelatih")
_AXE = Path(__file__).parent / "vendor" / "axe-core"
_SERIOUS = """async (rules) => {
  const found = await axe.run(document, {resultTypes: ['violations'], ...(rules ? {runOnly: rules} : {})});
  return found.violations.filter(each => ['serious', 'critical'].includes(each.impact))
    .map(each => each.id + ': ' + each.nodes.slice(0, 3)
      .map(node => node.target.join(' ') + ' ' + (node.any[0]?.message || '')).join(' | '));
}"""
# What stands for itself has to be easy to hit; words in running text may be lower.
_TOO_LOW = """[...document.querySelectorAll('.button:not(.small), .tabs a, .navigation a, .menu-panel a, select, textarea, summary,' +
  'input:not([type=radio]):not([type=checkbox]):not([type=hidden])')]
  .filter(each => each.offsetParent && each.getBoundingClientRect().height < 43.5).map(each => each.outerHTML.slice(0, 90))"""


@cache
def axe_source() -> str:
    """The checker, whole: as published, by its checksum."""
    content = (_AXE / "axe.min.js").read_bytes()
    expected = (_AXE / "SHA256SUMS").read_text(encoding="ascii").split()[0]
    assert hashlib.sha256(content).hexdigest() == expected
    return content.decode()


def barriers(page: Page, path: str) -> list[str]:
    """Serious and critical findings: everything in light, colours again in dark."""
    page.emulate_media(color_scheme="light")
    page.evaluate(axe_source())
    found = [f"{path}: {each}" for each in page.evaluate(_SERIOUS, None)]
    page.emulate_media(color_scheme="dark")
    found += [f"{path} (dark): {each}" for each in page.evaluate(_SERIOUS, ["color-contrast"])]
    return found + ([f"{path}: wider than a tablet"] if _is_too_wide_for_a_tablet(page) else [])


def _is_too_wide_for_a_tablet(page: Page) -> bool:
    """The narrowest page that has its sections in a row instead of a bar."""
    before = page.viewport_size
    page.set_viewport_size({"width": 768, "height": 900})
    is_wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    if before is not None:
        page.set_viewport_size(before)
    return bool(is_wide)


def present(person: str, arrive: Arrive, *, width: int) -> Visitor:
    visitor = arrive(width=width, expected=(422,) if person == "peserta" else ())
    if person == "peserta":
        _sit_down(arrive(), visitor)
    elif person != "publik":
        visitor.sign_in(visitor.stack.login(person))
    return visitor


# The training of these tests, and who has joined it.
_TRAININGS: list[Planned] = []
_SEATED: list[str] = []


def _sit_down(trainer: Visitor, participant: Visitor) -> None:
    """In a training that has come to its second exercise; the participant has begun it and is on the page of steps."""
    trainer.sign_in(trainer.stack.login("pelatih"))
    if not _TRAININGS:
        _TRAININGS.append(plan_and_open(trainer))
    planned = _TRAININGS[0]
    _SEATED.append(f"Peserta {len(_SEATED) + 1}")
    join_room(participant, planned, _SEATED[-1])
    steps = participant.page.url
    for step in ("Membaca kertas kerja", "Menghitung indeks dengan tangan"):
        go_to(trainer, planned, step)
    participant.open(steps)
    begin_step(participant)
    participant.open(steps)


# The practice tenant has all pages of a regency, which others walk in their own; of its pages the nearest are looked at.
_MOST_PAGES = {"peserta": 45}


# The same page of another person differs in buttons only, so each kind is looked at once.
_KNOWN: set[str] = set()
# But not where pages others have seen lead somebody on to pages of their own.
_SEEN_ANEW = {"evaluator": re.compile(r"/mutu/kinerja"), "admin": re.compile(r"/mutu(/[^/]+){0,2}$")}


@pytest.mark.parametrize("person", PERSONS)
def test_every_kind_of_page_fits_a_small_phone(arrive: Arrive, person: str) -> None:
    visitor = present(person, arrive, width=360)
    anew = _SEEN_ANEW.get(person)
    known = {each for each in _KNOWN if anew is None or not anew.search(each)}
    start = urlsplit(visitor.page.url).path if person == "peserta" else "/"
    more = PUBLIC if person == "publik" else _pages_of_states(visitor) if person == "admin" else ()
    walk = SiteWalk(fetch_in(visitor.page), visitor.stack.base_url, known=known, most=_MOST_PAGES.get(person, 400))
    faults: list[str] = []
    for found in walk.pages(start, *more):
        _KNOWN.update({found.kind} - {"/"})
        faults += [f"{found.path}: {each}" for each in misfits(visitor.page)]
    assert not faults, "\n".join(faults)


def _pages_of_states(admin: Visitor) -> list[str]:
    """Pages to which only a thing in a certain state leads, which need not be the thing of its kind that the walk meets first."""
    room = f"{admin.stack.room}/mutu"

    def first(path: str, link: str) -> str:
        return str(admin.open(path).locator(f"main {link}").first.get_attribute("href"))

    years = [int(each) for each in admin.open(f"{room}/kinerja").locator("main nav a").all_inner_texts() if each.strip().isdigit()]
    agency = "tbody th a:has-text('Kecamatan Dawuhan')"
    under_way, validated = (first(f"{room}/kinerja?tahun={year}", agency) for year in (max(years), max(years) - 1))
    service = first(first(f"{room}/standar", agency), "a[href*='/standar/layanan/']")
    score = first(f"{room}/ombudsman", "tbody th a")
    mall = first(f"{room}/mpp", "a[href*='/mutu/mpp/']:not([href$='/tambah']):not([href*='/impor'])")
    return [
        *(f"{validated}/{each}" for each in ("rencana", "buka-lagi")), *(f"{under_way}/{each}" for each in ("evaluator", "validasi")),
        first(under_way, "a[href$='/buka-lagi']"), *(f"{score}/{each}" for each in ("sunting", "hapus")),
        *(f"{service}/{each}" for each in ("tetapkan", "salin", "buang")),
        first(mall, "a[href*='/perangkat-daerah/'][href$='/keluar']"),
    ]  # fmt: skip


def misfits(page: Page) -> list[str]:
    """What is too wide, too low to hit, or without the one heading."""
    width = page.evaluate("document.documentElement.scrollWidth")
    headings = page.locator("h1").count()
    found = [f"{width} wide"] if width > 360 else []
    found += [f"{headings} main headings"] if headings != 1 else []
    return found + [f"too low: {each}" for each in page.evaluate(_TOO_LOW)]


MAIN_PAGES: dict[str, tuple[str, ...]] = {
    "publik": ("/", "{sticker}", *PUBLIC),
    "operator": ("/operator", "/operator/permohonan", "/operator/provinsi/baru"),
    "provinsi": ("/t/nusa-contoh/", "/t/nusa-contoh/persetujuan", "/t/nusa-contoh/anggota/"),
    "admin": ("{room}/", "{room}/survei", "{room}/survei/buka", "{room}/hasil", "{room}/laporan", "{room}/pengaturan"),
    "pimpinan": ("{room}/",),
    "evaluator": ("{room}/", "{room}/mutu/kinerja/tugas"),
    "petugas": ("{room}/", "{room}/stiker", "{period}", "{agency}", "{sheet}", "{desk}"),
    "peserta": ("{steps}", "{steps}/hadir", "{steps}/soal/hand-index", "{steps}/tes/before"),
    "pelatih": ("/t/nusa-contoh/pelatihan", "/t/nusa-contoh/pelatihan/baru", "{training}", "{training}/ruang", "{training}/sertifikat"),
}


@pytest.mark.parametrize("person", PERSONS)
def test_the_main_pages_have_no_barriers(arrive: Arrive, person: str) -> None:
    visitor = present(person, arrive, width=1280)
    places: dict[str, Any] = {"room": visitor.stack.room, "steps": urlsplit(visitor.page.url).path}
    if person == "publik":
        places["sticker"] = sticker_of(visitor.stack, "petugas.disdukcapil")
    if person == "pelatih":
        link = visitor.open("/t/nusa-contoh/pelatihan").locator("tbody th a").first
        places["training"] = link.get_attribute("href")
    if person == "petugas":
        places |= _own_pages(visitor)
    found = []
    for pattern in MAIN_PAGES[person]:
        path = pattern.format(**places)
        found += barriers(visitor.open(path), path)
    assert not found, "\n".join(found)


def _own_pages(officer: Visitor) -> dict[str, str]:
    """The pages of an officer's agency, by the links that lead to them."""
    page, room = officer.page, officer.stack.room

    def first(path: str, link: str) -> str:
        return str(officer.open(path).locator(link).first.get_attribute("href"))

    places = {"period": first(f"{room}/survei", "tbody th a"), "desk": first(f"{room}/laporan", "tbody th a")}
    places["sheet"] = first(f"{room}/hasil", "main a[href*='kertas-kerja']")
    return places | {"agency": page.url.removeprefix(officer.stack.base_url)}
