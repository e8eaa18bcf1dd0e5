"""Papan: the regency over all its agencies, ranked fairly, with what they owe and who has earned a letter."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from puas.db.queries.agencies import not_counted
from puas.db.queries.period_lists import list_periods
from puas.db.queries.regency_board import regency_board
from puas.domain.permissions import Action
from puas.domain.regency_board import RegencyBoard
from puas_web.access import current_tenant, tenant
from puas_web.board.board_files import board_csv, file_name
from puas_web.board.queries import board_body
from puas_web.board.words import (
    OCCASIONS,
    REPORT_STATES,
    apart_in_words,
    interval_in_words,
    movement_in_words,
    occasion_in_words,
    stable_in_words,
)
from puas_web.csv_files import MIME_TYPE
from puas_web.database import db
from puas_web.deadline_words import owed_in_words
from puas_web.local_day import today_here
from puas_web.scope_choice import ScopeChoice, choose_scope

blueprint = Blueprint("board", __name__, template_folder="templates")
blueprint.add_app_template_filter(lambda state: REPORT_STATES[state], "board_report_state")
blueprint.add_app_template_filter(lambda occasion: OCCASIONS[occasion], "occasion_title")
for _words in (apart_in_words, interval_in_words, movement_in_words, occasion_in_words, owed_in_words, stable_in_words):
    blueprint.add_app_template_filter(_words)

ROOM = "/t/<slug:tenant>/papan"


@blueprint.get(ROOM)
@tenant(Action.VIEW_RECAPS)
def index() -> str:
    """The board of the scope the address names."""
    found = _board()
    if found is None:
        return render_template("board/nothing_yet.html")
    choice, board = found
    here = current_tenant()
    body = board_body(board, here, scope_arguments=choice.arguments)
    return render_template("board/index.html", choice=choice, body=body, not_counted=not_counted(db.session(), tenant_id=here.id))


@blueprint.get(f"{ROOM}/unduh.csv")
@tenant(Action.VIEW_RECAPS)
def export() -> Response:
    """The board as a table."""
    found = _board()
    if found is None:
        abort(404)
    _choice, board = found
    headers = {"Content-Disposition": f"attachment; filename={file_name(current_tenant().slug, board)}"}
    return Response(board_csv(board), content_type=MIME_TYPE, headers=headers)


def _board() -> tuple[ScopeChoice, RegencyBoard] | None:
    """The board of the scope the address names; None while there is no period at all."""
    here = current_tenant()
    periods = list_periods(db.session(), tenant_id=here.id)
    choice = choose_scope(periods)
    if choice is None:
        return None
    return choice, regency_board(db.session(), tenant_id=here.id, periods=periods, scope=choice.scope, today=today_here())
