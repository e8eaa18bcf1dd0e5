"""Tables of the rule, as rows of words: the same on slides, in the handbook and on cards."""

from __future__ import annotations

from puas.domain.regulation.krejcie_morgan import TABLE_ROWS
from puas.domain.sample_size import sample_size
from puas.presentation.numbers import average_number, decimal_number, index_number, whole_number
from puas_reporter.documents.training_lessons.material import Material, mean

Rows = tuple[tuple[str, ...], ...]

BAND_HEAD = ("Nilai persepsi", "Nilai interval (NI)", "Nilai konversi (NIK)", "Mutu", "Kinerja unit pelayanan")
_SAMPLE_ROWS = (50, 100, 200, 300, 400, 500, 750, 1000, 2000, 5000, 10000)


def question_rows(material: Material) -> Rows:
    """The questions in the order of the questionnaire, with their four answers; none where the edition has no questionnaire."""
    rule = material.rule
    if not rule.questions:
        return ()
    return tuple(
        (str(number), rule.unsur_named(slug).name, *rule.question_about(slug).answers)
        for number, slug in enumerate(rule.slugs("questionnaire"), start=1)
    )


def band_rows(material: Material) -> Rows:
    """The table of mutu, with both of its printed intervals."""
    return tuple(
        (
            str(band.perception), f"{_places(band.ni_from)} – {_places(band.ni_to)}",
            f"{index_number(band.nik_from)} – {index_number(band.nik_to)}", band.letter, band.label,
        )
        for band in material.rule.bands
    )  # fmt: skip


def sample_bars() -> tuple[tuple[int, int], ...]:
    """Some rows of the printed table of samples, for a chart."""
    printed = dict(TABLE_ROWS)
    return tuple((each, printed[each]) for each in _SAMPLE_ROWS)


def spread_rows(material: Material) -> Rows:
    """The example's services: the sample of each on its own, and its part of one sample of the unit; then the sums."""
    services = material.example.services
    own = [sample_size(each.population) for each in services]
    rows = [
        (each.name, *map(whole_number, (each.population, alone, part)))
        for each, alone, part in zip(services, own, material.spread, strict=True)
    ]
    return (*rows, ("Jumlah", *map(whole_number, (material.population, sum(own), material.sample))))


def form_rows(material: Material) -> Rows:
    """The ten questionnaires of the example: number and scores."""
    return tuple(
        (str(number), *("–" if score is None else str(score) for score in form))
        for number, form in enumerate(material.example.forms, start=1)
    )


def processing_totals(material: Material) -> Rows:
    """The foot of the processing table: sums, means and weighted means."""
    unsur, weight = material.index.unsur, material.index.weight
    return (
        ("Σ nilai", *(str(each.total) for each in unsur)),
        ("NRR", *(mean(each) for each in unsur)),
        ("NRR tertimbang", *("–" if each.nrr is None else average_number(each.nrr * weight) for each in unsur)),
    )


def _places(value: object) -> str:
    """A bound with the places the rule prints: `2,5996`."""
    text = str(value)
    return decimal_number(text, len(text.partition(".")[2]))
