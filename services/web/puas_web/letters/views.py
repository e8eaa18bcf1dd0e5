"""Surat: the list of official letters, who is due one, writing them, and taking one back."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from puas.db.queries.letters import count_letters, list_letters
from puas.domain.letter_occasions import APPRECIATION, LETTER_KINDS
from puas.domain.letter_source import LETTER
from puas.domain.permissions import Action
from puas.domain.reporting_scope import PARTS
from puas.usecases.issue_letter import NewLetter, UnableToIssueLetter, issue_letter
from puas_web.access import current_account_id, current_tenant, tenant
from puas_web.database import db
from puas_web.deadline_words import scope_in_words
from puas_web.forms import Form, show_again
from puas_web.letters import queries
from puas_web.letters.forms import LetterForm, ManyLettersForm, proposal
from puas_web.letters.queries import Desk, Group
from puas_web.letters.words import FORMATS, KIND_TAGS, KINDS, OCCASIONS, REFUSALS, STATES, WITHDRAWALS
from puas_web.local_day import today_here
from puas_web.pagination import PAGE_SIZE, Page, offset, requested_page
from puas_web.produced_documents import ON_THE_WAY, REFRESH_SECONDS, Answer, ReasonForm, download_of, withdrawal
from puas_web.scope_choice import part_label

blueprint = Blueprint("letters", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda occasion: OCCASIONS[occasion], "letter_occasion")
blueprint.add_app_template_filter(lambda kind: KINDS[kind], "letter_kind")
blueprint.add_app_template_filter(lambda kind: KIND_TAGS[kind], "letter_kind_tag")
blueprint.add_app_template_filter(lambda state: STATES[state][0], "letter_state")
blueprint.add_app_template_filter(lambda state: STATES[state][1], "letter_state_kind")
blueprint.add_app_template_filter(lambda name: FORMATS[name], "letter_format")

ROOM = "/t/<slug:tenant>/surat"
ONE = f"{ROOM}/<uuid:letter_id>"


@blueprint.get(ROOM)
@tenant(Action.VIEW_LETTERS)
def index() -> str:
    """Every letter; an officer sees those to the own agencies."""
    here, number = current_tenant(), requested_page()
    rows = list_letters(db.session(), tenant_id=here.id, agency_ids=here.agency_ids, limit=PAGE_SIZE, offset=offset(number))
    total = count_letters(db.session(), tenant_id=here.id, agency_ids=here.agency_ids)
    return render_template("letters/index.html", page=Page(items=rows, number=number, total=total), scope_words=scope_in_words)


@blueprint.get(f"{ROOM}/baru")
@tenant(Action.ISSUE_LETTERS)
def choose() -> str:
    """Who is due a letter about a scope, by rules; or any recipient, for any reason."""
    scope = queries.scope_asked()
    now = today_here()
    return render_template(
        "letters/choose.html", desk=queries.desk(scope), scope=scope, scope_words=scope_in_words, occasions=OCCASIONS,
        years=range(now.year - 3, now.year + 2), parts=[(each, part_label(each)) for each in PARTS],
    )  # fmt: skip


@blueprint.route(f"{ROOM}/tulis", methods=["GET", "POST"])
@tenant(Action.ISSUE_LETTERS)
def write() -> Answer:
    """One letter: the draft, changed as one likes, then issued."""
    if not request.args.keys() >= {"alasan", "penerima"}:
        return redirect(url_for(".choose"))
    desk = queries.desk(queries.scope_asked())
    occasion = queries.occasion_or_404(request.args.get("alasan", ""))
    recipient = desk.recipient_or_404(request.args.get("penerima", ""))
    form = LetterForm(
        data=proposal(
            desk.draft(recipient.key, occasion), addressee=recipient.addressee, headline=desk.headline(recipient.key, occasion),
            today=today_here(),
        )
    )  # fmt: skip
    page = {"form": form, "desk": desk, "occasion": occasion, "recipient": recipient, "has_charter": _may_be_charter(occasion)}
    if not form.is_submitted():
        return render_template("letters/write.html", **page)
    letter_id = _issued(form, form.letter(occasion=occasion, recipient=recipient.key, scope=desk.scope)) if form.validate() else None
    if letter_id is None:
        return show_again("letters/write.html", **page)
    flash(_("Surat diterbitkan. Berkasnya siap dalam beberapa detik."), "good")
    return redirect(url_for(".show", letter_id=letter_id))


@blueprint.route(f"{ROOM}/tulis-semua", methods=["GET", "POST"])
@tenant(Action.ISSUE_LETTERS)
def write_all() -> Answer:
    """A letter to everyone of an occasion who has none yet: whom and how many first."""
    if "alasan" not in request.args:
        return redirect(url_for(".choose"))
    desk = queries.desk(queries.scope_asked())
    occasion = queries.occasion_or_404(request.args.get("alasan", ""))
    group = desk.group_or_404(occasion)
    form = ManyLettersForm(data={"dated_on": today_here()})
    page = {"form": form, "desk": desk, "group": group, "draft": desk.draft(group.open[0].occasion.key, occasion)}
    if not form.is_submitted():
        return render_template("letters/write_all.html", **page)
    if not form.validate() or not _issued_all(form, desk, group):
        return show_again("letters/write_all.html", **page)
    number = len(group.open)
    flash(ngettext("%(num)s surat diterbitkan.", "%(num)s surat diterbitkan.", number), "good")
    return redirect(url_for(".index"))


@blueprint.get(ONE)
@tenant(Action.VIEW_LETTERS)
def show(letter_id: UUID) -> str:
    """One letter with its files."""
    letter = queries.letter_or_404(letter_id)
    return render_template(
        "letters/show.html", letter=letter, source=queries.source_of(letter), files=queries.files_of_letter(letter),
        scope_words=scope_in_words, refresh=REFRESH_SECONDS if letter.state in ON_THE_WAY else None,
    )  # fmt: skip


@blueprint.get(f"{ONE}/unduh/<string:name>")
@tenant(Action.VIEW_LETTERS)
def download(letter_id: UUID, name: str) -> Response:
    """One finished format."""
    return download_of(queries.files_of_letter(queries.letter_or_404(letter_id)), name)


@blueprint.route(f"{ONE}/tarik", methods=["GET", "POST"])
@tenant(Action.WITHDRAW_DOCUMENTS)
def withdraw(letter_id: UUID) -> Answer:
    """Take a letter back; its number is not given again."""
    letter = queries.letter_or_404(letter_id)
    if letter.report_id is None:
        abort(404)
    return withdrawal(
        "letters/withdraw.html", ReasonForm(), letter.report_id, refusals=WITHDRAWALS, letter=letter,
        done=_("Surat ditarik. Siapa pun yang memeriksanya akan diberi tahu."), back=url_for(".show", letter_id=letter_id),
    )  # fmt: skip


@blueprint.get(f"{ROOM}/periksa/<code:document_id>")
@tenant(Action.VIEW_LETTERS)
def check(document_id: str) -> Response:
    """From a notice to the page where anybody can check a letter of another government."""
    return redirect(url_for("publication.document", document_id=document_id))


def _may_be_charter(occasion: str) -> bool:
    return LETTER_KINDS[occasion] == APPRECIATION


def _issued(form: Form, letter: NewLetter) -> UUID | None:
    """The id of the letter; None where it was refused, with the reason at its field."""
    try:
        issued = issue_letter(
            session=db.session(), tenant_id=current_tenant().id, letter=letter, account_id=current_account_id(),
            base_url=current_app.config["PUAS_BASE_URL"], now=datetime.now(UTC),
        )  # fmt: skip
    except UnableToIssueLetter as refusal:
        name, sentence = REFUSALS[refusal.reason]
        if name in form:
            form.add_error(form[name], str(sentence))
        else:
            form.form_errors.append(str(sentence))
        return None
    found: UUID = issued.id
    return found


def _issued_all(form: ManyLettersForm, desk: Desk, group: Group) -> bool:
    """Either all or none: one that is refused takes the others back with the transaction."""
    for reason in group.open:
        key = reason.occasion.key
        draft = desk.draft(key, group.occasion)
        letter = NewLetter(
            occasion=group.occasion, form=LETTER, scope=desk.scope, recipient=key, dated_on=form.dated_on.data, nature=draft.nature,
            subject=draft.subject, addressee=desk.recipient_or_404(key).addressee, text="\n\n".join(draft.paragraphs),
            copies=form.copies.data or "", only_once=True,
        )  # fmt: skip
        if _issued(form, letter) is None:
            return False
    return True
