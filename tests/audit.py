"""Figures that tests leave in var/audit/, one file each; `python -m tests.audit payloads` prints one of them."""

import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "var/audit"


def write_figures(name: str, figures: dict[str, Any]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.json").write_text(json.dumps(figures, indent=2) + "\n")


def lines(name: str) -> list[str]:
    """A line for each group of figures: "public: pages 52, rendered 1256, …"."""
    file = FOLDER / f"{name}.json"
    if not file.exists():
        return ["not looked at"]
    groups = {key: value for key, value in json.loads(file.read_text()).items() if isinstance(value, dict)}
    return [f"{key}: " + ", ".join(f"{what} {n}" for what, n in group.items()) for key, group in groups.items()]


if __name__ == "__main__":
    sys.stdout.write("".join(f"{sys.argv[1]}, {line}\n" for line in lines(sys.argv[1])))
