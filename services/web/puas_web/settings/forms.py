"""Forms of the settings."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import ColorField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from puas_web.contact_words import tidy_website
from puas_web.forms import Form, tidy_email, tidy_text


class IdentityForm(Form):
    """The lines of the letterhead."""

    government_name = StringField(
        _l("Nama pemerintah daerah"),
        description=_l("Baris pertama kop surat, misalnya “Pemerintah Kabupaten Bojonegoro”."),
        filters=[tidy_text],
        validators=[DataRequired(), Length(max=200)],
    )
    office_name = StringField(
        _l("Unit pengelola survei"),
        description=_l("Misalnya “Sekretariat Daerah, Bagian Organisasi”."),
        filters=[tidy_text],
        validators=[Length(max=200)],
    )
    address = StringField(
        _l("Alamat"), description=_l("Jalan, kota, dan kode pos seperti pada kop surat."), filters=[tidy_text], validators=[Length(max=200)]
    )
    phone = StringField(
        _l("Telepon"),
        description=_l("Dengan kode wilayah, misalnya (0353) 881111. Beberapa nomor dipisahkan koma."),
        filters=[tidy_text],
        render_kw={"inputmode": "tel", "autocomplete": "off"},
    )
    email = StringField(
        _l("Surel"), description=_l("Alamat resmi kantor, bukan alamat pribadi."), filters=[tidy_email], render_kw={"inputmode": "email"}
    )
    website = StringField(
        _l("Laman"), description=_l("Misalnya organisasi.bojonegorokab.go.id."), filters=[tidy_website], render_kw={"inputmode": "url"}
    )


class EmblemForm(Form):
    """A picture; what it really is is found out by decoding it."""

    picture = FileField(
        _l("Berkas lambang"),
        description=_l("PNG, JPEG, atau WebP, paling besar 5 MB. Gambar berlatar tembus pandang (PNG) tampak paling rapi."),
        validators=[FileRequired(message=_l("Pilih berkas gambar lebih dahulu."))],
        render_kw={"accept": "image/png,image/jpeg,image/webp"},
    )


class AccentForm(Form):
    """One colour."""

    accent = ColorField(_l("Warna utama"), validators=[DataRequired()])


class PolicyForm(Form):
    """What the rule leaves to those who apply it."""

    aggregation_policy = RadioField(
        _l("Indeks perangkat daerah yang memiliki beberapa layanan"),
        choices=[SelectChoice("service-mean", _l("Rata-rata antarlayanan")), SelectChoice("pooled", _l("Gabungan seluruh responden"))],
    )
    sample_policy = RadioField(
        _l("Jumlah responden yang diperlukan"),
        choices=[SelectChoice("formula", _l("Rumus Krejcie-Morgan")), SelectChoice("table", _l("Tabel dalam lampiran peraturan"))],
    )
    weight_policy = RadioField(
        _l("Bobot setiap unsur"),
        choices=[SelectChoice("exact", _l("Tepat 1/9")), SelectChoice("0.111", _l("0,111")), SelectChoice("0.11", _l("0,11"))],
    )


class ReportFormForm(Form):
    """Which outline the reports of this tenant follow."""

    report_form = RadioField(
        _l("Susunan laporan SKM"),
        choices=[
            SelectChoice("four-chapters", _l("Empat bab (bentuk 2024–2025)")),
            SelectChoice("five-chapters", _l("Lima bab (bentuk 2021–2023)")),
        ],
    )
