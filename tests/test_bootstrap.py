import ast
import importlib.util
import json
import sys
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import SimpleNamespace

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "bin" / "bootstrap"


@pytest.fixture
def bootstrap(tmp_path, monkeypatch):
    """bin/bootstrap as a module that works in an empty folder and only notes what it would run."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = SourceFileLoader("bootstrap", str(SCRIPT))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("bootstrap", loader))
    loader.exec_module(module)
    module.ROOT, module.VENV, module.STAMP = tmp_path, tmp_path / ".venv", tmp_path / ".venv" / "contact-sheet.json"
    module.VENV.mkdir()
    module.PYTHON = Path(sys.executable)
    module.ran = []
    module.run = lambda command, failure: module.ran.append("venv" if "venv" in command else Path(command[-1]).name)
    for name in ("requirements.txt", "requirements-dev.txt"):
        (tmp_path / name).write_text(f"# {name}")
    return module


def test_old_python_can_parse_it():
    ast.parse(SCRIPT.read_text(), feature_version=(3, 6))


def test_old_python_is_refused_in_one_line(bootstrap):
    with pytest.raises(SystemExit) as refusal:
        bootstrap.refuse_old_python((3, 9, 18, "final", 0), "python3")
    assert refusal.value.code == (
        "Contact Sheet needs Python 3.11 or newer; python3 is 3.9.18. Try: make run PYTHON=/path/to/python3.12"
    )


def test_first_run_makes_venv_and_installs(bootstrap):
    bootstrap.main("requirements.txt")
    assert bootstrap.ran == ["venv", "requirements.txt"]


def test_second_run_does_nothing(bootstrap):
    bootstrap.main("requirements.txt")
    bootstrap.ran.clear()
    bootstrap.main("requirements.txt")
    assert bootstrap.ran == []


def test_development_includes_the_plain_one_but_not_the_reverse(bootstrap):
    bootstrap.main("requirements-dev.txt")
    bootstrap.main("requirements.txt")
    assert bootstrap.ran == ["venv", "requirements-dev.txt"]
    bootstrap.STAMP.unlink()
    bootstrap.main("requirements.txt")
    bootstrap.main("requirements-dev.txt")
    assert bootstrap.ran[2:] == ["venv", "requirements.txt", "requirements-dev.txt"]


def test_changed_requirements_are_installed_into_the_same_venv(bootstrap):
    bootstrap.main("requirements.txt")
    (bootstrap.ROOT / "requirements.txt").write_text("# newer")
    bootstrap.main("requirements.txt")
    assert bootstrap.ran == ["venv", "requirements.txt", "requirements.txt"]


def test_interrupted_install_starts_afresh(bootstrap):
    bootstrap.main("requirements.txt")
    (bootstrap.ROOT / "requirements.txt").write_text("# newer")
    note = bootstrap.run
    bootstrap.run = lambda *args: sys.exit(130)
    with pytest.raises(SystemExit):
        bootstrap.main("requirements.txt")
    bootstrap.run = note
    bootstrap.main("requirements.txt")
    assert bootstrap.ran[2:] == ["venv", "requirements.txt"]


@pytest.mark.parametrize("harm", ["vanished", "older", "moved", "garbled"])
def test_broken_venv_is_made_again(bootstrap, harm):
    bootstrap.main("requirements.txt")
    if harm == "vanished":
        bootstrap.interpreter = lambda: None
    else:
        stamp = json.loads(bootstrap.STAMP.read_text())
        version, folder = stamp["interpreter"]
        stamp["interpreter"] = ["3.10", folder] if harm == "older" else [version, "/elsewhere"]
        bootstrap.STAMP.write_text("{" if harm == "garbled" else json.dumps(stamp))
    bootstrap.main("requirements.txt")
    assert bootstrap.ran[2:] == ["venv", "requirements.txt"]


def test_missing_ensurepip_names_the_package(bootstrap, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match=r"apt install python3\.\d+-venv$"):
        bootstrap.main("requirements.txt")


def test_little_disk_is_said_before_the_first_install(bootstrap, monkeypatch):
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda folder: SimpleNamespace(free=3 * 10**8))
    with pytest.raises(SystemExit, match=r"needs 1 GB of disk; .* has 0\.3 GB left"):
        bootstrap.main("requirements.txt")
    assert bootstrap.ran == []
