"""Production refuses to start with a missing or unsafe value and names it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from pydantic import ValidationError

from puas.runtime.settings import OwnerSettings, UnableToStart, WebSettings, WorkerSettings, load
from puas.runtime.signing_roots import read_roots
from tests.factories import signatures

SAFE = {
    "PUAS_DATABASE_URL": "postgresql://puas_app:f3Qz8-kLw0rT@db/puas",
    "PUAS_REDIS_URL": "redis://queue:6379/0",
    "PUAS_BASE_URL": "https://skm.example.go.id/",
    "PUAS_PROVINCE_DATABASE_URL": "postgresql://puas_province:p8-Kw31qLx@db/puas",
    "PUAS_FILES_URL": "file:///srv/puas",
    "PUAS_SECRET_KEY": "c0Zk2h8-qVbX7tJm4nRw9sLd6yPg1aEu",
    "PUAS_SMTP_URL": "smtp://puas:w8r-Tz31@mail.example.go.id:587",
    "PUAS_MAIL_FROM": "SKM <skm@example.go.id>",
}


@pytest.fixture
def safe(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def _faults(kind: type[WebSettings | WorkerSettings]) -> list[str]:
    with pytest.raises(UnableToStart) as refused:
        load(kind)
    return refused.value.faults


def test_a_safe_installation_starts(safe: pytest.MonkeyPatch) -> None:
    safe.setenv("PUAS_TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1")
    settings = load(WebSettings)
    assert settings.is_production
    assert settings.base_url == "https://skm.example.go.id"
    assert settings.trusted_proxies == ("10.0.0.0/8", "127.0.0.1")
    assert load(WorkerSettings).smtp_url == SAFE["PUAS_SMTP_URL"]


def test_nothing_set_names_every_missing_variable() -> None:
    assert _faults(WebSettings) == [
        f"PUAS_{name} is missing" for name in ("DATABASE_URL", "REDIS_URL", "BASE_URL", "FILES_URL", "SECRET_KEY")
    ]


def test_production_needs_the_log_in_a_province_reads_through(safe: pytest.MonkeyPatch) -> None:
    safe.delenv("PUAS_PROVINCE_DATABASE_URL")
    assert _faults(WebSettings) == ["PUAS_PROVINCE_DATABASE_URL is missing: a province reads through a log-in of its own"]
    load(WorkerSettings)


@pytest.mark.parametrize(
    ("name", "value", "kind", "said"),
    [
        ("PUAS_SECRET_KEY", "short", WebSettings, "PUAS_SECRET_KEY must be at least 32 random characters"),
        ("PUAS_SECRET_KEY", "a" * 64, WebSettings, "PUAS_SECRET_KEY must be"),
        ("PUAS_SECRET_KEY", "changeme-changeme-changeme-changeme-12345", WebSettings, "PUAS_SECRET_KEY must be"),
        ("PUAS_SECRET_KEY", "", WebSettings, "PUAS_SECRET_KEY is missing"),
        ("PUAS_BASE_URL", "http://skm.example.go.id", WebSettings, "PUAS_BASE_URL must begin with https://"),
        ("PUAS_BASE_URL", "skm.example.go.id", WebSettings, "PUAS_BASE_URL must be an address"),
        ("PUAS_DATABASE_URL", "postgresql://puas_owner:f3Qz8@db/puas", WebSettings, "PUAS_DATABASE_URL must not log in as puas_owner"),
        ("PUAS_DATABASE_URL", "postgresql://postgres:f3Qz8@db/puas", WebSettings, "PUAS_DATABASE_URL must not log in as postgres"),
        ("PUAS_DATABASE_URL", "postgresql://puas_app@db/puas", WebSettings, "PUAS_DATABASE_URL has no password"),
        ("PUAS_DATABASE_URL", "postgresql://puas_app:puas_app@db/puas", WebSettings, "PUAS_DATABASE_URL has a password that anybody"),
        ("PUAS_DATABASE_URL", "mysql://puas_app:f3Qz8@db/puas", WebSettings, "PUAS_DATABASE_URL must begin with postgresql://"),
        ("PUAS_PROVINCE_DATABASE_URL", "postgresql://puas_owner:f3@db/puas", WebSettings, "PUAS_PROVINCE_DATABASE_URL must not log in"),
        ("PUAS_FILES_URL", "/srv/puas", WebSettings, "PUAS_FILES_URL must begin with file:// or s3://"),
        ("PUAS_PROVINCE_DATABASE_URL", "mysql://a:b8-x@db/puas", WebSettings, "PUAS_PROVINCE_DATABASE_URL must begin with postgresql://"),
        ("PUAS_TRUSTED_PROXIES", "0.0.0.0/0", WebSettings, "PUAS_TRUSTED_PROXIES must not trust the whole internet"),
        ("PUAS_DEFAULT_LOCALE", "xx", WebSettings, "PUAS_DEFAULT_LOCALE"),
        ("PUAS_MODE", "debug", WebSettings, "PUAS_MODE"),
        ("PUAS_SMTP_URL", "", WorkerSettings, "PUAS_SMTP_URL is missing"),
        ("PUAS_SMTP_URL", "smtp+plain://puas:secret@mail", WorkerSettings, "PUAS_SMTP_URL would send a password without encryption"),
        ("PUAS_SECRET_KEY", "", WorkerSettings, "PUAS_SECRET_KEY is missing"),
        ("PUAS_SECRET_KEY", "short", WorkerSettings, "PUAS_SECRET_KEY must be at least 32 random characters"),
        ("PUAS_MAIL_FROM", "", WorkerSettings, "PUAS_MAIL_FROM is missing"),
        ("PUAS_MAIL_FROM", "Puas <skm@puas.invalid>", WorkerSettings, "PUAS_MAIL_FROM is missing"),
    ],
)
def test_an_unsafe_value_is_refused_by_name_and_not_repeated(
    safe: pytest.MonkeyPatch, name: str, value: str, kind: type[WebSettings | WorkerSettings], said: str
) -> None:
    safe.setenv(name, value)
    faults = _faults(kind)
    assert len(faults) == 1, faults
    assert faults[0].startswith(said)
    assert "f3Qz8" not in faults[0]


def test_the_mail_catcher_takes_a_made_up_sender(safe: pytest.MonkeyPatch) -> None:
    safe.setenv("PUAS_SMTP_URL", "smtp+plain://mail:1025")
    safe.setenv("PUAS_MAIL_FROM", "Puas <skm@puas.invalid>")
    assert load(WorkerSettings).mail_from == "Puas <skm@puas.invalid>"


def test_several_faults_are_told_at_once(safe: pytest.MonkeyPatch) -> None:
    safe.setenv("PUAS_BASE_URL", "http://skm.example.go.id")
    safe.setenv("PUAS_DATABASE_URL", "postgresql://puas_app@db/puas")
    assert [fault.split()[0] for fault in _faults(WebSettings)] == ["PUAS_DATABASE_URL", "PUAS_BASE_URL"]


def test_the_demo_on_ones_own_machine_may_be_plain(safe: pytest.MonkeyPatch) -> None:
    for name in ("PUAS_SMTP_URL", "PUAS_MAIL_FROM"):
        safe.delenv(name)
    safe.setenv("PUAS_MODE", "demo")
    safe.setenv("PUAS_BASE_URL", "http://192.168.1.10:8000")
    safe.setenv("PUAS_DATABASE_URL", "postgresql+psycopg://puas_app@/puas?host=%2Ftmp%2Frun")
    assert load(WorkerSettings).smtp_url is None


def test_secrets_come_from_files_and_stay_out_of_what_is_printed(safe: pytest.MonkeyPatch, tmp_path: Path) -> None:
    safe.delenv("PUAS_SECRET_KEY")
    (tmp_path / "key").write_text(SAFE["PUAS_SECRET_KEY"] + "\n")
    safe.setenv("PUAS_SECRET_KEY_FILE", str(tmp_path / "key"))
    settings = load(WebSettings)
    assert settings.secret_key == SAFE["PUAS_SECRET_KEY"]
    assert SAFE["PUAS_SECRET_KEY"] not in repr(settings)
    assert "f3Qz8" not in repr(settings)


def test_a_secret_that_cannot_be_read_is_named_with_its_file(safe: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PUAS_SECRET_KEY", "PUAS_DATABASE_URL"):
        safe.delenv(name)
        safe.setenv(f"{name}_FILE", str(tmp_path / name))
    (tmp_path / "PUAS_SECRET_KEY").write_bytes(b"\xff\xfe not text")
    faults = _faults(WebSettings)
    assert [each.split()[0] for each in faults] == ["PUAS_DATABASE_URL_FILE", "PUAS_SECRET_KEY_FILE"]
    assert str(tmp_path / "PUAS_DATABASE_URL") in faults[0]


def test_trusted_signers_are_certificates_of_authorities(safe: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert load(WebSettings).signing_roots is None
    folder = tmp_path / "roots"
    folder.mkdir()
    safe.setenv("PUAS_SIGNING_ROOTS", str(folder))
    assert _faults(WebSettings)[0].startswith("PUAS_SIGNING_ROOTS must name certificates of authorities")
    (folder / "ca.crt").write_bytes(signatures.root().certificate.public_bytes(Encoding.DER))
    (folder / "README.md").write_text("not read")
    assert load(WebSettings).signing_roots == folder
    assert read_roots(folder) == (signatures.root().certificate,)
    # Somebody's own certificate is no authority: whoever names it would trust everything that person signs for others.
    (folder / "pegawai.pem").write_bytes(signatures.official().certificate.public_bytes(Encoding.PEM))
    assert "no authority's" in _faults(WebSettings)[0]
    (folder / "pegawai.pem").write_text("rusak")
    assert "cannot be read" in _faults(WebSettings)[0]
    safe.setenv("PUAS_SIGNING_ROOTS", str(tmp_path / "nowhere"))
    assert "PUAS_SIGNING_ROOTS" in _faults(WebSettings)[0]


def test_settings_are_frozen(safe: pytest.MonkeyPatch) -> None:
    with pytest.raises((ValidationError, dataclasses.FrozenInstanceError)):
        load(WebSettings).secret_key = "another"


def test_migrations_need_the_owner_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PUAS_OWNER_DATABASE_URL", "postgresql://puas_owner:x@db/puas")
    assert load(OwnerSettings).owner_database_url.endswith("@db/puas")
