"""What `./puas bench public` measures: pages that are there and full, of a regency that reads like a real one."""

from __future__ import annotations

import json

from bench.public import COLD, PATHS
from sqlalchemy.orm import Session

from tests.factories.json_schema import faults
from tests.factories.public_regency import SLUG, publish_regency
from tests.web_pages import Browser


def test_its_pages_are_full(browser: Browser, session: Session) -> None:
    publish_regency(session, agencies=3, services=2)
    session.commit()
    for name, path in PATHS.items():
        answer = browser.get(path).response
        assert answer.status_code == 200 and len(answer.data) > 1000, name
    page = browser.get(COLD[0])
    assert len(page.html.select("#kantor tbody tr")) == 3 and "Dari 36 janji" in page.text
    record, schema = (json.loads(browser.get(path).response.data) for path in (f"/publik/{SLUG}.json", "/publik/skema.json"))
    assert faults(record, schema, schema) == []
    assert (len(record["members"]), len(record["results"]), len(record["trend"]), len(record["scopes"])) == (3, 12, 3, 21)


def test_what_is_made_anew_is_not_kept(browser: Browser, session: Session) -> None:
    publish_regency(session, agencies=1, services=1)
    session.commit()
    pages = browser._app.extensions["puas_portal"].pages
    for path in COLD[:3]:
        assert browser.get(path).status == 200
    assert len(pages) == 0
    browser.get(PATHS["regency"])
    assert len(pages) == 1
