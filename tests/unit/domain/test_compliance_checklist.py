"""The checklist: its items hang together, progress counts what applies, and the heavier dimension comes first."""

from __future__ import annotations

import pytest

from puas.domain.compliance_checklist import (
    GROUPS,
    ITEMS,
    KEYS,
    MISSING,
    NOT_APPLICABLE,
    PARTLY,
    THERE,
    progress_of,
    progress_together,
    sampled_kind_of,
    to_do_first,
    years_sampled,
)
from puas.domain.regulation.ombudsman import OF_2022


def test_items_are_told_apart_and_belong_somewhere() -> None:
    assert len(set(KEYS)) == len(ITEMS)
    assert {each.group for each in ITEMS} == {each.key for each in GROUPS}
    assert {each.dimension for each in ITEMS} == {each.key for each in OF_2022.dimensions}
    assert all(each.why and each.where for each in ITEMS)


def test_nothing_looked_at_yet() -> None:
    progress = progress_of({})
    assert (progress.applies, progress.there, progress.unknown, progress.is_ready) == (len(ITEMS), 0, len(ITEMS), False)


def test_what_does_not_apply_counts_nowhere() -> None:
    states = dict.fromkeys(KEYS, THERE) | {KEYS[0]: NOT_APPLICABLE}
    progress = progress_of(states)
    assert (progress.applies, progress.there, progress.is_ready) == (len(ITEMS) - 1, len(ITEMS) - 1, True)


def test_an_office_to_which_nothing_applies_is_not_ready() -> None:
    assert not progress_of(dict.fromkeys(KEYS, NOT_APPLICABLE)).is_ready


def test_keys_of_an_earlier_list_count_nowhere() -> None:
    assert progress_of({"kotak-saran": THERE}).there == 0


def test_lists_of_several_agencies_count_together() -> None:
    done, begun = progress_of(dict.fromkeys(KEYS, THERE)), progress_of({KEYS[0]: PARTLY, KEYS[1]: MISSING, KEYS[2]: NOT_APPLICABLE})
    together = progress_together([done, begun])
    assert (together.applies, together.there, together.partly, together.missing) == (2 * len(ITEMS) - 1, len(ITEMS), 1, 1)
    assert together.unknown == begun.unknown == len(ITEMS) - 3


def test_missing_comes_before_partly_and_the_heavier_dimension_first() -> None:
    states = dict.fromkeys(KEYS, THERE) | {"sop": PARTLY, "pengaduan-saluran": MISSING, "sarana-rentan": MISSING, "maklumat": MISSING}
    assert [each.key for each in to_do_first(states, most=4)] == ["maklumat", "sarana-rentan", "pengaduan-saluran", "sop"]


def test_nothing_to_do_where_all_is_there() -> None:
    assert to_do_first(dict.fromkeys(KEYS, THERE)) == ()


@pytest.mark.parametrize(
    ("name", "kind", "key"),
    [
        ("Dinas Kependudukan dan Pencatatan Sipil", "dinas", "dukcapil"),
        ("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "dinas", "dpmptsp"),
        ("DINAS KESEHATAN", "dinas", "dinkes"),
        ("Puskesmas Kesehatan Ibu", "puskesmas", "puskesmas"),
        ("Dinas Sosial", "dinas", "dinsos"),
    ],
)
def test_sampled_kind_by_name_or_kind(name: str, kind: str, key: str) -> None:
    found = sampled_kind_of(name, kind)
    assert found is not None and found.key == key


@pytest.mark.parametrize(("name", "kind"), [("RSUD Kesehatan Mulia", "rsud"), ("Dinas Perhubungan", "dinas"), ("Bagian Sosial", "bagian")])
def test_other_agencies_were_not_among_the_samples_seen(name: str, kind: str) -> None:
    assert sampled_kind_of(name, kind) is None


def test_years_a_kind_was_sampled() -> None:
    assert years_sampled("disdik") == (2021, 2022)
    assert years_sampled("dinsos") == (2022,)
