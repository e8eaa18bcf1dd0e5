"""Tes dan evaluasi of a training session: what the room has learnt, how the questions fared, what people thought of it."""

from __future__ import annotations

import re
from uuid import UUID

from flask import Blueprint, Response, render_template

from puas.domain.permissions import Action
from puas_web.access import tenant
from puas_web.csv_files import MIME_TYPE
from puas_web.document_types import MIME_TYPES
from puas_web.training_tests import queries
from puas_web.training_tests.result_files import items_csv, results_workbook
from puas_web.training_tests.words import items_in_words, points_in_words, share_in_words, two_places, weaknesses_in_words
from puas_web.training_words import EXAM_WORDS

blueprint = Blueprint("training_tests", __name__, template_folder="templates")
blueprint.add_app_template_filter(weaknesses_in_words, "item_weaknesses")
blueprint.add_app_template_filter(items_in_words, "weak_items")
for _words in (share_in_words, points_in_words, two_places):
    blueprint.add_app_template_filter(_words)
blueprint.add_app_template_filter(queries.statement, "evaluation_statement")

ROOM = "/t/<slug:tenant>/pelatihan/<uuid:session_id>/tes"


@blueprint.get(ROOM)
@tenant(Action.VIEW_TRAINING)
def index(session_id: UUID) -> str:
    """Everything on one page."""
    return render_template("training_tests/index.html", page=queries.results_page(session_id), exams=EXAM_WORDS)


@blueprint.get(f"{ROOM}/unduh.csv")
@tenant(Action.VIEW_TRAINING)
def questions(session_id: UUID) -> Response:
    """How the questions fared, as a table."""
    page = queries.results_page(session_id)
    return _file(page, items_csv(page), "soal", "csv", MIME_TYPE)


@blueprint.get(f"{ROOM}/unduh.xlsx")
@tenant(Action.VIEW_TRAINING)
def workbook(session_id: UUID) -> Response:
    """Everything as a workbook."""
    page = queries.results_page(session_id)
    return _file(page, results_workbook(page), "tes", "xlsx", MIME_TYPES["xlsx"])


def _file(page: queries.ResultsPage, content: str | bytes, kind: str, suffix: str, mime_type: str) -> Response:
    words = re.sub(r"[^a-z0-9]+", "-", f"{kind} {page.row.title} {page.row.starts_on}".lower()).strip("-")
    answer = Response(content, content_type=mime_type)
    answer.headers.set("Content-Disposition", "attachment", filename=f"{words}.{suffix}")
    return answer
