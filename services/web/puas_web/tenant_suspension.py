"""Closing a tenant for now and opening it again: the steps the operator and a province's admin have in common."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from puas.db.queries.tenants import TenantRow
from puas.runtime import clock
from puas.usecases.reactivate_tenant import UnableToReactivateTenant, reactivate_tenant
from puas.usecases.suspend_tenant import UnableToSuspendTenant, suspend_tenant
from puas_web.access import current_account_id
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, Form, show_again, tidy_lines, tidy_text

REFUSALS = {
    "not-active": _l("Ruang kerja ini tidak sedang aktif. Tidak ada yang berubah."),
    "not-suspended": _l("Ruang kerja ini tidak sedang dinonaktifkan. Tidak ada yang berubah."),
    "not-yours": _l("Keputusan tentang ruang kerja ini bukan wewenang Anda."),
    "by-operator": _l("Ruang kerja ini dinonaktifkan oleh pengelola Puas, dan hanya pengelola Puas yang dapat mengaktifkannya kembali."),
}


class SuspendForm(Form):
    """Why a tenant is closed for now; its name is typed so that it is the right one."""

    reason = TextAreaField(
        _l("Alasan"), description=_l("Dikirim kepada admin ruang kerja ini."), filters=[tidy_lines],
        validators=[DataRequired(), Length(max=1000)],
    )  # fmt: skip
    typed_name = StringField(_l("Ketik nama ruang kerja untuk memastikan"), filters=[tidy_text], validators=[DataRequired()])

    def __init__(self, tenant_name: str) -> None:
        super().__init__()
        self._tenant_name = tenant_name

    def validate_typed_name(self, field: Field) -> None:
        if (field.data or "").casefold() != self._tenant_name.casefold():
            raise ValidationError(_("Nama yang diketik belum sama dengan “%(name)s”.", name=self._tenant_name))


def suspend(row: TenantRow, *, province_code: str | None, back: str) -> Answer:
    """The page that asks for the reason and the name, and the deed; `province_code` is None for the operator."""
    form = SuspendForm(row.name)
    context = {"form": form, "row": row, "cancel_url": back}
    if not form.is_submitted():
        return render_template("tenant_suspend.html", **context)
    if not form.validate():
        return show_again("tenant_suspend.html", **context)
    try:
        suspend_tenant(
            session=db.session(), tenant_id=row.id, suspended_by=current_account_id(), reason=form.reason.data or "", now=clock.now(),
            province_code=province_code,
        )  # fmt: skip
    except UnableToSuspendTenant as refused:
        flash(str(REFUSALS[refused.reason]), "warn")
    else:
        flash(_("%(name)s dinonaktifkan, dan adminnya diberi tahu.", name=row.name), "good")
    return redirect(back)


def reactivate(row: TenantRow, *, province_code: str | None, back: str) -> Answer:
    """The page that asks, and the deed."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return render_template("tenant_reactivate.html", form=form, row=row, cancel_url=back)
    try:
        reactivate_tenant(
            session=db.session(), tenant_id=row.id, reactivated_by=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=clock.now(), province_code=province_code,
        )  # fmt: skip
    except UnableToReactivateTenant as refused:
        flash(str(REFUSALS[refused.reason]), "warn")
    else:
        flash(_("%(name)s aktif kembali, dan adminnya diberi tahu.", name=row.name), "good")
    return redirect(back)
