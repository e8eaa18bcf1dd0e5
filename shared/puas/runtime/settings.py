"""What an installation is told, by environment variables only: one frozen class per kind of process.

``PUAS_X`` is read, or the file named by ``PUAS_X_FILE`` (a secret mounted by the container engine). A default stands
here only if it is safe in production and fit to be published; production refuses the rest and says which.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import unquote, urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "PUAS_"
_SHORTEST_SECRET = 32
_FEWEST_DIFFERENT_CHARACTERS = 10
_WELL_KNOWN = ("changeme", "change-me", "ganti", "password", "postgres", "secret", "admin", "puas", "default", "example", "rahasia")
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
_MIGHTY_LOG_INS = ("postgres", "puas_owner", "puas_backup")

AnySettings = TypeVar("AnySettings", bound="ProcessSettings")
SecretText = Annotated[str, Field(repr=False)]
OptionalSecretText = Annotated[str | None, Field(repr=False)]


class UnableToStart(Exception):
    """The settings are missing or unsafe; ``faults`` has one line per variable."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("cannot start with these settings:\n" + "\n".join(f"  {fault}" for fault in faults))
        self.faults = faults


class ProcessSettings(BaseSettings):
    """What every process is told."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True, validate_default=True)

    # `demo` is for one's own machine: made-up data, plain http, a mail box inside the application.
    mode: Literal["production", "demo"] = "production"
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    sentry_dsn: OptionalSecretText = None
    release: str = "unreleased"

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, *_: Any, **__: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings, _Environment(settings_cls))

    @property
    def is_production(self) -> bool:
        return self.mode == "production"


_DATABASES = ("postgresql", "postgresql+psycopg", "postgres")


class ServiceSettings(ProcessSettings):
    """What web, worker, scheduler and reporter share."""

    database_url: SecretText
    redis_url: SecretText
    base_url: str
    files_url: str
    default_locale: Literal["id", "en"] = "id"

    @field_validator("base_url")
    @classmethod
    def _without_last_slash(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("must be an address like https://skm.example.go.id")
        return value.rstrip("/")

    @field_validator("redis_url")
    @classmethod
    def _known_queue(cls, value: str) -> str:
        return _with_scheme(value, "redis", "rediss", "unix")

    @field_validator("files_url")
    @classmethod
    def _known_store(cls, value: str) -> str:
        return _with_scheme(value, "file", "s3")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        return _with_scheme(value, *_DATABASES)

    @model_validator(mode="after")
    def _safe_in_production(self) -> ServiceSettings:
        if self.is_production:
            _refuse(
                *_database_faults("database_url", self.database_url),
                *_address_faults(self.base_url),
            )
        return self


class WebSettings(ServiceSettings):
    """What the web service is told besides."""

    secret_key: SecretText
    province_database_url: OptionalSecretText = None
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = ()
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8000, ge=1, le=65535)
    web_processes: int = Field(default=0, ge=0, le=256)
    web_server: Literal["granian", "gunicorn"] = "granian"
    metrics_port: int = Field(default=0, ge=0, le=65535)
    # Authorities whose electronic signatures are trusted in PDF files that come back: a PEM file, or a folder of such.
    signing_roots: Path | None = None

    @field_validator("signing_roots")
    @classmethod
    def _certificates_of_authorities(cls, value: Path | None) -> Path | None:
        from puas.runtime.signing_roots import UnreadableRoots, read_roots

        try:
            if value is not None:
                read_roots(value)
        except (UnreadableRoots, OSError) as error:
            raise ValueError(f"must name certificates of authorities: {error}") from None
        return value

    @field_validator("province_database_url")
    @classmethod
    def _known_province_database(cls, value: str | None) -> str | None:
        return None if value is None else _with_scheme(value, *_DATABASES)

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _comma_separated(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        from ipaddress import ip_network

        for each in value:
            if ip_network(each, strict=False).prefixlen == 0:
                raise ValueError("must not trust the whole internet")
        return value

    @model_validator(mode="after")
    def _web_safe_in_production(self) -> WebSettings:
        if self.is_production:
            if self.province_database_url is None:
                _refuse("PUAS_PROVINCE_DATABASE_URL is missing: a province reads through a log-in of its own")
            _refuse(
                *_secret_faults("secret_key", self.secret_key),
                *_database_faults("province_database_url", self.province_database_url),
            )
        return self


class MailSettings(ServiceSettings):
    """What a process is told that sends mail: the worker."""

    smtp_url: OptionalSecretText = None
    mail_from: str = "Puas <no-reply@localhost>"

    @field_validator("smtp_url")
    @classmethod
    def _known_transport(cls, value: str | None) -> str | None:
        return None if value is None else _with_scheme(value, "smtp", "smtps", "smtp+plain")

    @model_validator(mode="after")
    def _mail_leaves_in_production(self) -> MailSettings:
        if self.is_production:
            if self.smtp_url is None:
                _refuse("PUAS_SMTP_URL is missing: invitations and resets could not be sent")
            elif self.smtp_url.startswith("smtp+plain:") and urlsplit(self.smtp_url).password:
                _refuse("PUAS_SMTP_URL would send a password without encryption")
            # The sender of the containers' mail catcher, which speaks plainly; no server outside takes mail of it.
            made_up = self.mail_from.endswith(".invalid>") and not (self.smtp_url or "").startswith("smtp+plain:")
            if made_up or self.mail_from.endswith("@localhost>"):
                _refuse("PUAS_MAIL_FROM is missing: mail needs a sender people can recognise")
        return self


class WorkerSettings(MailSettings):
    """What worker and scheduler are told."""

    # Results of periods that close by schedule are signed with a key made of it, as in the web service.
    secret_key: SecretText
    worker_processes: int = Field(default=1, ge=1, le=64)

    @model_validator(mode="after")
    def _worker_safe_in_production(self) -> WorkerSettings:
        if self.is_production:
            _refuse(*_secret_faults("secret_key", self.secret_key))
        return self


class ReporterSettings(ServiceSettings):
    """What the reporter is told."""

    reporter_processes: int = Field(default=1, ge=1, le=64)


class ArchiveSettings(ServiceSettings):
    """What the commands are told that export and import a tenant: where its rows and files are, and whose signature it leaves with."""

    secret_key: SecretText

    @model_validator(mode="after")
    def _archive_safe_in_production(self) -> ArchiveSettings:
        if self.is_production:
            _refuse(*_secret_faults("secret_key", self.secret_key))
        return self


class OwnerSettings(ProcessSettings):
    """What migrations and other acts of the tables' owner are told."""

    owner_database_url: SecretText

    @field_validator("owner_database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        return _with_scheme(value, *_DATABASES)


def load(kind: type[AnySettings]) -> AnySettings:
    """The settings of this process, or ``UnableToStart`` with one line per missing or unsafe variable."""
    try:
        return kind()
    except ValidationError as error:
        raise UnableToStart([line for each in error.errors() for line in _explained(dict(each))]) from None


class _Environment(PydanticBaseSettingsSource):
    """``PUAS_X`` or the content of ``PUAS_X_FILE``; an empty variable counts as absent.

    Raises ``UnableToStart`` with every file that was named and cannot be read.
    """

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        name = variable_of(field_name)
        path = os.environ.get(f"{name}_FILE")
        if path:
            return Path(path).read_text(encoding="utf-8").strip() or None, field_name, False
        return os.environ.get(name) or None, field_name, False

    def __call__(self) -> dict[str, Any]:
        found, faults = {}, []
        for name, field in self.settings_cls.model_fields.items():
            try:
                found[name] = self.get_field_value(field, name)[0]
            except (OSError, UnicodeDecodeError) as error:
                faults.append(f"{variable_of(name)}_FILE cannot be read: {error}")
        if faults:
            raise UnableToStart(faults)
        return {name: value for name, value in found.items() if value is not None}


def variable_of(field_name: str) -> str:
    """The environment variable that sets a field."""
    return PREFIX + field_name.upper()


def _explained(error: dict[str, Any]) -> list[str]:
    if not error["loc"]:
        return str(error["ctx"]["error"]).splitlines()
    name = variable_of(str(error["loc"][0]))
    if error["type"] == "missing":
        return [f"{name} is missing"]
    return [f"{name} {str(error['msg']).removeprefix('Value error, ')}"]


def _refuse(*faults: str) -> None:
    if faults:
        raise ValueError("\n".join(faults))


def _with_scheme(value: str, *schemes: str) -> str:
    if urlsplit(value).scheme not in schemes:
        raise ValueError("must begin with " + " or ".join(f"{scheme}://" for scheme in schemes))
    return value


def _secret_faults(field_name: str, value: str) -> list[str]:
    weak = len(value) < _SHORTEST_SECRET or len(set(value)) < _FEWEST_DIFFERENT_CHARACTERS
    if weak or any(value.lower().startswith(word) for word in _WELL_KNOWN):
        return [f"{variable_of(field_name)} must be at least {_SHORTEST_SECRET} random characters"]
    return []


def _address_faults(base_url: str) -> list[str]:
    parts = urlsplit(base_url)
    if parts.scheme == "https" or parts.hostname in _LOCAL_HOSTS:
        return []
    return [f"{variable_of('base_url')} must begin with https:// (citizens' answers and log-ins travel there)"]


def _database_faults(field_name: str, url: str | None) -> list[str]:
    if url is None:
        return []
    parts = urlsplit(url)
    name = variable_of(field_name)
    if unquote(parts.username or "") in _MIGHTY_LOG_INS:
        return [f"{name} must not log in as {parts.username}: row-level security is for log-ins without such rights"]
    if parts.hostname and not parts.password:
        return [f"{name} has no password"]
    if unquote(parts.password or "").lower() in (*_WELL_KNOWN, unquote(parts.username or "").lower()) and parts.password:
        return [f"{name} has a password that anybody would guess"]
    return []
