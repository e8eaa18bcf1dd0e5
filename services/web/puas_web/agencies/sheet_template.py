"""The template of the import of agencies: its columns with their guidance, and its examples."""

from __future__ import annotations

from flask_babel import gettext as _

from puas.domain.agency_details import KINDS
from puas.domain.agency_sheet import COLUMNS, Column
from puas_web.template_workbook import Template, TemplateColumn

# Column widths in characters, in the order of the columns.
WIDTHS = (38, 16, 20, 34, 28, 26, 24, 12, 40, 18, 10, 10, 22, 30, 30, 24, 34)
# A NIP has more digits than a spreadsheet's number, and a telephone begins with a nought.
_TEXTS = frozenset({"signatory_nip", "phone"})
# As short as a list in a sheet wants them; the import knows longer names too.
OWNER_WORDS = ("kabupaten/kota", "vertikal", "provinsi", "bumn", "bumd", "lainnya")
_CHOICES = {"kind": KINDS, "owner": OWNER_WORDS, "is_free": ("ya", "tidak"), "is_online": ("ya", "tidak")}

# Rows that begin with "Contoh:" are passed over by the import.
EXAMPLES = (
    ("Contoh: Dinas Kependudukan dan Pencatatan Sipil", "Dispendukcapil", "dinas", "Jalan Merdeka 1", "Siti Aminah, S.Sos., M.Si.",
     "Kepala Dinas", "196501011990031005", "88,31", "KTP elektronik", "12500", "ya", "tidak",
     "(0353) 881111", "dispendukcapil@contoh.go.id", "dispendukcapil.contoh.go.id", "", ""),
    ("Contoh: Dinas Kependudukan dan Pencatatan Sipil", "", "", "", "", "", "", "", "Akta kelahiran", "4300", "ya", "ya",
     "", "", "", "", ""),
    ("Contoh: Kecamatan Sukamaju", "", "kecamatan", "Jalan Raya Sukamaju 12", "Budi Santoso, S.STP.", "Camat",
     "197803121998021003", "82", "Surat keterangan pindah", "640", "ya", "tidak", "", "", "", "", ""),
)  # fmt: skip


def agency_template() -> Template:
    """What is filled in: one row for each service."""
    columns = [
        TemplateColumn(
            column.heading, _guidance(column), column.field == "name", tuple(_CHOICES.get(column.field, ())), column.field in _TEXTS, width
        )
        for column, width in zip(COLUMNS, WIDTHS, strict=True)
    ]
    lines = (
        _("Isi lembar Data: satu baris untuk setiap jenis layanan."),
        _("Bila satu perangkat daerah memiliki beberapa layanan, ulangi namanya atau kosongkan; yang kosong mengikuti baris di atasnya."),
        _("Baris yang namanya diawali Contoh: tidak ikut diimpor. Boleh dihapus, boleh dibiarkan."),
        _("Mengimpor berkas yang sama sekali lagi tidak menggandakan data: nama yang sama diperbarui, sel kosong tidak mengubah apa pun."),
    )
    return Template(columns, EXAMPLES, lines)


def _guidance(column: Column) -> str:
    words = {
        ("agency", "name"): _("Nama lengkap seperti pada kop surat."),
        ("agency", "short_name"): _("Nama singkat, misalnya Dispendukcapil."),
        ("agency", "kind"): _("Salah satu dari: %(kinds)s.", kinds=", ".join(KINDS)),
        ("agency", "address"): _("Alamat untuk kop laporan."),
        ("agency", "phone"): _("Nomor telepon kantor dengan kode wilayah, misalnya (0353) 881111."),
        ("agency", "email"): _("Alamat surel resmi kantor."),
        ("agency", "website"): _("Alamat laman, misalnya dukcapil.contoh.go.id."),
        ("agency", "signatory_name"): _("Pejabat yang menandatangani laporan, dengan gelar."),
        ("agency", "signatory_position"): _("Misalnya Kepala Dinas, Camat, Direktur."),
        ("agency", "signatory_nip"): _("18 angka. Format sel harus Teks, karena Excel mengubah angka yang panjang."),
        ("agency", "target_nik"): _("Target NIK tahun ini pada skala 25 sampai 100, misalnya 88,31."),
        ("agency", "owner"): _(
            "Kosong bila milik kabupaten atau kota ini; selain itu salah satu dari: %(owners)s. Milik instansi lain tidak ikut dihitung.",
            owners=", ".join(OWNER_WORDS[1:]),
        ),
        ("agency", "owner_name"): _("Hanya bila milik instansi lain: nama kementerian, provinsi, atau perusahaan pemiliknya."),
        ("service", "name"): _("Nama layanan yang dikenal masyarakat."),
        ("service", "population"): _("Perkiraan banyaknya pengguna layanan dalam setahun, misalnya 12500. Dasar penghitungan sampel."),
        ("service", "is_free"): _("ya bila layanan tidak dipungut biaya."),
        ("service", "is_online"): _("ya bila layanan sepenuhnya daring."),
    }
    return words[(column.owner, column.field)]
