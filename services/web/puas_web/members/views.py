"""Pages about members: the list, an invitation, another role, removal."""

from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from puas.domain.permissions import Action
from puas.runtime.clock import now
from puas.usecases.change_member_role import UnableToChangeMemberRole, change_member_role
from puas.usecases.invite_member import UnableToInviteMember, invite_member
from puas.usecases.remove_member import UnableToRemoveMember, remove_member
from puas.usecases.revoke_invitation import UnableToRevokeInvitation, revoke_invitation
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.members import forms, queries
from puas_web.members.refusals import REFUSALS
from puas_web.rate_limits import INVITATIONS, limiter

blueprint = Blueprint("members", __name__, template_folder="templates", url_prefix="/t/<slug:tenant>/anggota")


def _offer(form: forms.RoleForm) -> None:
    here = current_tenant()
    form.offer(kind=here.kind, agencies=queries.list_agency_choices(db.session(), tenant_id=here.id))


def _member_or_404(account_id: UUID) -> queries.Member:
    return queries.find_member(db.session(), tenant_id=current_tenant().id, account_id=account_id) or abort(404)


@blueprint.get("/")
@tenant(Action.MANAGE_MEMBERS)
def index() -> str:
    here = current_tenant()
    return render_template(
        "members/index.html",
        members=queries.list_members(db.session(), tenant_id=here.id),
        invitations=queries.list_waiting_invitations(db.session(), tenant_id=here.id, now=now()),
        form=ConfirmForm(),
    )


@blueprint.route("/undang", methods=["GET", "POST"])
@tenant(Action.MANAGE_MEMBERS)
@limiter.limit(INVITATIONS, methods=["POST"])
def invite() -> Answer:
    form = forms.InvitationForm()
    _offer(form)
    if not form.is_submitted():
        return render_template("members/invite.html", form=form)
    if not form.validate():
        return show_again("members/invite.html", form=form)
    try:
        invite_member(
            session=db.session(),
            tenant_id=current_tenant().id,
            email=form.email.data,
            role=form.role.data,
            invited_by=current_account_id(),
            base_url=str(current_app.config["PUAS_BASE_URL"]),
            now=now(),
            agency_ids=form.chosen_agencies(),
        )
    except UnableToInviteMember as refusal:
        form.add_error(form.role, REFUSALS[refusal.reason])
        return show_again("members/invite.html", form=form)
    flash(_("Undangan sudah dikirim ke %(email)s.", email=form.email.data), "good")
    return redirect(url_for("members.index"))


@blueprint.route("/<uuid:account_id>/peran", methods=["GET", "POST"])
@tenant(Action.MANAGE_MEMBERS)
def role(account_id: UUID) -> Answer:
    member = _member_or_404(account_id)
    form = forms.RoleForm(role=member.roles[0], agencies=[str(each) for each in member.agency_ids])
    _offer(form)
    if not form.is_submitted():
        return render_template("members/role.html", form=form, member=member)
    if not form.validate():
        return show_again("members/role.html", form=form, member=member)
    try:
        _change_role(account_id, form)
    except UnableToChangeMemberRole as refusal:
        form.add_error(form.role, REFUSALS[refusal.reason])
        return show_again("members/role.html", form=form, member=member)
    flash(_("Peran %(name)s sudah diubah.", name=member.name), "good")
    return redirect(url_for("members.index"))


def _change_role(account_id: UUID, form: forms.RoleForm) -> None:
    change_member_role(
        session=db.session(),
        tenant_id=current_tenant().id,
        account_id=account_id,
        role=form.role.data,
        changed_by=current_account_id(),
        now=now(),
        agency_ids=form.chosen_agencies(),
    )


@blueprint.route("/<uuid:account_id>/keluarkan", methods=["GET", "POST"])
@tenant(Action.MANAGE_MEMBERS)
def remove(account_id: UUID) -> Answer:
    member = _member_or_404(account_id)
    form = forms.RemovalForm(wanted=member.name)
    page = {"form": form, "member": member}
    if not form.is_submitted():
        return render_template("members/remove.html", **page)
    if not form.validate():
        return show_again("members/remove.html", **page)
    try:
        remove_member(
            session=db.session(), tenant_id=current_tenant().id, account_id=account_id, removed_by=current_account_id(), now=now()
        )
    except UnableToRemoveMember as refusal:
        form.add_error(form.typed_name, REFUSALS[refusal.reason])
        return show_again("members/remove.html", **page)
    flash(_("%(name)s sudah dikeluarkan.", name=member.name), "good")
    return redirect(url_for("members.index"))


@blueprint.post("/undangan/<uuid:invitation_id>/tarik")
@tenant(Action.MANAGE_MEMBERS)
def revoke(invitation_id: UUID) -> Response:
    try:
        email = revoke_invitation(
            session=db.session(), tenant_id=current_tenant().id, invitation_id=invitation_id, revoked_by=current_account_id(), now=now()
        )
    except UnableToRevokeInvitation:
        abort(404)
    flash(_("Undangan untuk %(email)s sudah ditarik.", email=email), "good")
    return redirect(url_for("members.index"))
