"""Homes of embedded servers whose data folder is gone: those of tests go, databases are named, and what is in use stays."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from puas.runtime.abandoned_homes import abandoned_databases, record_owner, remove_throwaways


class _Place:
    """A base with homes, and data folders that lead to them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.base = folder, folder / "base"

    def home(self, name: str, *, durable: bool) -> tuple[Path, Path]:
        """A home with some data, and the link of its data folder."""
        home, link = self.base / name, self.folder / f"data of\n{name}" / "local-services"
        (home / "postgres").mkdir(parents=True)
        link.parent.mkdir()
        link.symlink_to(home)
        record_owner(home, link, durable=durable)
        return home, link


@pytest.fixture
def place(tmp_path: Path) -> _Place:
    return _Place(tmp_path)


def test_homes_with_a_data_folder_are_left_alone(place: _Place) -> None:
    kept, _ = place.home("kept", durable=True)
    tried, _ = place.home("tried", durable=False)
    remove_throwaways(place.base)
    assert kept.exists()
    assert tried.exists()
    assert abandoned_databases(place.base) == []


def test_homes_of_tests_go_with_their_folder_and_databases_are_named(place: _Place) -> None:
    (kept, kept_link), (tried, tried_link) = place.home("kept", durable=True), place.home("tried", durable=False)
    kept_link.unlink()
    tried_link.unlink()
    remove_throwaways(place.base)
    assert not tried.exists()
    assert kept.exists()
    assert abandoned_databases(place.base) == [kept]


def test_a_link_that_leads_elsewhere_by_now_owns_the_home_no_more(place: _Place) -> None:
    tried, link = place.home("tried", durable=False)
    link.unlink()
    link.symlink_to(place.base / "another")
    remove_throwaways(place.base)
    assert not tried.exists()


def test_a_folder_that_moved_owns_its_home_again_after_the_next_start(place: _Place) -> None:
    kept, link = place.home("kept", durable=True)
    moved = link.parent.rename(place.folder / "moved") / link.name
    assert abandoned_databases(place.base) == [kept]
    record_owner(kept, moved, durable=True)
    assert abandoned_databases(place.base) == []


def test_without_a_record_nobody_knows(place: _Place) -> None:
    tried, link = place.home("tried", durable=False)
    link.unlink()
    (tried / "owner").unlink()
    (place.base / "programs" / "bin").mkdir(parents=True)
    remove_throwaways(place.base)
    assert tried.exists()
    assert (place.base / "programs").exists()
    (tried / "owner").write_bytes(b"nonsense")
    remove_throwaways(place.base)
    assert tried.exists()


def test_something_else_in_the_place_of_the_link_decides_nothing(place: _Place) -> None:
    tried, link = place.home("tried", durable=False)
    link.unlink()
    link.mkdir()
    remove_throwaways(place.base)
    assert tried.exists()


def test_servers_that_still_run_keep_their_home(place: _Place) -> None:
    tried, link = place.home("tried", durable=False)
    link.unlink()
    # Stands in for the server: its command line names its data.
    command = [sys.executable, "-c", "import sys; print(flush=True); sys.stdin.read()", str(tried / "postgres")]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        # Just started, a process has no command line yet for a moment.
        assert server.stdout is not None
        server.stdout.readline()
        (tried / "postgres" / "postmaster.pid").write_text(f"{server.pid}\n")
        remove_throwaways(place.base)
        assert tried.exists()
    finally:
        server.communicate()
    remove_throwaways(place.base)
    assert not tried.exists()
