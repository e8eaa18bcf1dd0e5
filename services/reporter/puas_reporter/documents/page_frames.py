"""Where on a page the text stands: one measure for the pages made of HTML and for those drawn directly."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageFrame:
    """A page and its frame of text, in points from the upper left corner."""

    page_width: float
    page_height: float
    left: float
    top: float
    width: float
    height: float


PORTRAIT = PageFrame(595.28, 841.89, left=85, top=66, width=439, height=700)
LANDSCAPE = PageFrame(841.89, 595.28, left=71, top=58, width=700, height=474)


def frame_of(landscape: bool) -> PageFrame:
    return LANDSCAPE if landscape else PORTRAIT
