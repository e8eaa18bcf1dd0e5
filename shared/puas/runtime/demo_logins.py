"""The log-ins of the demo, as its seeding writes them and its front door shows them. A file, never a table: passwords are in it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from puas.runtime.file_store import FileStore, UnableToFindFile

KEY = "demo/logins.json"
TRAINING_KEY = "demo/training.json"


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """One person of the demo: who they are, where, and how to get in."""

    role: str
    name: str
    place: str
    email: str
    password: str
    purpose: str = ""


def write_demo_logins(store: FileStore, logins: Sequence[DemoLogin]) -> None:
    """Replace the list."""
    text = json.dumps([asdict(login) for login in logins], ensure_ascii=False, indent=1)
    store.write(KEY, text.encode(), content_type="application/json")


def demo_logins(store: FileStore) -> list[DemoLogin]:
    """The list, empty where nothing was seeded."""
    try:
        return [DemoLogin(**each) for each in json.loads(store.read(KEY))]
    except UnableToFindFile:
        return []


@dataclass(frozen=True, slots=True)
class DemoTraining:
    """The training of the day that anybody can join."""

    title: str
    code: str


def write_demo_training(store: FileStore, title: str, code: str) -> None:
    """Replace it."""
    text = json.dumps({"title": title, "code": code}, ensure_ascii=False)
    store.write(TRAINING_KEY, text.encode(), content_type="application/json")


def demo_training(store: FileStore) -> DemoTraining | None:
    """The one of the last start; whether its code still lets people in is for the database to say."""
    try:
        return DemoTraining(**json.loads(store.read(TRAINING_KEY)))
    except UnableToFindFile:
        return None
