"""Where the sample province is written, and the day it is written for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from puas.runtime.file_store import FileStore
from puas.runtime.signing_key import SigningKey


@dataclass(frozen=True, slots=True)
class SeedTarget:
    """Where the province is written, with which key results are signed, the address it will answer at, and the day it is written for."""

    owner_url: str
    app_url: str
    store: FileStore
    signing_key: SigningKey
    # Printed in documents as the address where they are checked.
    base_url: str
    now: datetime
    today: date
