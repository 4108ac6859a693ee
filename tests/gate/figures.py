"""The figures of the last run: `python -m tests.gate.figures` prints what the tests left in var/audit/gate.json."""

import json
import sys
from collections import Counter
from pathlib import Path

FILE = Path(__file__).resolve().parents[2] / "var/audit/gate.json"
NUMBERS = Counter(cells=0, walked=0, wrong=0, requests=0, canaries=0)


def keep():
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(json.dumps(NUMBERS))


def sentence() -> str:
    """For `make audit`."""
    if not FILE.exists():
        return "The gate was not looked at."
    found = json.loads(FILE.read_text())
    return (
        "cells of the table {cells}, looked at {walked} in {requests} requests; answered otherwise {wrong}, "
        "canaries found {canaries}"
    ).format(**found)


if __name__ == "__main__":
    sys.stdout.write(f"The gate: {sentence()}\n")
