"""Chapter: what the rule asks."""

from __future__ import annotations

from collections.abc import Iterator

from puas_reporter.documents.slide_deck import Boxes, Grid, Points, Statement
from puas_reporter.documents.training_lessons.lesson import Lesson
from puas_reporter.documents.training_lessons.material import Material, count_word

# What a principle means at the counter; our own words, the rule's stand in its text.
PRINCIPLE_WORDS = {
    "Transparan": "hasilnya diumumkan dan mudah dilihat siapa pun",
    "Partisipatif": "masyarakat ikut menilai dan ikut membahas hasilnya",
    "Akuntabel": "setiap angka dapat ditelusuri dan dipertanggungjawabkan",
    "Berkesinambungan": "dilakukan berkala, sehingga perubahan terlihat",
    "Keadilan": "menjangkau semua pengguna layanan, juga kelompok rentan",
    "Netralitas": "petugas tidak mengarahkan jawaban",
}


def lessons(material: Material) -> Iterator[Lesson]:
    """The chapter's lessons in teaching order."""
    rule, duties = material.rule, material.duties
    yield Lesson(
        "Mengapa kita bertanya kepada masyarakat",
        ((Points((
            "Pengguna layanan tahu lebih dahulu daripada kita di mana layanan tersendat.",
            "Survei mengubah keluhan satu orang menjadi angka yang dapat dibandingkan.",
            "Hasilnya bukan rapor petugas, melainkan daftar pekerjaan yang perlu dibenahi.",
            "Survei selesai ketika perbaikannya terlihat di loket, bukan ketika laporannya dicetak.",
        )), 1.0),),
        "Mulailah dengan satu cerita nyata dari loket: apa yang dikeluhkan, dan apa yang berubah sesudahnya. Tegaskan bahwa indeks "
        "yang rendah bukan aib, yang disayangkan adalah indeks yang tidak ditindaklanjuti.",
        "Kapan terakhir kali Bapak dan Ibu mengubah sesuatu karena hasil survei?",
        rank=2,
    )  # fmt: skip
    if duties.legal_sources:
        yield Lesson(
            "Dasar hukum survei",
            ((Grid(("Peraturan", "Kedudukannya bagi survei"), tuple((each.name, each.meaning) for each in duties.legal_sources),
                   (38, 62), description="Dasar hukum survei"), 1.0),),
            f"Aturan yang kita pakai hari ini adalah {rule.name}. Yang lain menjadi induk atau penegasannya. Peserta tidak perlu hafal "
            "nomor; yang penting tahu di mana mencarinya.",
            "Peraturan mana yang disebut dalam laporan unit Bapak dan Ibu tahun lalu?",
            source=f"Judul lengkap: {rule.title}.",
        )  # fmt: skip
    yield Lesson(
        f"{material.number_of_unsur.capitalize()} unsur yang dinilai",
        ((Grid(("No", "Unsur", "Singkatnya"), tuple((f"U{number}", each.name, each.short) for number, each in enumerate(rule.unsur, 1)),
               (10, 60, 30), description="Unsur menurut peraturan"), 1.0),),
        "Bacakan unsur satu per satu dan minta peserta memberi contoh dari unitnya. Ingatkan: nomor pada slide ini mengikuti isi "
        "peraturan.",
        "Unsur mana yang paling sering dikeluhkan di tempat Bapak dan Ibu?",
        source=f"{rule.name}, urutan isi peraturan.",
    )  # fmt: skip
    if rule.orders.get("questionnaire", rule.slugs()) != rule.slugs():
        moved = [
            (rule.unsur_named(slug).name, f"U{rule.slugs().index(slug) + 1}", f"pertanyaan {rule.slugs('questionnaire').index(slug) + 1}")
            for slug in rule.slugs()
            if rule.slugs().index(slug) != rule.slugs("questionnaire").index(slug)
        ]
        yield Lesson(
            "Awas: ada dua urutan",
            (
                (Grid(("Unsur", "Isi peraturan", "Kuesioner"), tuple(moved), (56, 22, 22), description="Unsur yang nomornya berbeda"), 0.5),
                (Points(("Sebut nama unsurnya, jangan hanya nomornya.",
                         "Saat menyalin data lama, periksa dahulu urutan mana yang dipakai.")), 0.5),
            ),
            "Ini sumber kesalahan yang paling sering di rekap lama: dua kolom tertukar tanpa ada yang sadar. Aplikasi menyimpan unsur "
            "menurut namanya, sehingga urutan cetak tidak memengaruhi angka.",
            "Urutan mana yang dipakai lembar Excel di unit Bapak dan Ibu?",
            rank=2,
            source=f"{rule.name}: urutan isi peraturan dan lampiran kuesioner.",
        )  # fmt: skip
    if duties.least_often:
        yield Lesson(
            "Seberapa sering",
            (
                (Statement(f"Survei dilakukan {duties.least_often}", f"{rule.name} {duties.article}"), 0.5),
                (Points(("Banyak daerah melakukannya setiap triwulan atau semester, agar perbaikan cepat terlihat.",
                         "Periode yang berurutan tidak boleh tumpang tindih.")), 0.5),
            ),
            "Sebut batas minimumnya, lalu jelaskan mengapa banyak daerah memilih lebih sering: rencana tindak lanjut dapat diukur lebih "
            "cepat.",
            "Kapan periode survei unit Bapak dan Ibu berikutnya ditutup?",
            rank=2,
        )  # fmt: skip
    if duties.principles:
        words = tuple((name, PRINCIPLE_WORDS.get(name, "–")) for name in duties.principles)
        yield Lesson(
            f"{count_word(len(duties.principles)).capitalize()} prinsip pelaksanaan",
            ((Grid(("Prinsip", "Artinya di loket"), words, (30, 70), description="Prinsip pelaksanaan survei"), 1.0),),
            "Nama prinsipnya dari pedoman, penjelasan di kanan adalah bahasa kita sehari-hari. Mintalah contoh pelanggaran yang pernah "
            "terlihat, tanpa menyebut nama unit.",
            "Prinsip mana yang paling sulit dijaga ketika loket sedang ramai?",
            rank=2,
            source="Penjelasan pada kolom kanan: bahan pelatihan ini.",
        )  # fmt: skip
    if duties.stages:
        items = tuple((str(number), each.name, ", ".join(each.steps) or "–") for number, each in enumerate(duties.stages, 1))
        yield Lesson(
            f"{count_word(len(duties.stages)).capitalize()} tahap survei",
            ((Grid(("No", "Tahap", "Langkah"), items, (8, 26, 66), description="Tahap survei"), 1.0),),
            "Tahap-tahap ini sekaligus peta pelatihan kita: sesudah bab ini kita menyiapkan, mengumpulkan, mengolah, lalu melaporkan.",
            "Tahap mana yang paling banyak menyita waktu di unit Bapak dan Ibu?",
            rank=3,
        )
    yield Lesson(
        "Satu indeks, satu angka",
        ((Boxes((
            ("Bobot setiap unsur", material.weight, "dihitung tepat, tidak dibulatkan"),
            ("Angka konversi", str(rule.conversion), "NI × angka ini = NIK"),
            ("Pembulatan", "1 kali", "dua desimal, pada akhir hitungan"),
        )), 0.5), (Points((
            "Pecahan disimpan tepat sampai akhir; yang dibulatkan hanya angka yang dicetak.",
            "Huruf mutu selalu diambil dari NIK yang tercetak.",
        )), 0.5)),
        "Sampaikan bahwa layar, laporan, dan rekap provinsi membaca hasil beku yang sama, sehingga tidak ada dua angka untuk satu indeks. "
        "Pembulatan satu kali adalah kebijakan aplikasi, karena pedoman tidak mengaturnya.",
        "Pernahkah ada dua angka berbeda untuk indeks unit Bapak dan Ibu? Apa penyebabnya?",
        rank=3,
        source=f"Bobot dan konversi: {rule.name}. Cara membulatkan: kebijakan yang tercetak pada setiap hasil.",
    )  # fmt: skip
