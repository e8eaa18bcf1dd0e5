"""Makes up answers that add up to an index decided beforehand, always the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from puas.db.tables.scores import UNSUR_COLUMNS

# How far each unsur usually lies from the mean of the nine, in points of the 1–4 scale: free things please, waiting does not.
_CHARACTER = {
    "persyaratan": 0.01,
    "prosedur": -0.04,
    "waktu": -0.17,
    "biaya": 0.22,
    "produk": 0.05,
    "kompetensi": 0.08,
    "perilaku": 0.10,
    "pengaduan": -0.11,
    "sarpras": -0.14,
}


def totals_for(nik: Fraction, respondents: int, rng: random.Random) -> dict[str, int]:
    """Sums of scores per unsur whose plain mean gives `nik` as nearly as whole answers can."""
    wanted = round(nik * 9 * respondents / 25)
    lowest, highest = respondents, 4 * respondents
    mean = float(nik) / 25
    totals = {
        slug: min(highest, max(lowest, round(respondents * (mean + offset + rng.uniform(-0.06, 0.06)))))
        for slug, offset in _CHARACTER.items()
    }
    slugs = list(UNSUR_COLUMNS)
    while (missing := wanted - sum(totals.values())) != 0:
        step = 1 if missing > 0 else -1
        slug = rng.choice(slugs)
        if lowest <= totals[slug] + step <= highest:
            totals[slug] += step
    return totals


def nik_of(totals: dict[str, int], respondents: int) -> Fraction:
    """The exact index of complete answers with these sums."""
    return Fraction(25 * sum(totals.values()), 9 * respondents)


def adjust(totals: dict[str, int], respondents: int, by: int) -> dict[str, int]:
    """The totals with their sum moved by `by`, spread over the unsur that have room."""
    moved = dict(totals)
    step = 1 if by > 0 else -1
    for number in range(abs(by)):
        slugs = [slug for slug in UNSUR_COLUMNS if respondents <= moved[slug] + step <= 4 * respondents]
        if not slugs:
            break
        moved[slugs[number % len(slugs)]] += step
    return moved


def scores_for(total: int, respondents: int, rng: random.Random) -> list[int]:
    """Scores 1 to 4 of all respondents for one unsur, with exactly this sum and some people unhappy."""
    base, remainder = divmod(total, respondents)
    scores = [base + 1] * remainder + [base] * (respondents - remainder)
    for _ in range(respondents):
        up, down = rng.randrange(respondents), rng.randrange(respondents)
        floor = 2 if rng.random() < 0.9 else 1
        if up != down and scores[up] < 4 and scores[down] > floor:
            scores[up] += 1
            scores[down] -= 1
    rng.shuffle(scores)
    return scores


def answers_for(totals: dict[str, int], respondents: int, rng: random.Random) -> list[dict[str, int]]:
    """Complete answers, one mapping a respondent."""
    columns = {slug: scores_for(total, respondents, rng) for slug, total in totals.items()}
    return [{slug: columns[slug][number] for slug in UNSUR_COLUMNS} for number in range(respondents)]


def made_up_profile(rng: random.Random) -> dict[str, object]:
    """A respondent as they come to a counter in a regency."""
    age = min(84, max(17, round(rng.gauss(38, 12))))
    return {
        "gender": rng.choices(("laki_laki", "perempuan"), (46, 54))[0],
        "age": age,
        "education": rng.choices(("tidak_sekolah", "sd", "smp", "sma", "diploma", "s1", "s2"), (2, 12, 18, 40, 9, 17, 2))[0],
        "occupation": rng.choices(
            ("asn", "tni", "polri", "swasta", "wirausaha", "ibu_rumah_tangga", "pelajar_mahasiswa", "petani_nelayan", "pekerja_lepas",
             "pensiunan", "lainnya"),
            (9, 1, 1, 21, 17, 18, 9, 15, 4, 3, 2),
        )[0],
    }  # fmt: skip


def mean_nik(agencies: Sequence[Sequence[tuple[dict[str, int], int]]]) -> Fraction:
    """The simple mean of agencies, each the simple mean of its services."""
    means = [sum((nik_of(totals, n) for totals, n in services), Fraction(0)) / len(services) for services in agencies]
    return sum(means, Fraction(0)) / len(means)


def tune_to_mean(agencies: list[list[tuple[dict[str, int], int]]], wanted: Decimal, rng: random.Random) -> None:
    """Move single answers of the first agency's first service until the mean of all agencies prints as `wanted`."""
    totals, respondents = agencies[0][0]
    share = Fraction(25, 9 * respondents * len(agencies[0]) * len(agencies))
    by = round((Fraction(wanted) - mean_nik(agencies)) / share)
    agencies[0][0] = (adjust(totals, respondents, by), respondents)
