"""How many respondents three services need: a population of the table, one between two rows, and a large one.

The rule prints the table of Krejcie and Morgan and is silent between its rows: the formula and the next larger row are both
right, as in the rest of the product.
"""

from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import ceil
from random import Random

from puas.domain.exercises.answers import Slip, judge_number, read_answer
from puas.domain.exercises.task import RIGHT, Checked, Field, Given, Step, Table, Task, Verdict, first, points_of
from puas.domain.printed_numbers import thousands
from puas.domain.regulation.edition import Edition
from puas.domain.regulation.krejcie_morgan import TABLE_ROWS
from puas.domain.sample_size import FORMULA, SAMPLE_POLICIES, TABLE, sample_size

KEY = "sample-size"

_SERVICES = (
    "Kartu Tanda Penduduk", "Kartu Keluarga", "Akta Kelahiran", "Surat Pindah", "Kartu Identitas Anak", "Izin Usaha Mikro",
    "Persetujuan Bangunan Gedung", "Rawat Jalan", "Uji Kendaraan", "Kartu Pencari Kerja", "Rekomendasi Bantuan Sosial",
    "Legalisasi Ijazah",
)  # fmt: skip
_IN_TABLE = tuple(row for row in TABLE_ROWS if 40 <= row[0] <= 460)
_SMALLEST_BETWEEN, _LARGEST_BETWEEN = 500, 1900
_SMALLEST_LARGE, _LARGEST_LARGE = 2100, 14_000
_MARGIN_SQUARED = Fraction(1, 400)
_TRIES = 500


@dataclass(frozen=True)
class Service:
    """A kind of service, and how many people it served in the year before."""

    name: str
    population: int

    def sizes(self) -> tuple[int, ...]:
        """Every sample the rule allows: by formula, and by table row."""
        return tuple(dict.fromkeys(sample_size(self.population, policy=policy) for policy in SAMPLE_POLICIES))


