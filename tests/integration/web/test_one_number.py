"""One number: screen, kertas kerja, files, API, public page and all three documents print what was frozen, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from puas.db import tenancy
from puas.db.identifiers import new_id
from puas.db.queries.frozen_results import find_result
from puas.db.tables.people import Account, Membership
from puas.db.tables.places import TenantProfile
from puas.domain.document_source import SKM_REPORT, AnswerRow, SkmReportSource, answers_fit
from puas.domain.regulation.registry import edition
from puas.domain.report_snapshot import FIVE_CHAPTERS, FOUR_CHAPTERS
from puas.domain.result_snapshot import ResultSnapshot
from puas.runtime.file_store import open_file_store
from puas.usecases.request_report import request_report
from puas.usecases.share_figures import share_figures
from puas_reporter.documents.catalogue import render
from tests.factories import figures as read
from tests.factories import report_figures as documents
from tests.factories.frozen import freeze_period
from tests.factories.published import make_public
from tests.factories.snapshots import report_snapshot
from tests.integration.web.test_api import NOW, make_client
from tests.integration.web.test_crossing_tenants import browser_of

CHOICES: dict[str, dict[str, str]] = {
    "default, four chapters": {},
    "pooled, old weight, five chapters": {"aggregation_policy": "pooled", "weight_policy": "0.111", "report_form": FIVE_CHAPTERS},
}


@pytest.mark.slow
@pytest.mark.parametrize("choices", CHOICES.values(), ids=CHOICES)
def test_every_medium_prints_what_was_frozen(app: Flask, session: Session, tmp_path: Path, choices: dict[str, str]) -> None:
    client = make_client(app, session, "arjosari", "Kabupaten Arjosari")
    surveyed, period = client.surveyed, client.surveyed.periods[1]
    tenancy.enter(session, tenant_id=surveyed.tenant_id)
    if choices:
        session.execute(update(TenantProfile).where(TenantProfile.tenant_id == surveyed.tenant_id).values(**choices))
    result_id = freeze_period(session, surveyed, period, reason="kebijakan")
    account_id = _administrator(session, surveyed.tenant_id)
    make_public(session, surveyed, period, result_id)
    share_figures(session=session, tenant_id=surveyed.tenant_id, period_ids=[period.id], now=NOW)
    session.commit()
    frozen = find_result(session, tenant_id=surveyed.tenant_id, result_id=result_id)
    assert frozen is not None
    result, expected = frozen.snapshot, read.figures_of_snapshot(frozen.snapshot)

    browser, page = browser_of(app, account_id), f"/t/arjosari/hasil/periode/{period.id}"
    sheet = f"{page}/kertas-kerja"
    full = {
        "screen": read.figures_of_screen(browser.get(page).html),
        "worksheet": read.figures_of_worksheet(browser.get(sheet).html, edition(result.edition_id)),
        "result.json": read.figures_of_record(browser.get(f"{sheet}/unduh-json").response.data),
        "api": read.figures_of_record(client.get(f"/api/v1/results/{result_id}").data),
    }
    report = request_report(
        session=session, tenant_id=surveyed.tenant_id, period_id=period.id, requested_by=account_id, base_url="http://localhost", now=NOW
    )
    source = _with_a_past(SkmReportSource.from_json(report.snapshot))
    assert source.report.form == choices.get("report_form", FOUR_CHAPTERS)
    files = {
        each.format: b"".join(each.chunks())
        for each in render(SKM_REPORT, ("pdf", "docx", "xlsx"), source.to_json(), open_file_store(tmp_path.as_uri()))
    }
    expected |= documents.figures_of_report(source.report)
    whole = {
        "pdf": documents.read_pdf(files["pdf"], source.report),
        "docx": documents.read_docx(files["docx"], source.report),
    }
    some = {
        "counts.csv": read.figures_of_counts_csv(browser.get(f"{sheet}/unduh-csv").response.data),
        "public": read.figures_of_public_json(browser.get("/publik/arjosari.json").response.data, result),
        "xlsx": documents.read_xlsx(files["xlsx"], source.report),
    }
    for medium, found in {**full, **whole, **some}.items():
        assert found == {key: expected[key] for key in found}, medium
    for medium, found in {**full, **whole}.items():
        assert read.required_keys(result) <= set(found), medium
    for medium, found in whole.items():
        assert documents.keys_of_documents(source.report) <= set(found), medium
    assert all(len(found) >= 3 for found in some.values())


def _with_a_past(source: SkmReportSource) -> SkmReportSource:
    """The same report with a trend, a previous result and plans; in five chapters also with answers, which the counts give."""
    like = report_snapshot(source.report.result)
    dated = tuple(replace(item, due_on=date(2027, 1 + 3 * number, 1)) for number, item in enumerate(like.planned_follow_ups))
    report = replace(
        source.report, trend=like.trend, previous=like.previous, done_follow_ups=like.done_follow_ups, planned_follow_ups=dated
    )
    answers = _answers_behind(report.result) if report.form == FIVE_CHAPTERS else ()
    assert not answers or answers_fit(report.result, answers, edition(report.result.edition_id).slugs())
    return SkmReportSource(report, answers)


def _answers_behind(result: ResultSnapshot) -> tuple[AnswerRow, ...]:
    """As many answers with as many of each score as were counted; an item beyond them is blank."""
    rows: list[AnswerRow] = []
    for unit in result.units:
        columns = []
        for slug in edition(result.edition_id).slugs():
            given = [score for score, count in enumerate(unit.counts[slug], start=1) for _ in range(count)]
            columns.append([*given, *[None] * (unit.respondents - len(given))])
        day = result.period.starts_on
        rows += [AnswerRow(unit.id, day, "", None, "", "", "", scores, "") for scores in zip(*columns, strict=True)]
    return tuple(rows)


def _administrator(session: Session, tenant_id: int) -> UUID:
    account = Account(id=new_id(), email="admin@contoh.example", name="Sri")
    session.add(account)
    session.flush()
    tenancy.enter(session, tenant_id=tenant_id, account_id=account.id)
    session.add(Membership(tenant_id=tenant_id, account_id=account.id, role="tenant-admin"))
    session.flush()
    return account.id
