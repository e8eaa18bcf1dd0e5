"""The certificate as a file: two landscape pages, everything legible, marked where it is made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from puas.domain.certificate_rule import Achievement
from puas.domain.certificate_source import CertificateSource, Subject, subjects_of
from puas.domain.curricula import MOST_ITEMS, PROPOSALS
from puas.domain.document_source import CERTIFICATE, FORMATS_OF
from puas.domain.report_snapshot import Letterhead, Signatory
from puas.runtime.file_store import FileStore, open_file_store
from puas_reporter.documents.catalogue import render
from tests.conftest import ROOT

EMBLEM = ROOT / "infra/seed/emblems/wave.png"
HEAD = Letterhead(
    ("Pemerintah Provinsi Tirta", "Biro Organisasi Sekretariat Daerah"), "Jalan Contoh Nomor 1", "", "", "", "tenant-1/emblem.png", None,
    "#0b6e4f",
)  # fmt: skip


def source(**changes: object) -> CertificateSource:
    made = CertificateSource(
        document_id="ABC123XYZ", verification_url="https://skm.example.go.id/verifikasi/ABC123XYZ", number="007/SKM/XI/2026",
        name="Siti Aminah, S.Sos.", position="Analis Kebijakan", agency_name="Dinas Kesehatan", title="Bimtek SKM Gelombang 1",
        starts_on=date(2026, 11, 23), ends_on=date(2026, 11, 24), place="Aula Biro Organisasi", hours=19,
        subjects=subjects_of(PROPOSALS[2].items), achievement=Achievement(2, 2, 12, 14, 5, 6, has_evaluated=True),
        dated_on=date(2026, 11, 24), letterhead=HEAD,
        signatory=Signatory("Kepala Biro Organisasi", "Dr. Sari Teladani, M.Si.", "", "197001011995032001", "Tirta", date(2026, 11, 24)),
        owner="Provinsi Tirta", is_sample=False, issued_at=datetime(2026, 11, 24, 3, tzinfo=UTC), time_zone="Asia/Jakarta",
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    made = open_file_store(tmp_path.as_uri())
    made.write("tenant-1/emblem.png", EMBLEM.read_bytes(), content_type="image/png")
    return made


def pages(made: CertificateSource, store: FileStore) -> list[str]:
    again = CertificateSource.from_json(made.to_json())
    assert again == made
    [rendered] = render(CERTIFICATE, FORMATS_OF[CERTIFICATE], made.to_json(), store)
    assert rendered.name.endswith(".pdf")
    found = PdfReader(BytesIO(b"".join(rendered.chunks()))).pages
    assert [page.mediabox.width > page.mediabox.height for page in found] == [True, True]
    return [" ".join(page.extract_text().split()) for page in found]


def test_the_front_says_who_took_part_in_what(store: FileStore) -> None:
    front, _back = pages(source(), store)
    for words in (
        "PEMERINTAH PROVINSI TIRTA", "SERTIFIKAT", "Nomor 007/SKM/XI/2026", "Siti Aminah, S.Sos.", "Analis Kebijakan, Dinas Kesehatan",
        "Bimtek SKM Gelombang 1", "diselenggarakan oleh Provinsi Tirta pada 23–24 November 2026 di Aula Biro Organisasi",
        "selama 19 jam pelajaran (JP)",
        "Tirta, 24 November 2026", "Dr. Sari Teladani, M.Si.", "NIP 197001011995032001", "ABC123XYZ",
    ):  # fmt: skip
        assert words in front
    assert "CONTOH" not in front


def test_the_back_says_what_was_taught_and_achieved(store: FileStore) -> None:
    made = source()
    _front, back = pages(made, store)
    assert all(each.title in back for each in made.subjects)
    assert f"Jumlah, setara 19 jam pelajaran (JP) {made.minutes}" in back
    assert "Istirahat" not in back
    assert "Capaian: hadir 2 dari 2 hari; nilai tes akhir 85,7% (12 dari 14 benar); latihan selesai 5 dari 6." in back


def test_parts_the_training_did_not_have_are_left_out(store: FileStore) -> None:
    _front, back = pages(source(achievement=Achievement(1, 1, 0, 0, 0, 0, has_evaluated=False)), store)
    assert "Capaian: hadir 1 dari 1 hari." in back
    _front, back = pages(source(achievement=Achievement(0, 2, 0, 14, 0, 6, has_evaluated=False)), store)
    assert "Capaian" not in back


def test_sample_data_is_marked_on_both_sides(store: FileStore) -> None:
    assert all("DATA CONTOH" in page for page in pages(source(is_sample=True), store))


def test_a_training_from_afar_and_a_signatory_without_place(store: FileStore) -> None:
    who = replace(source().signatory, place="", nip="")
    front, _back = pages(source(place="", signatory=who, position="", agency_name=""), store)
    assert "2026 secara daring" in front
    assert ", 24 November 2026" not in front and "24 November 2026" in front
    assert "NIP" not in front


def test_the_longest_agenda_and_the_longest_words_stay_on_the_page(store: FileStore) -> None:
    long = "Menyusun rencana tindak lanjut untuk unsur terendah bersama seluruh perangkat daerah dan kecamatan se-provinsi yang hadir"
    many = tuple(Subject(f"{number} {long}", 240) for number in range(1, MOST_ITEMS + 1))
    made = source(
        subjects=many, name="Raden Ajeng Prof. Dr. dr. Siti Aminah Kusumawardhani Notonegoro, S.Sos., M.Si., Ph.D.",
        title=f"{long} {long[:38]}", place=long * 2, agency_name=long, position=long,
    )  # fmt: skip
    front, back = pages(made, store)
    assert "Notonegoro, S.Sos., M.Si., Ph.D." in front
    assert f"{MOST_ITEMS} " in back and "…" not in back.split("Menit")[0]


def test_a_file_that_is_none_is_refused() -> None:
    from puas.domain.canonical_json import UnreadableRecord

    with pytest.raises(UnreadableRecord):
        CertificateSource.from_json('{"format": "puas-letter/1"}')
