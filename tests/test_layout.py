"""Imports point one way: home -> gallery, community, activity; community -> gallery, activity; the others to nobody."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "home": {"gallery", "community", "activity"},
    "community": {"gallery", "activity"},
    "activity": set(),
    "gallery": set(),
}


def imported_apps(file):
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module.split(".")[0]
        elif isinstance(node, ast.Import):
            yield from (name.name.split(".")[0] for name in node.names)


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_imports_point_one_way(app):
    files = [file for file in (ROOT / app).rglob("*.py") if "tests" not in file.parts]
    assert files
    forbidden = set(MAY_IMPORT) - MAY_IMPORT[app] - {app}
    wrong = [(str(file.relative_to(ROOT)), name) for file in files for name in imported_apps(file) if name in forbidden]
    assert wrong == []


def test_one_module_talks_to_the_counters():
    files = [file for app in MAY_IMPORT for file in (ROOT / app).rglob("*.py") if "tests" not in file.parts]
    talking = [file.relative_to(ROOT).as_posix() for file in files if "get_redis_connection" in file.read_text()]
    assert talking == ["gallery/popularity/connection.py"]
