"""Forms for agencies, service types and the upload of a sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from puas.db.tables.agencies import Agency, ServiceType
from puas.domain.agency_details import (
    DEFAULT_KIND,
    KINDS,
    AgencyDetails,
    ServiceDetails,
    Unreadable,
    read_nip,
    read_population,
    read_target,
)
from puas.domain.agency_owners import OWN
from puas_web.agencies.fault_words import KIND_NAMES, OWNER_NAMES, sentence_for
from puas_web.contact_words import tidy_website
from puas_web.forms import Form, tidy_email, tidy_text


class AgencyForm(Form):
    name = StringField(
        _l("Nama perangkat daerah"),
        description=_l("Nama lengkap seperti pada kop surat, misalnya Dinas Kependudukan dan Pencatatan Sipil."),
        filters=[tidy_text],
        validators=[InputRequired()],
    )
    short_name = StringField(_l("Singkatan"), description=_l("Misalnya Dispendukcapil."), filters=[tidy_text])
    kind = SelectField(_l("Jenis"), choices=[SelectChoice(kind, KIND_NAMES[kind]) for kind in KINDS], default=DEFAULT_KIND)
    owner = SelectField(
        _l("Pemilik"),
        description=_l("Milik instansi lain tetap disurvei, tetapi tidak dihitung dalam angka kabupaten atau kota."),
        choices=[SelectChoice(owner, name) for owner, name in OWNER_NAMES.items()],
        default=OWN,
    )
    owner_name = StringField(
        _l("Nama pemilik"),
        description=_l("Kementerian, lembaga, provinsi, atau perusahaan pemiliknya, seperti pada kop suratnya."),
        filters=[tidy_text],
    )
    address = StringField(_l("Alamat"), description=_l("Tercetak pada kop laporan."), filters=[tidy_text])
    phone = StringField(
        _l("Telepon"), description=_l("Dengan kode wilayah, misalnya (0353) 881111. Beberapa nomor dipisahkan koma."), filters=[tidy_text],
        render_kw={"inputmode": "tel", "autocomplete": "off"},
    )  # fmt: skip
    email = StringField(
        _l("Surel"), description=_l("Alamat resmi kantor, bukan alamat pribadi."), filters=[tidy_email], render_kw={"inputmode": "email"}
    )
    website = StringField(
        _l("Laman"), description=_l("Misalnya dukcapil.bojonegorokab.go.id."), filters=[tidy_website], render_kw={"inputmode": "url"}
    )
    signatory_name = StringField(
        _l("Nama penanda tangan"), description=_l("Pejabat yang menandatangani laporan SKM, dengan gelar."), filters=[tidy_text]
    )
    signatory_position = StringField(_l("Jabatan penanda tangan"), description=_l("Misalnya Kepala Dinas."), filters=[tidy_text])
    signatory_nip = StringField(_l("NIP penanda tangan"), description=_l("18 angka, tanpa tanda baca."), render_kw={"inputmode": "numeric"})
    target_nik = StringField(
        _l("Target NIK tahun ini"),
        description=_l("Sesuai RPJMD atau Renstra, pada skala 25 sampai 100, misalnya 81,75."),
        render_kw={"inputmode": "decimal"},
    )

    @classmethod
    def about(cls, agency: Agency) -> AgencyForm:
        """The form with what is known of an agency, as offices write it."""
        form = cls(obj=agency)
        if not form.is_submitted():
            form.target_nik.data = agency.target_nik.replace(".", ",")
        return form

    def details(self) -> AgencyDetails | None:
        """What was typed; None, with the errors at their fields, where it cannot be read."""
        target = _read(self, self.target_nik, read_target)
        if self.errors:
            return None
        return AgencyDetails(
            name=self.name.data or "",
            short_name=self.short_name.data or "",
            kind=self.kind.data,
            owner=self.owner.data or OWN,
            owner_name=self.owner_name.data or "",
            address=self.address.data or "",
            phone=self.phone.data or "",
            email=self.email.data or "",
            website=self.website.data or "",
            signatory_name=self.signatory_name.data or "",
            signatory_position=self.signatory_position.data or "",
            signatory_nip=read_nip(self.signatory_nip.data or ""),
            target_nik=target or "",
        )


class ServiceTypeForm(Form):
    name = StringField(
        _l("Nama layanan"),
        description=_l("Nama yang dikenal masyarakat, misalnya KTP elektronik."),
        filters=[tidy_text],
        validators=[InputRequired()],
    )
    population = StringField(
        _l("Pengguna per tahun"),
        description=_l("Perkiraan banyaknya orang yang memakai layanan ini dalam setahun. Dasar penghitungan jumlah responden."),
        render_kw={"inputmode": "numeric"},
    )
    is_free = BooleanField(_l("Layanan ini gratis"))
    is_online = BooleanField(_l("Layanan ini sepenuhnya daring"))

    @classmethod
    def about(cls, service: ServiceType) -> ServiceTypeForm:
        """The form with what is known of a service type."""
        return cls(obj=service, population="" if service.population is None else str(service.population))

    def details(self) -> ServiceDetails | None:
        """What was typed; None, with the errors at their fields, where it cannot be read."""
        population = _read(self, self.population, read_population)
        if self.errors:
            return None
        return ServiceDetails(
            name=self.name.data or "",
            population=population,
            is_free=bool(self.is_free.data),
            is_online=bool(self.is_online.data),
        )


def _read(form: Form, field: Field, read: Callable[[str], Any]) -> Any:
    try:
        return read(field.data or "")
    except Unreadable as error:
        form.add_error(field, sentence_for(error.reason))
        return None
