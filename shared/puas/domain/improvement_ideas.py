"""First proposals for weak indicators of performance, per aspect of the rules.

Neither rule says what to promise. These are proposals of this product, made to be edited: a person decides what is promised.
"""

from collections.abc import Mapping

IDEAS: Mapping[int, str] = {
    1: "Menetapkan atau memperbarui standar pelayanan dan maklumat bersama pengguna layanan, lalu mempublikasikannya di tempat layanan "
    "dan kanal daring",
    2: "Menetapkan jadwal pelayanan dan kode perilaku, melaksanakan pembinaan petugas secara berkala, dan memberi penghargaan yang terukur",
    3: "Memperbaiki dan memelihara ruang tunggu, toilet, parkir, dan sarana bagi kelompok rentan secara terjadwal, serta mengusulkan "
    "anggarannya",
    4: "Memutakhirkan informasi layanan di laman, media sosial, dan papan informasi, dengan penanggung jawab dan jadwal yang jelas",
    5: "Menunjuk petugas konsultasi dan pengaduan, mencatat setiap pengaduan, menjawab dalam batas waktu, dan mengumumkan tindak lanjutnya",
    6: "Mengembangkan satu inovasi yang menjawab keluhan pengguna, menetapkannya dengan keputusan, dan menyiapkan sumber dayanya",
}
"""What could be promised, by number of the aspect."""


def idea_for(aspect: int) -> str:
    """A first proposal for an indicator of this aspect; empty where there is none."""
    return IDEAS.get(aspect, "")
