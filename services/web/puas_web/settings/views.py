"""Pengaturan: identity, emblem, colour, policies, and the log of what was done."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from werkzeug.datastructures import FileStorage

from puas.domain.contact_lines import CONTACT_FIELDS
from puas.domain.permissions import Action
from puas.domain.report_forms import REPORT_FORMS
from puas.presentation import accent as accents
from puas.runtime import clock, emblem_images
from puas.runtime.emblem_images import UnableToReadEmblem
from puas.usecases.change_emblem import change_emblem
from puas_web.access import current_account_id, current_tenant, may, tenant
from puas_web.database import db
from puas_web.file_storage import file_store
from puas_web.forms import Answer, show_again
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.profile_changes import SIGNATORY_FIELDS, SignatoryForm, change_profile
from puas_web.settings.audit_words import act_in_words, facts_in_words
from puas_web.settings.forms import AccentForm, EmblemForm, IdentityForm, PolicyForm, ReportFormForm
from puas_web.settings.queries import count_audit_events, find_profile, list_audit_events

# Label, what it is for, icon, endpoint, action, and the kinds of tenant that have it (empty: all).
PAGES = (
    (_l("Identitas"), _l("Nama, alamat, dan kontak pada kop surat."), "building", "settings.identity", Action.MANAGE_TENANT, ()),
    (_l("Lambang"), _l("Tampil pada formulir, stiker, dan laporan."), "mark", "settings.emblem", Action.MANAGE_TENANT, ()),
    (_l("Warna"), _l("Satu warna utama, diperiksa agar tetap terbaca."), "settings", "settings.colour", Action.MANAGE_TENANT, ()),
    (
        _l("Surat resmi"),
        _l("Penanda tangan dan nomor surat penghargaan dan pengingat."),
        "mail",
        "settings.letters",
        Action.MANAGE_TENANT,
        (),
    ),
    (
        _l("Cara menghitung"),
        _l("Pilihan yang diserahkan peraturan kepada daerah."),
        "results",
        "settings.policies",
        Action.MANAGE_TENANT,
        ("regency", "demo"),
    ),
    (
        _l("Target"),
        _l("Indeks yang harus dicapai menurut RPJMD dan Renstra, per tahun."),
        "league",
        "targets.index",
        Action.SET_TARGETS,
        ("regency", "demo"),
    ),
    (
        _l("Bentuk laporan"),
        _l("Susunan bab laporan SKM: empat atau lima bab."),
        "report",
        "settings.report_form",
        Action.MANAGE_TENANT,
        ("regency", "demo"),
    ),
    (
        _lp("daftar", "Perangkat daerah"),
        _l("Unit, jenis layanan, dan jumlah penggunanya."),
        "regions",
        "agencies.index",
        Action.MANAGE_AGENCIES,
        ("regency", "demo"),
    ),
    (
        _l("Susunan dari latihan"),
        _l("Perangkat daerah dan rencana yang disiapkan peserta pelatihan."),
        "training",
        "setup_import.enter_code",
        Action.MANAGE_TENANT,
        ("regency",),
    ),
    (
        _l("Rekap tahun-tahun lama"),
        _l("Periksa rekap lama dan masukkan nilainya ke tren."),
        "report",
        "recap_audit.index",
        Action.MANAGE_TENANT,
        ("regency", "demo"),
    ),
    (_l("Narahubung"), _l("Siapa yang dihubungi bila ada pertanyaan."), "person", "contacts.index", Action.MANAGE_TENANT, ()),
    (_l("Anggota"), _l("Siapa yang dapat masuk, dan sebagai apa."), "people", "members.index", Action.MANAGE_MEMBERS, ()),
    (
        _l("Token API"),
        _l("Kunci untuk aplikasi lain milik Anda."),
        "lock",
        "api_tokens.index",
        Action.MANAGE_API_TOKENS,
        ("regency", "demo"),
    ),
    (_l("Catatan kegiatan"), _l("Siapa melakukan apa, dan kapan."), "report", "settings.audit", Action.VIEW_AUDIT, ()),
    (
        _l("Keluar dari Puas"),
        _l("Dengan arsip lengkap seluruh data."),
        "lock",
        "departures.ask",
        Action.MANAGE_TENANT,
        ("regency", "province"),
    ),
)

EMBLEM_REFUSALS = {
    "too-many-bytes": _l("Berkas ini lebih dari 5 MB. Perkecil gambarnya, lalu unggah kembali."),
    "drawing": _l("Berkas SVG tidak diterima karena dapat memuat program. Simpan gambarnya sebagai PNG."),
    "not-a-picture": _l("Berkas ini bukan gambar PNG, JPEG, atau WebP yang utuh, apa pun namanya."),
    "too-many-pixels": _l("Gambar ini terlalu besar ukurannya. Gunakan gambar paling banyak 25 juta piksel."),
    "too-small": _l("Gambar ini terlalu kecil. Gunakan gambar dengan sisi paling sedikit 64 piksel."),
}

blueprint = Blueprint("settings", __name__, template_folder="templates")
# The history of every register's entries is told with the words of the audit trail.
blueprint.add_app_template_filter(act_in_words, "audit_act")
blueprint.add_app_template_filter(facts_in_words, "audit_facts")


@blueprint.get("/t/<slug:tenant>/pengaturan")
@tenant(Action.MANAGE_TENANT)
def index() -> str:
    """Everything that can be set, as far as its page exists and the person may open it."""
    kind = current_tenant().kind
    cards = [
        (label, purpose, icon, url_for(endpoint))
        for label, purpose, icon, endpoint, action, kinds in PAGES
        if endpoint in current_app.view_functions and may(action) and (not kinds or kind in kinds)
    ]
    return render_template("settings/index.html", cards=cards)


@blueprint.route("/t/<slug:tenant>/pengaturan/identitas", methods=["GET", "POST"])
@tenant(Action.MANAGE_TENANT)
def identity() -> Answer:
    """The lines of the letterhead."""
    form = IdentityForm(obj=find_profile(db.session(), tenant_id=current_tenant().id))
    return change_profile(form, "settings/identity.html", url_for(".index"), ("government_name", "office_name", "address", *CONTACT_FIELDS))


@blueprint.route("/t/<slug:tenant>/pengaturan/cara-menghitung", methods=["GET", "POST"])
@tenant(Action.MANAGE_TENANT)
def policies() -> Answer:
    """What the rule leaves open, with what each choice does."""
    form = PolicyForm(obj=find_profile(db.session(), tenant_id=current_tenant().id))
    return change_profile(form, "settings/policies.html", url_for(".index"), ("aggregation_policy", "sample_policy", "weight_policy"))


@blueprint.route("/t/<slug:tenant>/pengaturan/bentuk-laporan", methods=["GET", "POST"])
@tenant(Action.MANAGE_TENANT)
def report_form() -> Answer:
    """Which outline reports follow, each with its chapters."""
    form = ReportFormForm(obj=find_profile(db.session(), tenant_id=current_tenant().id))
    chapters = {key: " · ".join(chapter.title for chapter in each.chapters) for key, each in REPORT_FORMS.items()}
    return change_profile(form, "settings/report_form.html", url_for(".index"), ("report_form",), hints=chapters)


@blueprint.route("/t/<slug:tenant>/pengaturan/surat", methods=["GET", "POST"])
@tenant(Action.MANAGE_TENANT)
def letters() -> Answer:
    """Who signs official letters, and the pattern of their numbers."""
    form = SignatoryForm(obj=find_profile(db.session(), tenant_id=current_tenant().id))
    return change_profile(form, "settings/letters.html", url_for(".index"), SIGNATORY_FIELDS)


@blueprint.route("/t/<slug:tenant>/pengaturan/warna", methods=["GET", "POST"])
@tenant(Action.MANAGE_TENANT)
def colour() -> Answer:
    """One accent; one that cannot be read on white is answered with the nearest that can."""
    form = AccentForm(obj=find_profile(db.session(), tenant_id=current_tenant().id))
    chosen = (form.accent.data or "").lower()
    form.accent.data = chosen
    suggestion = accents.nearest_readable(chosen) if accents.is_colour(chosen) else None
    on_dark = accents.on_dark(suggestion or accents.DEFAULT_ACCENT)
    return change_profile(form, "settings/colour.html", url_for(".index"), ("accent",), suggestion=suggestion, on_dark=on_dark)


@blueprint.route("/t/<slug:tenant>/pengaturan/lambang", methods=["GET", "POST"])
@tenant(Action.MANAGE_TENANT)
def emblem() -> Answer:
    """Upload a picture."""
    form = EmblemForm()
    if not form.is_submitted():
        return render_template("settings/emblem.html", form=form)
    if not form.validate():
        return show_again("settings/emblem.html", form=form)
    try:
        _keep_emblem(form.picture.data)
    except UnableToReadEmblem as refused:
        form.add_error(form.picture, str(EMBLEM_REFUSALS[refused.reason]))
        return show_again("settings/emblem.html", form=form)
    flash(_("Lambang diganti. Formulir, stiker, dan laporan baru memakainya."), "good")
    return redirect(url_for(".emblem"))


@blueprint.get("/t/<slug:tenant>/pengaturan/catatan-kegiatan")
@tenant(Action.VIEW_AUDIT)
def audit() -> str:
    """Who did what, the latest first."""
    number, here = requested_page(), current_tenant()
    rows = list_audit_events(db.session(), tenant_id=here.id, limit=PAGE_SIZE, offset=offset(number))
    page = Page(items=rows, number=number, total=count_audit_events(db.session(), tenant_id=here.id))
    return render_template("settings/audit.html", page=page, act_in_words=act_in_words, facts_in_words=facts_in_words)


def _keep_emblem(picture: FileStorage) -> None:
    change_emblem(
        session=db.session(),
        store=file_store(),
        tenant_id=current_tenant().id,
        # One byte more than allowed says enough.
        content=picture.read(emblem_images.MOST_BYTES + 1),
        changed_by=current_account_id(),
        now=clock.now(),
    )
