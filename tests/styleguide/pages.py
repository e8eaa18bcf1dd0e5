"""A page with every piece of the design system, to look at it all at once. Exists in tests only."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from flask import Blueprint, Flask, flash, g, render_template
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    FileField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from puas.db.queries.tenant_look import TenantLook
from puas.domain.regulation.registry import edition
from puas.presentation.charts import Bar, Threshold, TrendPoint, meter, trend_line, unsur_bars
from puas_web.access import CurrentTenant, public
from puas_web.forms import Form
from puas_web.heat_map import HeatUnit, heat_map
from puas_web.navigation import NavigationItem
from puas_web.pagination import Page

blueprint = Blueprint("styleguide", __name__, template_folder=str(Path(__file__).parent / "templates"))

NAVIGATION = [
    NavigationItem("Beranda", "home", "#", True),
    NavigationItem("Survei", "survey", "#", False),
    NavigationItem("Hasil", "results", "#", False),
    NavigationItem("Laporan", "report", "#", False),
    NavigationItem("Tindak lanjut", "followup", "#", False, in_bar=False),
    NavigationItem("Pengaturan", "settings", "#", False, in_bar=False),
]


ROLES = (("admin", "Admin kabupaten/kota"), ("leader", "Pimpinan"), ("officer", "Petugas perangkat daerah"))


class EveryField(Form):
    name = StringField("Nama perangkat daerah", validators=[InputRequired()])
    email = EmailField("Alamat surel", description="Gunakan alamat resmi yang berakhiran .go.id.", validators=[Length(min=8)])
    password = PasswordField("Kata sandi")
    population = IntegerField("Jumlah pengguna layanan setahun")
    target = StringField("Target IKM")
    kind = SelectField("Jenis", choices=[SelectChoice("dinas", "Dinas"), SelectChoice("kecamatan", "Kecamatan")])
    starts_on = DateField("Tanggal mulai")
    note = TextAreaField("Catatan")
    sheet = FileField("Berkas perangkat daerah")
    role = RadioField("Peran", choices=[SelectChoice(*each) for each in ROLES])
    agreed = BooleanField("Saya sudah memeriksa daftar unit layanan")


@blueprint.get("/styleguide")
@public
def everything() -> str:
    g.tenant = CurrentTenant(
        id=0, slug="kabupaten-contoh", name="Kabupaten Tirta Asri", kind="regency", time_zone="Asia/Jakarta", is_sample=True
    )
    g.letterhead = LETTERHEAD
    good = EveryField(formdata=None, data={"name": "Dinas Kesehatan", "role": "leader"})
    wrong = EveryField(formdata=None, data={"email": "dinas"})
    wrong.validate()
    flash("Undangan sudah dikirim ke sri@tirtaasri.go.id.", "good")
    return render_template(
        "styleguide/everything.html",
        navigation=NAVIGATION,
        form=good,
        wrong=wrong,
        page=Page(items=[], number=2, total=1163),
        ikm=Decimal("88.31"),
        letterhead_of=lambda tenant: LETTERHEAD,
        bars=unsur_bars(BARS, thresholds=THRESHOLDS, respondents=1163, title="Indeks per unsur", chart_id="bars"),
        trend=trend_line(POINTS, title="Tren IKM", chart_id="trend", target=Decimal("88")),
        meter=meter(63, 100, title="Responden", chart_id="meter"),
        heat=heat_map(edition(), HEAT_UNITS),
    )


BARS = [
    Bar("Persyaratan", Decimal("88.90"), "A"),
    Bar("Sistem, mekanisme, dan prosedur", Decimal("86.12"), "B"),
    Bar("Waktu penyelesaian", Decimal("75.31"), "C", marked=True),
    Bar("Biaya/tarif", Decimal("98.02"), "A"),
    Bar("Produk spesifikasi jenis pelayanan", Decimal("84.40"), "B"),
    Bar("Kompetensi pelaksana", Decimal("83.77"), "B"),
    Bar("Perilaku pelaksana", Decimal("89.00"), "A"),
    Bar("Penanganan pengaduan, saran, dan masukan", Decimal("62.10"), "D", marked=True),
    Bar("Sarana dan prasarana", Decimal("79.31"), "B", marked=True),
]
HEAT_UNITS = [
    HeatUnit(
        name,
        (Decimal(index), letter),
        {slug: (bar.value, bar.letter or "") for slug, bar in zip(edition().slugs(), BARS[shift:] + BARS[:shift], strict=True)},
        url="#",
    )
    for shift, (name, index, letter) in enumerate([("Dinas Kesehatan", "83.05", "B"), ("Kecamatan Sukamakmur", "88.31", "A")])
] + [HeatUnit("Bagian Umum", (None, ""), {}, note="kurang dari 10 responden")]
THRESHOLDS = [Threshold(Decimal("65"), "C"), Threshold(Decimal("76.61"), "B"), Threshold(Decimal("88.31"), "A")]
POINTS = [
    TrendPoint("2023", Decimal("81.20"), "B", "PermenPANRB 14/2017", 880),
    TrendPoint("2024", Decimal("84.05"), "B", "PermenPANRB 14/2017", 1012),
    TrendPoint("2025", Decimal("88.31"), "A", "PermenPANRB 14/2017", 1163),
]


LETTERHEAD = TenantLook(
    government_name="Pemerintah Kabupaten Tirta Asri",
    office_name="Sekretariat Daerah",
    address="Jalan Merdeka Nomor 1, Tirta Asri 62111",
    emblem_key=None,
    accent="#7a3b12",
)


def register(app: Flask) -> None:
    app.register_blueprint(blueprint)
