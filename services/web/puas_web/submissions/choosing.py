"""One act on many reports: first what and how many, then the act, then what became of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from puas.domain.submission_standing import StepsTaken, UnableToTakeStep
from puas_web.access import current_account_id, current_tenant
from puas_web.database import db
from puas_web.forms import Answer, ConfirmForm, show_again
from puas_web.submissions.forms import chosen_periods
from puas_web.submissions.words import refusal_in_words, refusals_of_many


def choose_many(template: str, page: dict[str, Any], act: Callable[..., StepsTaken], said: Callable[[int], str]) -> Answer:
    """The page of the choice, or the act on what stayed ticked."""
    form = ConfirmForm()
    if not form.is_submitted():
        return render_template(template, form=form, **page)
    if not form.validate():
        return show_again(template, form=form, **page)
    ids = chosen_periods()
    try:
        outcome = act(
            session=db.session(), tenant_id=current_tenant().id, period_ids=ids, account_id=current_account_id(), now=datetime.now(UTC)
        )
    except UnableToTakeStep as refused:
        form.form_errors.append(refusal_in_words(refused))
        return show_again(template, form=form, **page)
    flash(said(len(outcome.taken)), "good")
    for sentence in refusals_of_many(outcome.refused):
        flash(sentence, "warn")
    return _after(ids)


def _after(ids: list[UUID]) -> Response:
    """Back to where it was begun: the one report, or the list of its scope."""
    if len(ids) == 1:
        return redirect(url_for(".show", period_id=ids[0]))
    return redirect(url_for(".index", tahun=request.args.get("tahun"), bagian=request.args.get("bagian")))


def published(number: int) -> str:
    """What is said after publishing."""
    return ngettext("%(num)s hasil diumumkan.", "%(num)s hasil diumumkan.", number)


def handed_over(number: int) -> str:
    """What is said after handing over."""
    return ngettext("%(num)s hasil diserahkan ke provinsi.", "%(num)s hasil diserahkan ke provinsi.", number)
