"""What offices of one kind are called beside each other on a chart or in a heat map: no more than tells them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from puas.db.queries.province_directory import RegencyEntry
from puas.db.queries.shared_figures import FigureLine
from puas.domain.agency_family import family_of
from puas_web.province_words import regency_label


def office_names(offices: Sequence[tuple[RegencyEntry, FigureLine]]) -> list[str]:
    """In the order given: the regency's name where each has one office only, else the office's with it.

    Of one family, *Puskesmas Segara Utara* is `Segara Utara, Segara Asri`; of several, *Dinas Kependudukan dan Pencatatan Sipil* is
    `Dukcapil, Segara Asri`.
    """
    families = {_family_label(figure) for _regency, figure in offices}
    is_one_family = len(families) == 1 and "" not in families
    most = max(Counter(regency.tenant_id for regency, _figure in offices).values(), default=0)
    if is_one_family and most == 1:
        return [regency_label(regency) for regency, _figure in offices]
    short = [f"{_own_part(figure) if is_one_family else _short(figure)}, {regency_label(regency)}" for regency, figure in offices]
    # Two offices of a regency may be of one family.
    number = Counter(short)
    return [
        name if number[name] == 1 else f"{figure.name}, {regency_label(regency)}"
        for name, (regency, figure) in zip(short, offices, strict=True)
    ]


def _family_label(figure: FigureLine) -> str:
    family = family_of(figure.name, figure.kind)
    return family.label if family else ""


def _short(figure: FigureLine) -> str:
    return _family_label(figure) or figure.name


def _own_part(figure: FigureLine) -> str:
    """The name without what all of them are called."""
    return figure.name.removeprefix(_family_label(figure)).strip() or figure.name
