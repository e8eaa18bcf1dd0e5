"""Sources of banners and posters: the invented result of an agency, one of its services, and a regency of many agencies."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

from puas.domain.publication_source import (
    NO_PROMISES,
    ActionCount,
    Promises,
    PublicationSource,
    PublishedAction,
    PublishedUnit,
    Publisher,
    publication_source,
)
from tests.factories.snapshots import report_snapshot, result_snapshot

LONG_SERVICE = (
    "Penerbitan Surat Keterangan Pindah Datang Warga Negara Indonesia Antarprovinsi, Antarkabupaten/Kota, dan"
    " Antarkecamatan bagi Penduduk"
)
PUBLISHER = Publisher(
    "B7K2M9QXW", "https://skm.arjosari.contoh.example/verifikasi/B7K2M9QXW", "Pemerintah Kabupaten Arjosari", "", "emblem"
)
NOW = datetime(2026, 10, 5, 2, 0, tzinfo=UTC)


def agency_publication() -> PublicationSource:
    """The population register office with what it promised and did."""
    result = result_snapshot()
    report = report_snapshot(result)
    kept = tuple(
        PublishedAction("Waktu Penyelesaian", each.plan, each.state, each.description, "") for each in report.done_follow_ups
    )
    promised = tuple(
        PublishedAction("Sarana dan Prasarana", each.plan, "planned", "", each.when) for each in report.planned_follow_ups
    )
    states = [each.state for each in kept]
    count = ActionCount(states.count("done"), states.count("in_progress"), states.count("planned"), len(promised))
    return publication_source(
        result, service_id=None, publisher=PUBLISHER, sha256=result.sha256(), promises=Promises(kept, promised, count), now=NOW
    )


def service_publication() -> PublicationSource:
    """One of its services, with as long a name as there may be."""
    result = result_snapshot()
    source = publication_source(
        result, service_id=result.units[0].id, publisher=PUBLISHER, sha256="", promises=NO_PROMISES, now=NOW
    )
    return replace(source, service=LONG_SERVICE)


def regency_publication(agencies: int = 48) -> PublicationSource:
    """All agencies of a regency; one of them has too few respondents to be shown."""
    source = agency_publication()
    units = tuple(
        PublishedUnit(f"Dinas Pekerjaan Umum, Penataan Ruang, dan Perumahan Rakyat {number}", 1000 + number, Decimal("88.31"), "A")
        for number in range(1, agencies)
    )
    return replace(
        source, scope="regency", unit="Kabupaten Arjosari", short_name="Kabupaten Arjosari", period_label="2026", kept=(), promised=(),
        units=(*units, PublishedUnit("Kecamatan Kecil", None, None, None)), actions=ActionCount(80, 30, 10, 95), respondents=48_163,
        sample_data=False,
    )  # fmt: skip
