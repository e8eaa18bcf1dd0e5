"""Which page each format of a banner or poster is drawn from, and how large."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from puas.domain.publication_source import PublicationSource
from puas_reporter.documents.placed import Page, PlacedDocument, enlarged
from puas_reporter.documents.publication.banner import banner_page, square_page
from puas_reporter.documents.publication.poster import poster_page
from puas_reporter.documents.publication.wording import HEADING


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size: the page it is drawn as, the paper in millimetres, and the longer side of its picture in pixels."""

    draw: Callable[[PublicationSource, bytes | None], Page]
    paper: tuple[float, float]
    pixels: int


SHEETS: dict[str, Sheet] = {
    "banner-a4": Sheet(banner_page, (297.0, 210.0), 1600),
    "banner-a3": Sheet(banner_page, (420.0, 297.0), 2000),
    "square": Sheet(square_page, (200.0, 200.0), 1080),
    "poster-a4": Sheet(poster_page, (210.0, 297.0), 1600),
    "poster-a3": Sheet(poster_page, (297.0, 420.0), 2000),
}
"""By the first part of the format: `banner-a4.pdf` and `banner-a4.png` are the same page."""


def publication_page(source: PublicationSource, size: str, emblem: bytes | None) -> Page:
    """The page at the size of its paper."""
    sheet = SHEETS[size]
    page = sheet.draw(source, emblem)
    return page if (page.width, page.height) == sheet.paper else enlarged(page, *sheet.paper)


def publication_document(source: PublicationSource, size: str, emblem: bytes | None) -> PlacedDocument:
    """The page with what a reader of the file is told about it."""
    name = source.service or source.unit
    return PlacedDocument(
        f"{HEADING.title().replace('(Ikm)', '(IKM)')} {name} {source.period_label}",
        source.publisher.government,
        (publication_page(source, size, emblem),),
        subject=f"Survei Kepuasan Masyarakat, {source.edition_name}; nomor dokumen {source.publisher.document_id}",
    )
