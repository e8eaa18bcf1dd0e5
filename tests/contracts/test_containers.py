"""The containers: one shape of Dockerfile, nobody is root, nothing can be written but what must be."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from puas.runtime.settings import OwnerSettings, ProcessSettings, ReporterSettings, WebSettings, WorkerSettings, variable_of
from tests.contracts.source_tree import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("web", "worker", "scheduler", "reporter", "migrate")
KINDS: dict[str, type[ProcessSettings]] = {
    "web": WebSettings, "worker": WorkerSettings, "scheduler": WorkerSettings, "reporter": ReporterSettings, "migrate": OwnerSettings,
}  # fmt: skip


def _dockerfile(service: str) -> str:
    return (ROOT / "services" / service / "Dockerfile").read_text(encoding="utf-8")


def test_the_three_dockerfiles_differ_in_the_name_only() -> None:
    shapes = {_dockerfile(name).replace(name, "NAME") for name in ("web", "worker", "reporter")}
    assert len(shapes) == 1


@pytest.mark.parametrize("service", ["web", "worker", "reporter"])
def test_images_start_from_known_names_and_end_without_root(service: str) -> None:
    text = _dockerfile(service)
    assert set(re.findall(r"(?m)^FROM (\S+)", text)) == {"python:3.11-slim"}
    assert re.findall(r"(?m)^USER (\S+)", text.rpartition("FROM ")[2]) == ["puas"]
    assert "--require-hashes" in text
    assert "HEALTHCHECK" in text


@pytest.mark.parametrize("name", SERVICES)
def test_every_container_is_closed(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "build" in service or name in {"proxy", "postgres", "redis", "scheduler", "migrate"}
    if name in {"proxy", "postgres", "redis"}:
        assert service["user"] not in {"", "root", "0"}
        assert "healthcheck" in service


@pytest.mark.parametrize("name", ["web", "worker", "scheduler", "reporter"])
def test_services_wait_for_the_schema_and_for_healthy_servers(name: str) -> None:
    assert SERVICES[name]["depends_on"] == {
        "migrate": {"condition": "service_completed_successfully"},
        "postgres": {"condition": "service_healthy"},
        "redis": {"condition": "service_healthy"},
    }


def test_data_servers_have_no_door_and_no_way_out() -> None:
    assert COMPOSE["networks"]["data"]["internal"] is True
    for name in ("postgres", "redis"):
        assert SERVICES[name]["networks"] == ["data"]
        assert "ports" not in SERVICES[name]
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy", "mail"]


@pytest.mark.parametrize("name", OURS)
def test_services_are_given_variables_they_know_and_all_they_need(name: str) -> None:
    # Of a service's environment everything is for its settings, and none of it is a secret written down here.
    given = {each.removesuffix("_FILE") for each in SERVICES[name]["environment"]}
    known = {variable_of(field) for kind in KINDS.values() for field in kind.model_fields}
    needed = {variable_of(field) for field, about in KINDS[name].model_fields.items() if about.is_required()}
    assert given <= known
    assert needed <= given
    files = {value for key, value in SERVICES[name]["environment"].items() if key.endswith("_FILE")}
    assert files == {f"/run/secrets/{secret}" for secret in SERVICES[name]["secrets"]}


def test_no_secret_stands_in_a_command_line() -> None:
    """Another process on the machine can read every command line; a shell's `cat` inside one puts the secret there."""
    commands = {name: " ".join(service.get("command", [])) for name, service in SERVICES.items()}
    for name, command in commands.items():
        server = re.split(r"&&|\|", command)[-1]
        assert "secret" not in server and "password" not in server, name
    script = (ROOT / "infra" / "compose" / "make-roles.sh").read_text(encoding="utf-8")
    assert "password" not in script.rpartition("| psql")[2]


def test_only_migrations_know_the_owner() -> None:
    assert [name for name in OURS if "owner_database_url" in SERVICES[name]["secrets"]] == ["migrate"]


def test_neither_proxy_nor_database_writes_down_who_asked_or_what() -> None:
    """Lines of nginx below `crit` hold addresses and keys; details of PostgreSQL's errors hold rows."""
    proxy = (ROOT / "infra" / "proxy" / "nginx.conf").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^\s*error_log .*", proxy) == ["error_log /dev/stderr crit;"]
    [counted] = re.findall(r"(?s)log_format counts (.*?);\n", proxy)
    assert set(re.findall(r"\$(\w+)", counted)) == {"time_iso8601", "status", "body_bytes_sent", "request_time", "request_id"}
    assert "log_error_verbosity=terse" in SERVICES["postgres"]["command"]
