"""The archive a tenant takes from one installation to another: its list of contents, and what makes one unusable.

An archive holds every row the tenant owns (one JSON object a line), the files of its documents, the people its rows name, and
the public keys its results were signed with. Never in it: passwords, tokens, keys of links. Each member has its SHA-256 in the
manifest, the manifest has one over all of them, and the installation's signature covers the manifest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from puas.domain.canonical_json import UnreadableRecord, from_plain, parse_json, to_canonical_json

ARCHIVE_FORMAT = "puas-tenant-archive/1"
MANIFEST = "manifest.json"
READ_ME = "BACA-SAYA.txt"
ACCOUNTS = "accounts.jsonl"
KEYS = "puas-keys.json"

KINDS = ("regency", "province", "demo")
MOST_MEMBERS = 500_000
LARGEST_MANIFEST = 256 * 1024 * 1024
LONGEST_LINE = 64 * 1024 * 1024
# Deflate makes at most 1032 bytes of one; rows and documents come nowhere near this.
MOST_INFLATION = 200
SMALL_ENOUGH = 16 * 1024 * 1024

_MEMBER = re.compile(r"tables/[a-z][a-z_]{0,62}\.jsonl|accounts\.jsonl|puas-keys\.json|BACA-SAYA\.txt")
# As the keys of the file store are: no part begins with a dot, so none leads upwards.
_FILE = re.compile(r"files/[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_NAME = 512


class UnusableArchive(ValueError):
    """`reason`: not-an-archive, unsafe-name, doubled-name, encrypted, too-large, no-manifest, unreadable-manifest, other-format,
    bad-signature, members-differ, damaged, unreadable-row; `detail` names the member."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Member:
    """One file of the archive; `rows` is None where it has none."""

    name: str
    bytes: int
    sha256: str
    rows: int | None = None


@dataclass(frozen=True, slots=True)
class ArchivedTenant:
    """The tenant's entry in the directory it comes from."""

    slug: str
    kind: str
    region_code: str | None
    province_code: str | None
    name: str
    time_zone: str
    is_sample: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Rows that mean nothing elsewhere, because their keys stay behind: invitations on their way, tokens in force."""

    table: str
    rows: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is in the archive. The signature covers the canonical JSON of everything but itself."""

    format: str
    schema_revision: str
    exported_at: datetime
    source: str
    tenant: ArchivedTenant
    members: tuple[Member, ...]
    left_out: tuple[LeftOut, ...]
    sha256: str
    signature: str

    def to_json(self) -> str:
        """Canonical JSON."""
        return to_canonical_json(self)

    def signed_text(self) -> str:
        """What is signed."""
        return to_canonical_json(replace(self, signature=""))

    @property
    def tables(self) -> dict[str, Member]:
        """Members that hold rows of a table, by the table's name."""
        return {each.name[len("tables/") : -len(".jsonl")]: each for each in self.members if each.name.startswith("tables/")}

    @property
    def files(self) -> tuple[Member, ...]:
        """Members that are files of the store."""
        return tuple(each for each in self.members if each.name.startswith("files/"))


def table_member(table: str) -> str:
    """Where a table's rows stand."""
    return f"tables/{table}.jsonl"


def file_member(key: str) -> str:
    """Where a file stands; `key` without the tenant's own prefix."""
    return f"files/{key}"


def whole_sha256(members: Iterable[Member]) -> str:
    """One hash over all members: that of the lines `sha256sum` would print, by name."""
    lines = (f"{each.sha256}  {each.name}\n" for each in sorted(members, key=lambda each: each.name))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def check_name(name: str) -> None:
    """Refuse a name that is none of ours: it could lead out of a folder, or hide what it is."""
    if name == MANIFEST or _MEMBER.fullmatch(name):
        return
    if len(name) > _LONGEST_NAME or not _FILE.fullmatch(name):
        raise UnusableArchive("unsafe-name", name[:80])


def check_sizes(name: str, *, packed: int, unpacked: int) -> None:
    """Refuse what swells like a bomb."""
    if unpacked > SMALL_ENOUGH and unpacked > packed * MOST_INFLATION:
        raise UnusableArchive("too-large", name[:80])


def read_manifest(text: bytes) -> Manifest:
    """The manifest, if it is one and agrees with itself; signature and members are checked by the caller."""
    try:
        data = parse_json(text)
        if isinstance(data, dict) and data.get("format") != ARCHIVE_FORMAT:
            raise UnusableArchive("other-format", str(data.get("format"))[:80])
        manifest = from_plain(Manifest, data)
    except (UnreadableRecord, UnicodeDecodeError) as error:
        raise UnusableArchive("unreadable-manifest", str(error)[:200]) from error
    _check_tenant(manifest.tenant)
    if whole_sha256(manifest.members) != manifest.sha256:
        raise UnusableArchive("damaged", MANIFEST)
    return manifest


def check_members(manifest: Manifest, found: Sequence[tuple[str, int]]) -> None:
    """Whether the archive holds exactly what its manifest lists; `found` are names with their unpacked sizes."""
    listed = {each.name: each.bytes for each in manifest.members}
    there = {name: size for name, size in found if name != MANIFEST}
    if len(listed) != len(manifest.members):
        raise UnusableArchive("doubled-name", MANIFEST)
    different = sorted(name for name in listed.keys() | there.keys() if listed.get(name) != there.get(name))
    if different:
        raise UnusableArchive("members-differ", different[0][:80])


def _check_tenant(tenant: ArchivedTenant) -> None:
    is_sound = tenant.kind in KINDS and len(tenant.slug) <= 100 and _SLUG.fullmatch(tenant.slug) and tenant.name.strip()
    if not is_sound:
        raise UnusableArchive("unreadable-manifest", "tenant")
