"""Small runs of `make chaos` and `make outages`, on SQLite: the real web server, worker and Valkey."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parent.parent


def run(*command):
    """What it printed; fails where its exit code is not 0."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    environment = {**kept, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
    command = [sys.executable, "-m", *command]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_views_answered_are_views_stored_whatever_is_killed():
    said = run("benchmarks.chaos", "--flusher", "12", "--web", "2", "--valkey", "1")
    rows = dict(line.split(maxsplit=1) if "  " not in line else line.split("  ", 1) for line in said.splitlines())
    assert int(rows["views answered"]) > 0
    assert int(rows["difference"]) == 0


def test_views_answered_are_views_stored_when_redis_is_emptied():
    row = run("benchmarks.outages", "--only", "flushed", "--rounds", "3").splitlines()[-1].split()
    views, difference = row[5], row[6]
    assert int(views) > 0
    assert int(difference) == 0