@dataclass(frozen=True)
class ServiceSamples(Task):
    """Three services to be surveyed, each on its own."""

    rule: Edition
    services: tuple[Service, ...]

    exercise = KEY

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return (
            ("Sebuah kantor akan mensurvei tiga jenis layanan, masing-masing dengan sampelnya sendiri. Populasi setiap layanan adalah "
            "banyaknya orang yang dilayani tahun lalu."),
            (f"Tentukan jumlah responden tiap layanan menurut tabel Krejcie dan Morgan, seperti ditetapkan {self.rule.name}, lalu "
            "jumlahkan ketiganya. Bila tidak tercantum, pakai baris berikutnya yang lebih besar; hasil rumusnya juga diterima."),
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        services = tuple((each.name, thousands(each.population)) for each in self.services)
        rows = tuple((thousands(population), thousands(size)) for population, size in self._excerpt())
        return (
            Table("Pengguna layanan tahun lalu", ("Jenis layanan", "Populasi (N)"), services, compact=True),
            Table("Kutipan tabel Krejcie dan Morgan", ("Populasi (N)", "Sampel (S)"), rows, compact=True),
        )

    @property
    def fields(self) -> tuple[Field, ...]:
        each = tuple(
            Field(f"sample-{place}", f"sample-{place}", f"Sampel {service.name}", note=f"Populasi {thousands(service.population)} orang")
            for place, service in enumerate(self.services, start=1)
        )
        return (*each, Field("total", "total", "Jumlah responden seluruhnya"))

    @property
    def hints(self) -> tuple[str, ...]:
        easy, between, _large = self.services
        return (
            "Cari populasinya pada kolom N, lalu baca sampelnya pada kolom S di baris yang sama.",
            f"Populasi {thousands(between.population)} tidak ada di tabel. Cari baris N pertama yang lebih besar dari itu.",
            f"Sampel {easy.name} adalah {thousands(easy.sizes()[0])}. Rumusnya: S = 3,841 × N × 0,25 ÷ (0,0025 × (N − 1) + 3,841 × 0,25).",
        )

    def check(self, given: Given) -> Checked:
        verdicts = tuple(self._judge(place, given) for place in range(len(self.services)))
        verdicts = (*verdicts, self._judge_total(given, verdicts))
        return Checked(verdicts, points_of(verdicts))

    def right_answers(self) -> dict[str, tuple[str, ...]]:
        sizes = [sample_size(each.population, policy=TABLE) for each in self.services]
        each = {f"sample-{place}": (thousands(size),) for place, size in enumerate(sizes, start=1)}
        return {**each, "total": (thousands(sum(sizes)),)}

    def steps(self) -> tuple[Step, ...]:
        found = []
        for each in self.services:
            by_table, by_formula = sample_size(each.population, policy=TABLE), sample_size(each.population, policy=FORMULA)
            row = next(population for population, _size in TABLE_ROWS if population >= each.population)
            exactly = f"N = {thousands(each.population)} tercantum"
            missing = f"{thousands(each.population)} tidak tercantum; baris berikutnya N = {thousands(row)}"
            where = exactly if row == each.population else missing
            also = "" if by_formula == by_table else f" (rumus: {thousands(by_formula)})"
            found.append(Step(each.name, where, f"{thousands(by_table)}{also}"))
        sizes = [sample_size(each.population, policy=TABLE) for each in self.services]
        return (*found, Step("Jumlah", " + ".join(map(thousands, sizes)), thousands(sum(sizes))))

    def slips(self, key: str) -> tuple[Slip, ...]:
        """The usual mistakes that are recognised at a field."""
        return self._slips_of_total() if key == "total" else self._slips_of_service(int(key.removeprefix("sample-")) - 1)

    def _judge(self, place: int, given: Given) -> Verdict:
        service, field = self.services[place], self.fields[place]
        typed = read_answer(first(given, field.key), 0)
        right = next((size for size in service.sizes() if typed == size), service.sizes()[0])
        return judge_number(
            field, given, Fraction(right), self._slips_of_service(place),
            f"Cari populasi {thousands(service.population)} pada kolom N, lalu baca kolom S di baris itu.",
        )  # fmt: skip

    def _judge_total(self, given: Given, verdicts: tuple[Verdict, ...]) -> Verdict:
        field = self.fields[-1]
        typed = read_answer(first(given, field.key), 0)
        own = [read_answer(first(given, each.field), 0) for each in verdicts]
        added = Fraction(sum(each for each in own if each is not None)) if None not in own else None
        sums = {sum(sizes) for sizes in product(*(each.sizes() for each in self.services))}
        if added is not None and all(each.state == RIGHT for each in verdicts):
            sums = {int(added)}
        right = next((size for size in sums if typed == size), max(sums))
        slips = self._slips_of_total()
        if added is not None and any(each.state != RIGHT for each in verdicts):
            words = "Penjumlahannya benar, tetapi ada sampel layanan yang belum tepat. Perbaiki dulu sampelnya."
            slips = (Slip("follows-own-samples", added, words), *slips)
        return judge_number(field, given, Fraction(right), slips, "Jumlahkan ketiga sampel di atas.")

    def _slips_of_service(self, place: int) -> tuple[Slip, ...]:
        service = self.services[place]
        population = service.population
        below, above = _rows_around(population)
        found = [
            Slip("population", Fraction(population), "Ini populasinya. Yang ditanyakan sampelnya, pada kolom S."),
            Slip(
                "row-above", Fraction(above),
                "Ini sampel satu baris terlalu jauh ke bawah. Pakai baris pertama yang memuat populasinya.",
            ),
            Slip("row-below", Fraction(below), "Ini sampel baris yang populasinya lebih kecil. Ambil baris yang memuat seluruh populasi."),
        ]  # fmt: skip
        for other in self.services:
            if other is not service:
                words = f"Ini sampel untuk {other.name} (populasi {thousands(other.population)}). Periksa barisnya."
                found += [Slip("row-of-other-service", Fraction(size), words) for size in other.sizes()]
        slovin = Fraction(population) / (1 + population * _MARGIN_SQUARED)
        words = "Ini hasil rumus Slovin. Peraturan memakai tabel Krejcie dan Morgan."
        found += [Slip("slovin", Fraction(size), words) for size in dict.fromkeys((int(slovin), ceil(slovin)))]
        tenth = Fraction(population, 10)
        found += [
            Slip("ten-percent", Fraction(size), "Ini sepuluh persen populasi. Besar sampel tidak sebanding dengan populasi; pakai tabel.")
            for size in dict.fromkeys((int(tenth), ceil(tenth)))
        ]
        number = (len(self.rule.unsur) + 1) * 10
        words = "Ini patokan lama (jumlah unsur + 1) × 10. Sekarang sampel mengikuti populasi menurut tabel."
        found += [Slip("old-minimum", Fraction(size), words) for size in dict.fromkeys((number, 150))]
        right = set(service.sizes())
        return tuple(slip for slip in found if slip.value not in right)

    def _slips_of_total(self) -> tuple[Slip, ...]:
        together = sum(each.population for each in self.services)
        at_once = (
            "Ini sampel bila ketiga layanan dianggap satu populasi. Setiap layanan punya sampelnya sendiri; jumlahkan ketiganya."
        )
        found = [
            Slip("populations-added", Fraction(together), "Ini jumlah populasinya. Jumlahkan sampelnya."),
            *(Slip("sample-of-sum", Fraction(sample_size(together, policy=policy)), at_once) for policy in SAMPLE_POLICIES),
        ]
        return tuple(found)

    def _excerpt(self) -> tuple[tuple[int, int], ...]:
        """The rows around each population, and around all of them together."""
        places: set[int] = set()
        for population in (*(each.population for each in self.services), sum(each.population for each in self.services)):
            place = _place_of(population)
            places |= set(range(max(0, place - 2), min(len(TABLE_ROWS), place + 3)))
        return tuple(TABLE_ROWS[place] for place in sorted(places))


def pose(seed_text: str, rule: Edition) -> ServiceSamples:
    """The task of a seed. Draws again until no mistake leads to a right answer, nor two mistakes to the same."""
    dice = Random(seed_text)  # noqa: S311 - must be the same again from the same seed, and guards nothing
    for _ in range(_TRIES):
        names = dice.sample(_SERVICES, 3)
        listed_population = dice.choice(_IN_TABLE)[0]
        between = dice.randrange(_SMALLEST_BETWEEN, _LARGEST_BETWEEN, 1)
        large = dice.randrange(_SMALLEST_LARGE, _LARGEST_LARGE, 10)
        populations = (listed_population, between, large)
        task = ServiceSamples(rule, tuple(Service(*each) for each in zip(names, populations, strict=True)))
        if _is_usable(task):
            return task
    raise RuntimeError(f"no usable populations for {seed_text!r}")


def populations_of(seed_text: str, rule: Edition) -> tuple[tuple[str, int], ...]:
    """The services of a seed with their populations."""
    return tuple((each.name, each.population) for each in pose(seed_text, rule).services)


def _is_usable(task: ServiceSamples) -> bool:
    _easy, between, large = task.services
    listed_populations = {population for population, _size in TABLE_ROWS}
    if {between.population, large.population} & listed_populations:
        return False
    # A sample that reads the same in two rows would make reading the wrong one right.
    for service in task.services:
        around = {*_rows_around(service.population)}
        others = {size for other in task.services if other is not service for size in other.sizes()}
        if around & set(service.sizes()) or others & {*service.sizes(), *around}:
            return False
    return True


def _rows_around(population: int) -> tuple[int, int]:
    """The samples of the row before the one that holds the population, and of the one after."""
    place = _place_of(population)
    return TABLE_ROWS[max(0, place - 1)][1], TABLE_ROWS[min(len(TABLE_ROWS) - 1, place + 1)][1]


def _place_of(population: int) -> int:
    """The first row that holds the whole population."""
    return next(place for place, (rows_population, _size) in enumerate(TABLE_ROWS) if rows_population >= population)
