"""The words of the rule and those of tables and texts are the same words."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Table

from puas.db.queries.tallies import as_tally
from puas.db.tables.places import TenantProfile
from puas.db.tables.scores import COUNT_COLUMNS, SCORES, UNSUR_COLUMNS
from puas.db.tables.surveys import CollectionPoint
from puas.domain import tally
from puas.domain.regulation.registry import edition
from puas.domain.report_forms import REPORT_FORMS
from puas.domain.report_snapshot import FOLLOW_UP_STATES, FORMS, TEXT_SECTIONS
from puas.domain.tally import CHANNELS, PROFILES
from puas.presentation.grades import predikat_label


def _words(table: Table, constraint: str) -> set[str]:
    """The values a check constraint of a table allows."""
    for each in table.constraints:
        if isinstance(each, CheckConstraint) and str(each.name).endswith(constraint):
            return set(str(each.sqltext).partition("(")[2].rstrip(")").replace("'", "").split(", "))
    raise LookupError(constraint)


def test_score_columns_are_the_unsur_in_body_order() -> None:
    assert edition().slugs() == UNSUR_COLUMNS
    assert SCORES == tally.SCORES


def test_a_tally_row_is_read_by_its_columns() -> None:
    row = {name: number for number, name in enumerate(COUNT_COLUMNS)}
    counts = as_tally((1000, *row.values()))
    assert counts.respondents == 1000
    for slug in edition().slugs():
        assert counts.of(slug).as_tuple() == tuple(row[f"{slug}_{score}"] for score in SCORES)


def test_every_way_to_collect_is_a_channel() -> None:
    assert isinstance(CollectionPoint.__table__, Table)
    assert _words(CollectionPoint.__table__, "kind") <= set(CHANNELS)


def test_every_profile_question_is_a_dimension() -> None:
    assert {question.dimension for question in edition().profile} == set(PROFILES) - {"channel"}


def test_states_of_follow_ups() -> None:
    from puas.db.tables.reports import FollowupItem

    assert isinstance(FollowupItem.__table__, Table)
    assert _words(FollowupItem.__table__, "state") == set(FOLLOW_UP_STATES)


def test_letters_have_one_predikat() -> None:
    for band in edition().bands:
        assert predikat_label(band.letter) == band.label


def test_every_section_has_a_title() -> None:
    assert all(title and slug == slug.lower() for slug, title in TEXT_SECTIONS.items())


def test_a_tenant_may_choose_each_form_there_is() -> None:
    assert isinstance(TenantProfile.__table__, Table)
    assert _words(TenantProfile.__table__, "report_form") == set(FORMS) == set(REPORT_FORMS)


def test_every_text_stands_in_a_form_and_none_twice() -> None:
    for form in REPORT_FORMS.values():
        printed = [text for chapter in form.chapters for section in chapter.sections for text in section.texts]
        assert len(printed) == len(set(printed))
    assert {text for form in REPORT_FORMS.values() for text in form.text_sections()} == set(TEXT_SECTIONS)
