"""Reading the kertas kerja of one's own practice tenant: the weakest unsur, its low scores, n, NIK, and how far to the next letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from random import Random

from puas.domain.exercises.answers import Slip, judge_choice, judge_number, read_answer
from puas.domain.exercises.task import CHOICE, RIGHT, Checked, Field, Given, Option, Step, Table, Task, Verdict, first, points_of
from puas.domain.printed_numbers import comma, thousands
from puas.domain.quality_grade import NIK_PLACES, grade
from puas.domain.regulation.edition import Edition, GradeBand
from puas.domain.regulation.registry import edition
from puas.domain.result_builder import Frame, ServiceInput, build_agency_result
from puas.domain.result_snapshot import AgencyIdentity, FourCounts, PeriodIdentity, ResultSnapshot, TenantIdentity
from puas.domain.rounding import exact
from puas.domain.tally import SCORES, Tally, add_up

KEY = "worksheet"

_PAIR = ("pengaduan", "sarpras")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a result says, as far as it is asked about. `other_nik` is the index by the other aggregation."""

    agency: str
    period: str
    period_id: str
    rule: Edition
    respondents: int
    sample_target: int | None
    counts: Mapping[str, FourCounts]
    nik_of: Mapping[str, Decimal]
    ni: Decimal
    nik: Decimal
    other_nik: Decimal | None

    @property
    def lowest(self) -> tuple[str, ...]:
        """The weakest unsur; several where they share the lowest value."""
        edge = min(self.nik_of.values())
        return tuple(slug for slug, value in self.nik_of.items() if value == edge)

    @property
    def band(self) -> GradeBand:
        """The row of the mutu table."""
        return grade(self.rule, self.nik).band

    @property
    def next_band(self) -> GradeBand | None:
        """The row above; None at the top."""
        place = self.rule.bands.index(self.band) + 1
        return self.rule.bands[place] if place < len(self.rule.bands) else None

    @property
    def distance(self) -> Decimal:
        """Points to the next letter; at the top, points above its border."""
        return self.next_band.nik_from - self.nik if self.next_band else self.nik - self.band.nik_from


def facts_of(result: ResultSnapshot, period_id: str) -> Facts | None:
    """What can be asked of a result; None where it has no index."""
    if result.index.nik is None or result.index.ni is None:
        return None
    ways = {result.simple_mean.nik, result.respondent_weighted.nik} - {result.index.nik, None}
    return Facts(
        agency=result.agency.name if result.agency else result.tenant.name,
        period=result.period.label,
        period_id=period_id,
        rule=edition(result.edition_id),
        respondents=result.respondents,
        sample_target=result.sample_target,
        counts=result.counts,
        nik_of={each.slug: each.nik for each in result.unsur if each.nik is not None},
        ni=result.index.ni,
        nik=result.index.nik,
        other_nik=next(iter(ways), None),
    )


def example(seed_text: str, rule: Edition) -> "OwnWorksheet":
    """The task about a made-up result, for whoever has no practice tenant."""
    dice = Random(seed_text)  # noqa: S311 - must be the same again from the same seed, and guards nothing
    services = [
        ServiceInput(name, name, add_up(Tally.of_response(_answers(dice, rule)) for _ in range(dice.randint(25, 60))), 900, 60)
        for name in ("Kartu Keluarga", "Akta Kelahiran")
    ]
    day = date(rule.year, 1, 1)
    period = PeriodIdentity("custom", "periode contoh", day.year, day, day, "UTC")
    frame = Frame(TenantIdentity("", "demo", "", "", ""), period, datetime(day.year, 1, 1, tzinfo=UTC))
    agency = AgencyIdentity("", "Kantor Contoh", "")
    result = build_agency_result(edition=rule, frame=frame, agency=agency, services=services, sample_target=120)
    facts = facts_of(result, "")
    if facts is None:
        raise RuntimeError("an example without an index")
    return OwnWorksheet(facts)


def _answers(dice: Random, rule: Edition) -> dict[str, int | None]:
    weights = {slug: (1 + place % 3, 8, 50, 25 + 4 * (place % 4)) for place, slug in enumerate(rule.slugs())}
    return {slug: dice.choices(SCORES, weights=weights[slug])[0] for slug in rule.slugs()}


