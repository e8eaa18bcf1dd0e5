"""The domain is plain Python: its tests run where it can have nothing else."""

from __future__ import annotations

import pytest

from tests.unit.domain.conftest import LibraryBlocked


@pytest.mark.parametrize("statement", ["import flask", "from sqlalchemy.orm import Session", "import puas.db.session"])
def test_a_function_of_the_domain_cannot_import_anything_else(statement: str) -> None:
    with pytest.raises(LibraryBlocked):
        exec(statement, {"__name__": "puas.domain.invented"})


@pytest.mark.parametrize("statement", ["import json", "from puas.domain.quality_grade import NIK_PLACES", "import flask"])
def test_what_is_free_stays_so(statement: str) -> None:
    exec(statement, {"__name__": "tests.invented" if "flask" in statement else "puas.domain.invented"})
