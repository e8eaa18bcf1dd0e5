"""What an edition of the rule asks of those who run the survey: legal basis, frequency, principles, stages.

Only what was seen in an official publication or in several agreeing ones; `seen_in` says where. An edition of which nothing was seen
has nothing here, and whoever teaches it says nothing. (Texts quoted in regional reports and training decks on PermenPANRB 14/2017.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LegalSource:
    """A rule, and what it is to the survey."""

    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the stages of a survey with its steps."""

    name: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duties:
    """`least_often` is a part of a sentence; `article` where it stands."""

    legal_sources: tuple[LegalSource, ...] = ()
    least_often: str = ""
    article: str = ""
    principles: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()


_OF_2017 = Duties(
    legal_sources=(
        LegalSource("Undang-Undang 25/2009", "pelayanan publik: rujukan induk"),
        LegalSource("Peraturan Pemerintah 96/2012", "pelaksanaan Undang-Undang 25/2009"),
        LegalSource("PermenPANRB 14/2017", "pedoman survei; menggantikan PermenPANRB 16/2014"),
        LegalSource("Surat Edaran MenPANRB 12/2023", "penyelenggaraan survei di instansi pemerintah: menegaskan kembali metodenya"),
        LegalSource("Pedoman Menteri PANRB 9/2024", "pelaksanaan survei secara daring"),
    ),
    least_often="sekurang-kurangnya satu kali dalam setahun",
    article="Pasal 1 ayat (1)",
    principles=("Transparan", "Partisipatif", "Akuntabel", "Berkesinambungan", "Keadilan", "Netralitas"),
    stages=(
        Stage(
            "Persiapan",
            (
                "penetapan pelaksana", "jadwal", "kaji awal atau rapat koordinasi", "ruang lingkup", "responden", "lokasi dan waktu",
                "instrumen",
            ),
        ),
        Stage("Pelaksanaan", ("data sekunder", "data primer", "pengendalian mutu data")),
        Stage("Pengolahan", ("tabulasi", "analisis")),
        Stage("Penyusunan laporan", ()),
    ),
)  # fmt: skip

_DUTIES: Mapping[str, Duties] = {"permenpanrb-14-2017": _OF_2017}


def duties_of(edition_id: str) -> Duties:
    """The duties of an edition; empty where none were seen."""
    return _DUTIES.get(edition_id, Duties())
