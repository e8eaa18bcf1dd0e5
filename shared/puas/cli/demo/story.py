"""The fictional province, read from `infra/seed/province.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

SEED_FOLDER = Path(__file__).resolve().parents[4] / "infra" / "seed"
STORY_FILE = SEED_FOLDER / "province.json"


@dataclass(frozen=True, slots=True)
class ServiceStory:
    """A service type: its users a year, and how many of them answer with which index in the newest closed period."""

    name: str
    population: int
    respondents: int
    nik: Decimal
    is_free: bool


@dataclass(frozen=True, slots=True)
class AgencyStory:
    """An agency; a silent one has never run a survey."""

    name: str
    short_name: str
    kind: str
    silent: bool
    services: tuple[ServiceStory, ...]

    @property
    def mailbox(self) -> str:
        """The local part of its officer's address."""
        return "petugas." + self.short_name.lower().replace(" ", "").replace(".", "")


@dataclass(frozen=True, slots=True)
class Look:
    """Who a tenant is and how it shows itself; without `emblem` it has none yet."""

    code: str
    slug: str
    name: str
    office_name: str
    address: str
    phone: str
    email: str
    website: str
    accent: str
    emblem: str


@dataclass(frozen=True, slots=True)
class RegencyStory:
    """A regency and how mature it is: how often it asks and for how many periods already."""

    look: Look
    rhythm: str
    report_form: str
    closed_periods: int
    target_nik: str
    # How many of its agencies have an officer who can sign in.
    officers: int
    # Means of the agencies' indices to hit, the newest closed period first.
    exact_means: tuple[Decimal, ...]
    agencies: tuple[AgencyStory, ...]
    # Whether it is told what became of its reports; else they are all still to be made.
    is_told: bool = True

    @property
    def is_main(self) -> bool:
        """Whether its people are for visitors to sign in as; the others are there to be compared with."""
        return self.officers > 0


@dataclass(frozen=True, slots=True)
class MainJobStory:
    """The office whose answers, result and report the demo makes before one's eyes."""

    tenant: str
    agency: str


@dataclass(frozen=True, slots=True)
class Story:
    """The whole province; `main_job` names the agency whose survey the demo runs through HTTP."""

    seed: int
    domain: str
    password: str
    main_job: MainJobStory
    province: Look
    regencies: tuple[RegencyStory, ...]
    unclaimed: tuple[dict[str, str], ...]
    claims: tuple[dict[str, str], ...]
    first_names: tuple[str, ...]
    last_names: tuple[str, ...]
    suggestions: dict[str, tuple[str, ...]]

    def host_of(self, tenant_slug: str) -> str:
        """The made-up mail host of a tenant's people."""
        return f"{tenant_slug.replace('-', '')}.{self.domain}"


def read_story(file: Path = STORY_FILE) -> Story:
    """The story as plain data."""
    plain = json.loads(file.read_text(encoding="utf-8"))
    return Story(
        seed=plain["seed"],
        domain=plain["domain"],
        password=plain["password"],
        main_job=MainJobStory(**plain["main_job"]),
        province=_look(plain["province"]),
        regencies=tuple(_regency(each) for each in plain["regencies"]),
        unclaimed=tuple(plain["unclaimed"]),
        claims=tuple(plain["claims"]),
        first_names=tuple(plain["first_names"]),
        last_names=tuple(plain["last_names"]),
        suggestions={slug: tuple(lines) for slug, lines in plain["suggestions"].items()},
    )


def _look(plain: dict[str, Any]) -> Look:
    return Look(**{field.name: plain[field.name] for field in fields(Look)})


def _regency(plain: dict[str, Any]) -> RegencyStory:
    return RegencyStory(
        look=_look(plain),
        rhythm=plain["rhythm"],
        report_form=plain["report_form"],
        closed_periods=plain["closed_periods"],
        target_nik=plain["target_nik"],
        officers=plain["officers"],
        exact_means=tuple(Decimal(each) for each in plain["exact_means"]),
        agencies=tuple(_agency(each) for each in plain["agencies"]),
    )


def _agency(plain: dict[str, Any]) -> AgencyStory:
    services = tuple(
        ServiceStory(
            name=each["name"],
            population=each["population"],
            respondents=each["respondents"],
            nik=Decimal(each["nik"]),
            is_free=each.get("is_free", False),
        )
        for each in plain["services"]
    )
    return AgencyStory(plain["name"], plain["short_name"], plain["kind"], plain.get("silent", False), services)
