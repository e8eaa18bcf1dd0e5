"""Ten forms by hand: NRR of three unsur, NI, NIK and mutu, from the easiest unsur to the whole index.

The first unsur was answered by everybody, the second has a blank, the third has two and is one of the pair whose numbers
differ between rule and questionnaire (U8 and U9).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from random import Random

from puas.domain.exercises.answers import Slip, judge_choice, judge_number, prints_alike, read_answer
from puas.domain.exercises.task import CHOICE, RIGHT, Checked, Field, Given, Option, Step, Table, Task, Verdict, first, points_of
from puas.domain.index_score import IndexScore, score_tally
from puas.domain.old_conventions import conventions_of
from puas.domain.printed_numbers import comma
from puas.domain.quality_grade import NI_PLACES, NIK_PLACES, NRR_PLACES, grade
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.registry import edition
from puas.domain.result_builder import Frame, ServiceInput, build_agency_result
from puas.domain.result_snapshot import AgencyIdentity, PeriodIdentity, TenantIdentity
from puas.domain.rounding import exact, round_half_up
from puas.domain.tally import SCORES, Tally, add_up
from puas.domain.worksheet import Part, worksheet

KEY = "hand-index"
FORMS = 10

_PAIR = ("pengaduan", "sarpras")
_OLD_BANDS = "kepmenpan-25-2004"
# How often each score is given, from an office with trouble to one that is praised.
_LEVELS = ((6, 22, 52, 20), (3, 15, 52, 30), (1, 9, 45, 45), (1, 4, 30, 65))
_AWAY_FROM_A_BORDER = Decimal("0.06")
_TRIES = 500

Form = Mapping[str, int | None]


@dataclass(frozen=True)
class HandIndex(Task):
    """Ten forms and the three unsur whose NRR is asked for."""

    rule: Edition
    forms: tuple[Form, ...]
    asked: tuple[str, str, str]

    exercise = KEY

    @cached_property
    def tally(self) -> Tally:
        """The forms added up, as answers of citizens are."""
        return add_up(Tally.of_response(form) for form in self.forms)

    @cached_property
    def score(self) -> IndexScore:
        """The exact figures."""
        return score_tally(self.rule, self.tally)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        number = len(self.rule.unsur)
        return (
            (f"Di bawah ini {FORMS} formulir survei yang sudah terisi. Nilai 1 sampai 4 adalah jawaban responden; tanda – berarti "
            "responden tidak menjawab unsur itu."),
            (f"Hitung NRR tiga unsur, lalu NI dari seluruh {number} unsur, NIK, dan mutunya. Bulatkan hanya hasil akhir yang ditulis: "
            "NRR dan NI tiga angka di belakang koma, NIK dua angka."),
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        slugs = self.rule.slugs()
        rows = tuple(
            (str(place), *(_shown(form[slug]) for slug in slugs)) for place, form in enumerate(self.forms, start=1)
        )
        names = tuple(f"U{place} = {self.rule.unsur_named(slug).name}" for place, slug in enumerate(slugs, start=1))
        bands = tuple(
            (f"{band.letter} ({band.label})", f"{comma(band.nik_from)} – {comma(band.nik_to)}") for band in reversed(self.rule.bands)
        )
        head = ("No.", *(f"U{place}" for place in range(1, len(slugs) + 1)))
        return (
            Table("Jawaban sepuluh responden", head, rows, names, compact=True),
            Table("Tabel mutu", ("Mutu", "Nilai konversi (NIK)"), bands, compact=True),
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        letters = tuple(Option(band.letter, f"{band.letter} ({band.label})") for band in reversed(self.rule.bands))
        return (
            *(Field(f"nrr-{slug}", "nrr", f"NRR {self._named(slug)}", places=NRR_PLACES) for slug in self.asked),
            Field("ni", "ni", "NI (jumlah NRR tertimbang)", places=NI_PLACES, slack=1),
            Field("nik", "nik", "NIK (nilai konversi)", places=NIK_PLACES, slack=1),
            Field("mutu", "mutu", "Mutu pelayanan", CHOICE, options=letters),
        )

    @property
    def hints(self) -> tuple[str, ...]:
        second = self.score.score_of(self.asked[1])
        number = len(self.rule.unsur)
        return (
            "NRR satu unsur = jumlah nilai unsur itu ÷ banyaknya formulir yang menjawabnya. Formulir yang kosong tidak ikut membagi.",
            (f"NI = jumlah NRR seluruh {number} unsur × 1/{number} (sama dengan dibagi {number}). NIK = NI × {self.rule.conversion}. "
            "Simpan semua angka di belakang koma sampai langkah terakhir."),
            (f"{self._named(self.asked[1])}: jumlah nilainya {second.total} dari {second.answered} jawaban. Jumlah NRR seluruh unsur "
            f"mendekati {comma(round_half_up(_sum(self._means()), 2))}."),
        )

    def check(self, given: Given) -> Checked:
        nik = self.score.nik or Fraction(0)
        nrr = tuple(
            judge_number(
                self.field(f"nrr-{slug}"), given, self._nrr(slug), self._slips_of_nrr(slug),
                "Jumlahkan lagi kolom unsur ini, lalu hitung berapa formulir yang menjawabnya.",
            )
            for slug in self.asked
        )  # fmt: skip
        ni = judge_number(
            self.field("ni"), given, self.score.ni or Fraction(0), self._slips_of_ni(),
            "Periksa NRR tiap unsur, jumlahkan semuanya, lalu kalikan dengan bobotnya.",
        )  # fmt: skip
        nik_verdict = judge_number(
            self.field("nik"), given, nik, (*self._follows_own_ni(given, ni), *self._slips_of_nik()),
            f"NIK adalah NI yang belum dibulatkan × {self.rule.conversion}.",
        )  # fmt: skip
        mutu = judge_choice(
            self.field("mutu"), given, (self.mutu,), self._slips_of_mutu(given, nik_verdict),
            "Cari baris tabel mutu yang memuat NIK Anda.",
        )  # fmt: skip
        verdicts = (*nrr, ni, nik_verdict, mutu)
        return Checked(verdicts, points_of(verdicts))

    @property
    def mutu(self) -> str:
        """The letter of the exact index."""
        return grade(self.rule, self.score.nik or Fraction(0)).mutu

    def right_answers(self) -> dict[str, tuple[str, ...]]:
        return {
            **{f"nrr-{slug}": (comma(round_half_up(self._nrr(slug), NRR_PLACES)),) for slug in self.asked},
            "ni": (comma(round_half_up(self.score.ni or Fraction(0), NI_PLACES)),),
            "nik": (comma(round_half_up(self.score.nik or Fraction(0), NIK_PLACES)),),
            "mutu": (self.mutu,),
        }

    def steps(self) -> tuple[Step, ...]:
        """Read off the kertas kerja that the product itself would print of these forms."""
        sheet = _sheet(self.rule, self.tally)
        unsur = tuple(
            Step(
                f"NRR U{place} {each.name}", f"({each.total_expression}) = {each.total}; {each.nrr.expression}", comma(each.nrr.printed)
            )
            for place, each in enumerate(sheet.unsur, start=1)
            if each.nrr is not None
        )
        if sheet.ni is None or sheet.nik is None or sheet.grade is None:
            return unsur
        number = len(self.rule.unsur)
        added = " + ".join(each.nrr.unrounded for each in sheet.unsur if each.nrr is not None)
        return (
            *unsur,
            Step("NI", f"({added}) × 1/{number}", comma(sheet.ni.printed)),
            Step("NIK", sheet.nik.expression, comma(sheet.nik.printed)),
            Step("Mutu", f"{sheet.grade.compared} berada {sheet.grade.interval}", f"{sheet.grade.mutu} ({sheet.grade.predikat})"),
        )

    def slips(self, key: str) -> tuple[Slip, ...]:
        """The usual mistakes that are recognised at a numeric field."""
        if key == "ni":
            return self._slips_of_ni()
        return self._slips_of_nik() if key == "nik" else self._slips_of_nrr(key.removeprefix("nrr-"))

    def _slips_of_nrr(self, slug: str) -> tuple[Slip, ...]:
        unsur, right = self.score.score_of(slug), self._nrr(slug)
        found = []
        if unsur.answered < FORMS:
            blank = FORMS - unsur.answered
            words = (
                f"Jumlah nilainya benar, tetapi dibagi {FORMS}. Ada {blank} formulir yang tidak menjawab unsur ini, jadi pembaginya "
                f"{unsur.answered}."
            )
            found.append(Slip("divided-by-all", Fraction(unsur.total, FORMS), words))
        if slug in _PAIR and set(_PAIR) <= set(self.rule.slugs()):
            other = _PAIR[1 - _PAIR.index(slug)]
            words = (
                f"Ini NRR {self._named(other)}. Pada aturan U8 adalah pengaduan dan U9 sarana prasarana; pada kuesioner urutannya terbalik."
            )
            found.append(Slip("swapped-pair", self._nrr(other), words))
        number, factor = len(self.rule.unsur), self.rule.conversion
        return (
            *found,
            Slip("not-divided", Fraction(unsur.total), f"Ini baru jumlah nilainya. Bagi dengan {unsur.answered} jawaban."),
            Slip("times-25", right * factor, f"Ini sudah dikali {factor}. NRR berada di antara 1 dan 4."),
            Slip("weighted", right / number, f"Ini sudah dikali bobot 1/{number}. Yang ditanyakan NRR unsurnya sendiri."),
        )

    def _slips_of_ni(self) -> tuple[Slip, ...]:
        means, number, factor = self._means(), len(self.rule.unsur), self.rule.conversion
        by_all = _sum({slug: Fraction(self.score.score_of(slug).total, FORMS) for slug in means}) / number
        pooled = Fraction(sum(each.total for each in self.score.unsur), sum(each.answered for each in self.score.unsur))
        return (
            Slip("not-weighted", _sum(means), f"Ini baru jumlah {number} NRR. Kalikan dengan bobot 1/{number}."),
            Slip("times-25", _sum(means) / number * factor, f"Ini NIK. NI belum dikali {factor}."),
            *self._by_convention(Fraction(1, factor)),
            Slip("divided-by-all", by_all, f"Semua jumlah dibagi {FORMS}, padahal ada unsur yang tidak dijawab semua responden."),
            Slip(
                "answers-pooled", pooled,
                f"Ini rata-rata semua jawaban sekaligus. NI adalah rata-rata dari {number} NRR, sehingga setiap unsur sama berat.",
            ),
            *(
                Slip("unsur-missed", (_sum(means) - mean) / number, f"Tampaknya NRR {self._named(slug)} belum ikut dijumlahkan.")
                for slug, mean in means.items()
            ),
        )  # fmt: skip

    def _slips_of_nik(self) -> tuple[Slip, ...]:
        ni, factor = self.score.ni or Fraction(0), self.rule.conversion
        return (
            Slip("not-times-25", ni, f"Ini masih NI. NIK = NI × {factor}."),
            Slip("times-20", ni * 20, f"Ini dikali 20 seperti skala lima. Skala SKM empat, jadi dikali {factor}."),
            *self._by_convention(Fraction(1)),
        )

    def _by_convention(self, scale: Fraction) -> tuple[Slip, ...]:
        """What the weights printed in old reports and early rounding lead to."""
        number = len(self.rule.unsur)
        found = []
        for convention in conventions_of(self.rule):
            if convention.id == "exact":
                continue
            value = convention.index(self.rule, self._means()) * scale
            if convention.id.startswith("weight-"):
                words = f"Ini memakai {convention.words}. Bobot tepatnya 1/{number}, sehingga indeks tertinggi benar-benar 100."
                found.append(Slip(convention.id, value, words))
            elif convention.slip:
                found.append(Slip("divided-by-one-more", value, f"Dibagi {number + 1}, padahal unsurnya {number}."))
            else:
                words = f"Angka ini muncul bila membulatkan terlalu awal ({convention.words}). Bulatkan sekali saja, di akhir."
                found.append(Slip("rounded-early", value, words))
        # An approximation that prints like a plain mistake is named last.
        return tuple(sorted(found, key=lambda slip: slip.fault == "rounded-early"))

    def _follows_own_ni(self, given: Given, ni: Verdict) -> tuple[Slip, ...]:
        own = read_answer(first(given, "ni"), NI_PLACES)
        if own is None or ni.state == RIGHT:
            return ()
        words = "NIK ini cocok dengan NI yang Anda tulis. Perbaiki NI-nya dulu, lalu kalikan lagi."
        return (Slip("follows-own-ni", exact(own) * self.rule.conversion, words),)

    def _slips_of_mutu(self, given: Given, nik: Verdict) -> tuple[tuple[str, str, str], ...]:
        found = []
        own = read_answer(first(given, "nik"), NIK_PLACES)
        if own is not None and nik.state != RIGHT:
            words = "Mutu ini cocok dengan NIK yang Anda tulis. Perbaiki NIK-nya dulu."
            found.append((grade(self.rule, own).mutu, "follows-own-nik", words))
        old = grade(edition(_OLD_BANDS), self.score.nik or Fraction(0)).mutu
        if self.rule.id != _OLD_BANDS:
            found.append((old, "bands-2004", f"Ini mutu menurut tabel lama (Kepmenpan 25/2004). Pakai tabel {self.rule.name} di atas."))
        place = "DCBA".index(self.mutu)
        words = "Ini mutu dari baris di sebelahnya. Bandingkan NIK dengan batas bawah setiap baris; batas bawah ikut termasuk."
        found += [(letter, "wrong-interval", words) for letter in "DCBA"[max(0, place - 1) : place + 2]]
        return tuple(each for each in found if each[0] != self.mutu)

    def _means(self) -> dict[str, Fraction]:
        return {each.slug: each.nrr for each in self.score.unsur if each.nrr is not None}

    def _nrr(self, slug: str) -> Fraction:
        return self.score.score_of(slug).nrr or Fraction(0)

    def _named(self, slug: str) -> str:
        return f"U{self.rule.slugs().index(slug) + 1} {self.rule.unsur_named(slug).name}"


def pose(seed_text: str, rule: Edition) -> HandIndex:
    """The task of a seed. Draws again until mistakes and the right answer can be told apart and no border is near."""
    dice = Random(seed_text)  # noqa: S311 - must be the same again from the same seed, and guards nothing
    for _ in range(_TRIES):
        task = _draw(dice, rule)
        if _is_usable(task):
            return task
    raise RuntimeError(f"no usable forms for {seed_text!r}")


def forms_of(seed_text: str, rule: Edition) -> tuple[Form, ...]:
    """The forms of a seed: scores by unsur, None where the respondent left a blank."""
    return pose(seed_text, rule).forms


def _draw(dice: Random, rule: Edition) -> HandIndex:
    slugs = rule.slugs()
    pair = [slug for slug in _PAIR if slug in slugs]
    third = dice.choice(pair if len(pair) == len(_PAIR) else list(slugs))
    first_asked, second, *others = dice.sample([slug for slug in slugs if slug not in (*_PAIR, third)], 4)
    level = dice.choice(_LEVELS)
    columns: dict[str, list[int | None]] = {slug: [*dice.choices(SCORES, weights=level, k=FORMS)] for slug in slugs}
    # A form with two blanks would look careless.
    rows = dice.sample(range(FORMS), 5)
    for slug, blank in zip((second, third, third, *others), rows, strict=True):
        columns[slug][blank] = None
    forms = tuple({slug: columns[slug][row] for slug in slugs} for row in range(FORMS))
    return HandIndex(rule, forms, (first_asked, second, third))


def _is_usable(task: HandIndex) -> bool:
    nik = task.score.nik
    if nik is None:
        return False
    printed = round_half_up(nik, NIK_PLACES)
    if any(abs(printed - band.nik_from) < _AWAY_FROM_A_BORDER for band in task.rule.bands) or printed > Decimal(98):
        return False
    third = task.asked[2]
    distinct = [slip for slip in task.slips(f"nrr-{third}") if slip.fault in ("swapped-pair", "divided-by-all")]
    values = [task._nrr(third), *(slip.value for slip in distinct)]
    return not any(
        prints_alike(one, other, NRR_PLACES) for place, one in enumerate(values) for other in values[place + 1 :]
    )


def _sheet(rule: Edition, tally: Tally) -> Part:
    """The product's own kertas kerja of one group of respondents."""
    day = date(rule.year, 1, 1)
    period = PeriodIdentity("custom", "", day.year, day, day, "UTC")
    frame = Frame(TenantIdentity("", "demo", "", "", ""), period, datetime(day.year, 1, 1, tzinfo=UTC))
    result = build_agency_result(
        edition=rule, frame=frame, agency=AgencyIdentity("", "", ""), services=[ServiceInput("forms", "", tally)]
    )
    return worksheet(result).unit.parts[0]


def _sum(means: Mapping[str, Fraction]) -> Fraction:
    return sum(means.values(), Fraction(0))


def _shown(score: int | None) -> str:
    return "–" if score is None else str(score)