@dataclass(frozen=True)
class OwnWorksheet(Task):
    """Five questions about one result."""

    facts: Facts

    exercise = KEY

    @property
    def pages(self) -> tuple[str, ...]:
        return (f"worksheet:{self.facts.period_id}",) if self.facts.period_id else ()

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return (
            f"Buka kertas kerja {self.facts.agency}, {self.facts.period}. Jawab pertanyaan di bawah dari angka yang tercetak di sana.",
            "Setiap kantor latihan punya angkanya sendiri, jadi jawaban teman di sebelah biasanya berbeda.",
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        if self.facts.period_id:
            return ()
        names = {slug: self.facts.rule.unsur_named(slug).name for slug in self.facts.nik_of}
        rows = tuple(
            (names[slug], *(thousands(each) for each in self.facts.counts[slug]), comma(nik)) for slug, nik in self.facts.nik_of.items()
        )
        note = f"n = {thousands(self.facts.respondents)} responden · NI {comma(self.facts.ni)} · NIK {comma(self.facts.nik)}"
        return (Table("Kutipan kertas kerja contoh", ("Unsur", *(f"Nilai {score}" for score in SCORES), "Nilai konversi"), rows, (note,)),)

    @property
    def fields(self) -> tuple[Field, ...]:
        rule, next_band = self.facts.rule, self.facts.next_band
        unsur = tuple(Option(each.slug, each.name) for each in rule.unsur)
        distance = f"Berapa lagi NIK-nya sampai mutu {next_band.letter}?" if next_band else "Berapa NIK-nya di atas batas bawah mutunya?"
        return (
            Field("lowest", "lowest", "Unsur mana yang terendah?", CHOICE, options=unsur),
            Field("ones", "ones", "Berapa responden memberi nilai 1 pada unsur terendah itu?"),
            Field("respondents", "respondents", "Berapa jumlah responden seluruhnya (n)?"),
            Field("nik", "nik", "Berapa NIK-nya?", places=NIK_PLACES),
            Field("distance", "distance", distance, places=NIK_PLACES),
        )

    @property
    def hints(self) -> tuple[str, ...]:
        return (
            "Unsur terendah adalah yang NRR-nya paling kecil. Banyaknya nilai 1 sampai 4 ada di kolom sebaran nilai, di baris yang sama.",
            "n tercetak di atas tabel. NIK adalah baris terakhir sebelum mutu, sudah dikali 25.",
            (f"Mutu sekarang {self.facts.band.letter}, mulai {comma(self.facts.band.nik_from)}. Jaraknya dihitung dari batas bawah "
            "mutu, bukan dari batas atasnya."),
        )

    def check(self, given: Given) -> Checked:
        facts = self.facts
        lowest = judge_choice(
            self.fields[0], given, facts.lowest, self._slips_of_lowest(),
            "Urutkan NRR dari yang terkecil; yang terendah berada paling atas.",
        )  # fmt: skip
        numbers: tuple[tuple[Fraction, tuple[Slip, ...], str], ...] = (
            (Fraction(self._ones(given)), self._slips_of_ones(given, lowest), "Lihat kolom nilai 1 pada baris unsur itu."),
            (Fraction(facts.respondents), self.slips("respondents"), "n tercetak di judul kertas kerja."),
            (exact(facts.nik), self.slips("nik"), "Baca baris NIK, dua angka di belakang koma."),
            (
                exact(facts.distance), (*self._follows_own_nik(given), *self.slips("distance")),
                "Kurangkan NIK dari batas bawah mutu itu pada tabel mutu.",
            ),
        )  # fmt: skip
        judged = tuple(
            judge_number(field, given, right, slips, words)
            for field, (right, slips, words) in zip(self.fields[1:], numbers, strict=True)
        )
        return Checked((lowest, *judged), points_of((lowest, *judged)))

    def right_answers(self) -> dict[str, tuple[str, ...]]:
        facts = self.facts
        return {
            "lowest": (facts.lowest[0],),
            "ones": (thousands(facts.counts[facts.lowest[0]][0]),),
            "respondents": (thousands(facts.respondents),),
            "nik": (comma(facts.nik),),
            "distance": (comma(facts.distance),),
        }

    def steps(self) -> tuple[Step, ...]:
        facts = self.facts
        slug, edge = facts.lowest[0], facts.next_band or facts.band
        ranked = sorted(facts.nik_of.items(), key=lambda item: item[1])[:3]
        shown = "; ".join(f"{facts.rule.unsur_named(each).name} {comma(value)}" for each, value in ranked)
        distance = f"{comma(edge.nik_from)} − {comma(facts.nik)}" if facts.next_band else f"{comma(facts.nik)} − {comma(edge.nik_from)}"
        spread = ", ".join(f"nilai {score}: {number}" for score, number in zip(SCORES, facts.counts[slug], strict=True))
        return (
            Step("Unsur terendah", shown, " / ".join(facts.rule.unsur_named(each).name for each in facts.lowest)),
            Step("Nilai 1", spread, thousands(facts.counts[slug][0])),
            Step("n", "seluruh formulir yang dihitung", thousands(facts.respondents)),
            Step("NIK", f"{comma(facts.ni)} (NI tercetak) × {facts.rule.conversion}, dari NI yang belum dibulatkan", comma(facts.nik)),
            Step("Jarak", distance, comma(facts.distance)),
        )

    def slips(self, key: str) -> tuple[Slip, ...]:
        """The usual mistakes at a numeric field that do not hang on the other answers."""
        facts = self.facts
        if key == "ones":
            return self._of_row(facts.lowest[0])
        if key == "respondents":
            answered = {sum(four) for four in facts.counts.values()} - {facts.respondents}
            words = "Ini banyaknya jawaban satu unsur. Responden yang melewatkan unsur itu tetap dihitung pada n."
            target = () if facts.sample_target is None else (
                Slip("sample-target", Fraction(facts.sample_target), "Ini target sampelnya. n adalah formulir yang benar-benar terkumpul."),
            )  # fmt: skip
            return (*target, *(Slip("answers-of-one-unsur", Fraction(each), words) for each in sorted(answered)))
        if key == "nik":
            return self._slips_of_nik()
        other_way = "Ini jarak ke batas di bawahnya. Yang ditanyakan jarak ke mutu yang lebih tinggi."
        if facts.next_band is None:
            words = "Ini jarak ke 100. Yang ditanyakan jarak dari batas bawah mutunya."
            return (Slip("to-the-top", Fraction(100) - exact(facts.nik), words),)
        return (
            Slip("downwards", exact(facts.nik) - exact(facts.band.nik_from), other_way),
            Slip("from-upper-border", exact(facts.band.nik_to) - exact(facts.nik), "Ini jarak ke batas atas mutu sekarang."),
            Slip("on-ni-scale", exact(facts.distance) / facts.rule.conversion, "Ini jarak pada skala NI. Hitung pada skala NIK."),
        )

    def _slips_of_lowest(self) -> tuple[tuple[str, str, str], ...]:
        facts = self.facts
        found = []
        if facts.lowest[0] in _PAIR and set(_PAIR) <= set(facts.nik_of):
            other = _PAIR[1 - _PAIR.index(facts.lowest[0])]
            found.append((other, "swapped-pair", "U8 dan U9 tertukar: pada aturan U8 pengaduan, U9 sarana prasarana. Baca nama unsurnya."))
        ranked = sorted(facts.nik_of, key=lambda slug: facts.nik_of[slug])
        second = ranked[len(facts.lowest) : len(facts.lowest) + 1]
        found += [(slug, "second-lowest", "Ini terendah kedua. Bandingkan NRR-nya sekali lagi.") for slug in second]
        found.append((ranked[-1], "highest", "Ini yang tertinggi. Yang ditanyakan terendah."))
        return tuple(found)

    def _ones(self, given: Given) -> int:
        """How often score 1 was given to the weakest; of several that share the place, to the one that was named."""
        chosen = first(given, "lowest")
        slug = chosen if chosen in self.facts.lowest else self.facts.lowest[0]
        return self.facts.counts[slug][0]

    def _slips_of_ones(self, given: Given, lowest: Verdict) -> tuple[Slip, ...]:
        chosen = first(given, "lowest")
        if lowest.state == RIGHT:
            return self._of_row(chosen)
        own = self.facts.counts.get(chosen)
        words = "Ini benar untuk unsur yang Anda pilih, tetapi unsurnya belum tepat."
        return (*((Slip("follows-own-unsur", Fraction(own[0]), words),) if own else ()), *self._of_row(self.facts.lowest[0]))

    def _of_row(self, slug: str) -> tuple[Slip, ...]:
        counts = self.facts.counts[slug]
        others = {four[0] for each, four in self.facts.counts.items() if each != slug} - {counts[0]}
        found = (
            Slip("score-four", Fraction(counts[3]), "Ini banyaknya nilai 4. Kolom nilai 1 ada di ujung yang lain."),
            Slip("one-and-two", Fraction(counts[0] + counts[1]), "Ini nilai 1 dan 2 bersama-sama. Hitung nilai 1 saja."),
            *(Slip("other-row", Fraction(each), "Angka ini ada di kolom nilai 1, tetapi pada unsur lain.") for each in sorted(others)),
        )
        return tuple(each for each in found if each.value != counts[0])

    def _slips_of_nik(self) -> tuple[Slip, ...]:
        facts = self.facts
        found = [
            Slip("not-times-25", exact(facts.ni), f"Ini NI. NIK sudah dikali {facts.rule.conversion}."),
            Slip("of-lowest-unsur", exact(min(facts.nik_of.values())), "Ini nilai unsur terendah. Yang ditanyakan NIK unit seluruhnya."),
        ]
        if facts.other_nik is not None:
            words = "Ini nilai pembanding. Yang dipakai adalah nilai menurut kebijakan yang tercetak di Dasar perhitungan."
            found.append(Slip("other-aggregation", exact(facts.other_nik), words))
        return tuple(found)

    def _follows_own_nik(self, given: Given) -> tuple[Slip, ...]:
        own = read_answer(first(given, "nik"), NIK_PLACES)
        if own is None or own == self.facts.nik:
            return ()
        edge = self.facts.next_band or self.facts.band
        words = "Jarak ini cocok dengan NIK yang Anda tulis. Perbaiki NIK-nya dulu."
        return (Slip("follows-own-nik", abs(exact(edge.nik_from) - exact(own)), words),)
