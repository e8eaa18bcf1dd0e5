"""The launcher: what it does on machines that lack this or that, seen from its steps."""

from __future__ import annotations

import ast
import importlib.util
import os
import subprocess
import sys
from collections.abc import Callable
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
LAUNCHER = ROOT / "puas"


def _load(path: Path) -> ModuleType:
    loader = SourceFileLoader("puas_launcher", str(path))
    spec = importlib.util.spec_from_loader("puas_launcher", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with the launcher and the inputs of its environment, in a path with a space."""
    folder = tmp_path / "with space"
    for name in _load(LAUNCHER).INPUTS:
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes((ROOT / name).read_bytes())
    (folder / "puas").write_bytes(LAUNCHER.read_bytes())
    return folder


class Machine:
    """A machine on which commands are recorded; those that contain a missing word fail."""

    def __init__(self, launcher: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        self.launcher, self.missing, self.steps = launcher, set[str](), list[str]()
        monkeypatch.setattr(launcher, "succeeds", lambda command: not self._lacks(command))
        monkeypatch.setattr(launcher, "run", self._run)
        monkeypatch.setattr(launcher, "has_pip_for_others", lambda: "pip of the machine" not in self.missing)
        monkeypatch.setattr(launcher.shutil, "which", lambda name: None)
        real: Callable[..., Any] = importlib.util.find_spec
        monkeypatch.setattr(
            launcher.importlib.util, "find_spec", lambda name: None if name == "ensurepip" and name in self.missing else real(name)
        )

    def _lacks(self, command: list[str]) -> bool:
        return any(word in self.missing for word in self._words(command))

    def _words(self, command: list[str]) -> set[str]:
        words = {"uv" if each.endswith("/uv") else each for each in command}
        if command[0] == self.launcher.PYTHON:
            words.add("pip of .venv")
        elif command[0] == sys.executable:
            words.add("pip of the machine")
        return words

    def _run(self, command: list[str]) -> None:
        self.steps.append(" ".join(command))
        if "venv" in command:
            if "--without-pip" in command:
                self.missing.add("pip of .venv")
            Path(self.launcher.PYTHON).parent.mkdir(parents=True)
            Path(self.launcher.PYTHON).touch()
        elif self._lacks(command):
            raise self.launcher.UnableToSetUp("fails")
        if "--target" in command:
            # From now on there is a uv.
            self.missing.discard("uv")


@pytest.fixture
def machine(project: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(_load(project / "puas"), monkeypatch)


def test_it_parses_on_every_python_3() -> None:
    ast.parse(LAUNCHER.read_text(encoding="utf-8"), feature_version=(3, 4))


def test_it_imports_the_standard_library_only() -> None:
    nodes = ast.walk(ast.parse(LAUNCHER.read_text(encoding="utf-8")))
    names = {alias.name.split(".")[0] for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    assert names <= set(sys.stdlib_module_names)


def test_a_python_that_is_too_old_is_told_so(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine.launcher.sys, "version_info", (3, 9, 2))
    with pytest.raises(machine.launcher.UnableToSetUp, match=r"Python 3\.11 atau lebih baru"):
        machine.launcher.check_python()


def test_ordinary_machine_installs_with_the_locked_uv(machine: Machine) -> None:
    machine.missing = {"uv"}
    machine.launcher.set_up()
    made, fetched, locked, ours = machine.steps
    # Its own pip would take seconds to install and is used for nothing.
    assert made.endswith(f"-m venv --without-pip {machine.launcher.VENV}")
    assert fetched.startswith(f"{sys.executable} -m pip install")
    assert "--require-hashes" in fetched
    assert locked.startswith(f"{machine.launcher.BOOT}/bin/uv pip install --python {machine.launcher.PYTHON}")
    assert "--require-hashes --only-binary :all: -r" in locked
    assert ours.count(" -e ") == 4
    assert machine.launcher.is_ready()


def test_a_machine_without_a_pip_of_its_own_gets_one_into_the_environment(machine: Machine) -> None:
    machine.missing = {"uv", "pip of the machine"}
    machine.launcher.set_up()
    made, fetched, *_ = machine.steps
    assert made.endswith(f"-m venv {machine.launcher.VENV}")
    assert fetched.startswith(f"{machine.launcher.PYTHON} -m pip install")


@pytest.mark.parametrize(
    ("version", "good"), [("22.3", True), ("25.1.1", True), ("26", True), ("22.0.2", False), ("9.0.3", False), ("dev", False)]
)
def test_a_pip_that_cannot_install_elsewhere_is_none(project: Path, monkeypatch: pytest.MonkeyPatch, version: str, good: bool) -> None:
    monkeypatch.setattr("importlib.metadata.version", lambda name: version)
    assert _load(project / "puas").has_pip_for_others() is good


def test_without_ensurepip_the_machines_own_pip_fetches_uv(machine: Machine) -> None:
    machine.missing = {"uv", "ensurepip", "pip of .venv"}
    machine.launcher.set_up()
    made, fetched, *_ = machine.steps
    assert made.endswith(f"-m venv --without-pip {machine.launcher.VENV}")
    # Into a folder of its own: an externally managed Python refuses anything else.
    assert fetched.startswith(f"{sys.executable} -m pip install")
    assert f"--target {machine.launcher.BOOT}" in fetched


def test_pip_installs_everything_if_uv_cannot_be_fetched_or_is_not_wanted(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PUAS_PIP", "1")
    machine.launcher.set_up()
    assert not any("uv pip" in step for step in machine.steps)
    assert machine.steps[1].startswith(f"{machine.launcher.PYTHON} -m pip install")


def test_pip_takes_over_when_uv_fails(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    original = machine.launcher.run

    def failing(command: list[str]) -> None:
        original(command)
        if command[0].endswith("/uv"):
            raise machine.launcher.UnableToSetUp("no such index")

    monkeypatch.setattr(machine.launcher, "run", failing)
    machine.launcher.set_up()
    assert machine.steps[-2].startswith(f"{sys.executable} -m pip --python {machine.launcher.PYTHON} install")
    assert "mencoba dengan pip" in capsys.readouterr().err


def test_a_machine_with_nothing_is_told_what_to_install(machine: Machine) -> None:
    machine.missing = {"uv", "ensurepip", "pip of .venv", "pip of the machine"}
    with pytest.raises(machine.launcher.UnableToSetUp, match="apt-get install python3-venv"):
        machine.launcher.set_up()
    assert not machine.launcher.is_ready()


@pytest.mark.parametrize("name", ["requirements/dev.lock", "shared/pyproject.toml", "services/web/pyproject.toml"])
def test_a_changed_input_makes_it_set_up_again(machine: Machine, project: Path, name: str) -> None:
    machine.launcher.set_up()
    with (project / name).open("a") as stream:
        stream.write("# changed\n")
    assert not machine.launcher.is_ready()


def test_a_moved_project_sets_up_again(machine: Machine, project: Path) -> None:
    machine.launcher.set_up()
    moved = project.rename(project.with_name("moved"))
    assert not _load(moved / "puas").is_ready()


def test_half_an_environment_is_made_anew(machine: Machine) -> None:
    machine.launcher.set_up()
    leftover = Path(machine.launcher.VENV) / "leftover"
    leftover.touch()
    Path(machine.launcher.UNFINISHED).touch()
    machine.launcher.set_up()
    assert not leftover.exists()


def test_a_failed_step_shows_the_end_of_what_it_said(project: Path) -> None:
    launcher = _load(project / "puas")
    with pytest.raises(launcher.UnableToSetUp, match="certificate verify failed"):
        launcher.run([sys.executable, "-c", "import sys; sys.exit('certificate verify failed')"])


_COUNTING = """
import sys, time
from importlib.machinery import SourceFileLoader
launcher = SourceFileLoader("launcher", sys.argv[1]).load_module()
def set_up():
    with open("times-set-up", "a") as stream:
        stream.write("once\\n")
    time.sleep(0.3)
    import os
    os.makedirs(os.path.dirname(launcher.PYTHON))
    open(launcher.PYTHON, "w").close()
    with open(launcher.MARK, "w") as stream:
        stream.write(launcher.fingerprint())
launcher.set_up = set_up
launcher.ensure_environment()
"""


def test_several_at_a_time_set_up_once(project: Path) -> None:
    command = [sys.executable, "-W", "ignore", "-c", _COUNTING, str(project / "puas")]
    running = [subprocess.Popen(command, cwd=project, stderr=subprocess.DEVNULL) for _ in range(3)]
    assert [each.wait(20) for each in running] == [0, 0, 0]
    assert (project / "times-set-up").read_text() == "once\n"


def test_the_installer_itself_is_checked_against_the_lock(machine: Machine) -> None:
    requirement = machine.launcher.locked_uv()
    assert requirement.startswith("uv==")
    assert requirement.count("--hash=sha256:") > 1
    assert "uvicorn" not in requirement


def test_the_whole_suite_runs_on_every_core_and_a_choice_as_chosen(machine: Machine) -> None:
    in_parallel = machine.launcher.in_parallel
    everywhere = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadfile", "--no-loadscope-reorder"]
    assert in_parallel([]) == everywhere
    assert in_parallel(["-q", "-ra", "--durations=15"]) == [*everywhere, "-q", "-ra", "--durations=15"]
    for chosen in (["tests/unit"], ["-q", "-k", "tally"], ["-n", "0"], ["-n0"], ["--numprocesses=4"], ["--pdb"]):
        assert in_parallel(chosen) == chosen
