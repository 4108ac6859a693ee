"""Small runs of `make chaos` and `make outages`, and two servers, on SQLite: the real web server, worker and Valkey."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.long
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def run(django_db_setup, migrated, tmp_path):
    """Runs the program on a database of its own; answers the lines that it printed, fails if its exit code is not 0."""
    database = tmp_path / "db.sqlite3"
    if migrated.store.exists():
        shutil.copy(migrated.store.file, database)
    kept = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    paths = {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}", "DATABASE_URL": f"sqlite:///{database}"}

    def run(*command):
        options = {"cwd": ROOT, "env": kept | paths, "capture_output": True, "text": True, "timeout": 300}
        done = subprocess.run([sys.executable, "-m", *command], **options, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout.splitlines()

    return run


def test_views_answered_are_views_stored_and_ranked_whatever_is_killed(run):
    kills = "--flusher", "8", "--web", "1", "--valkey", "1"
    said = run("benchmarks.chaos", *kills, "--overlapping", "1", "--ways", "hung", "flushed", "killed", "put_back")
    facts = [(fact[1], fact[2]) for line in said if (fact := re.fullmatch(r"(\S.*?) {2,}(\S.*)", line))]
    zeros = [value for name, value in facts if name.startswith("difference")]
    assert zeros == ["0"] * 6, said
    assert all(int(value) > 0 for name, value in facts if name == "views answered")
    assert dict(facts)["Redis: put_back"] == "1"


def test_views_answered_are_views_stored_when_redis_is_emptied(run):
    *_head, names, row = run("benchmarks.outages", "--only", "flushed", "--rounds", "2")
    numbers = dict(zip(names.split(), row.split()[1:], strict=False))
    assert int(numbers["views"]) > 0
    assert int(numbers["diff"]) == 0


def test_two_servers_are_one_to_whoever_goes_from_one_to_the_other(run):
    said = run("benchmarks.two_servers")
    assert len(said) == 9
    assert all(line.endswith(" holds") for line in said), said
