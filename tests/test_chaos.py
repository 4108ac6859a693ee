import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_views_answered_are_views_stored_whatever_is_killed():
    """A small run of `make chaos`, on SQLite."""
    command = [sys.executable, "-m", "benchmarks.chaos", "--flusher", "12", "--web", "2", "--valkey", "1"]
    kept = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "DJANGO_SETTINGS_MODULE"}}
    environment = {**kept, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'site'}"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr
    rows = dict(
        line.split(maxsplit=1) if "  " not in line else line.split("  ", 1) for line in done.stdout.splitlines()
    )
    assert int(rows["views answered"]) > 0
    assert int(rows["difference"]) == 0
