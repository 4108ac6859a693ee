"""Imports point one way, between the packages and inside them; those inside functions count too."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SERVICES = {"web", "redis_servers", "local"}
APPS = {"home", "gallery", "community", "activity"}
MAY_IMPORT = {
    "home": {"gallery", "community", "activity"} | SERVICES,
    "community": {"gallery", "activity"} | SERVICES,
    "activity": SERVICES,
    "gallery": SERVICES,
    "config": APPS | SERVICES,
    **dict.fromkeys(sorted(SERVICES), SERVICES),
}
OURS = set(MAY_IMPORT)


def find_modules() -> dict[str, Path]:
    """The modules of the apps and of site/, by the names under which they are imported. Not tests and migrations."""
    folders = {name: ROOT if name in APPS else ROOT / "site" for name in MAY_IMPORT}
    return {
        module_name(file.relative_to(folder)): file
        for name, folder in folders.items()
        for file in modules_of(folder / name)
    }


def modules_of(package):
    return [file for file in package.rglob("*.py") if not {"tests", "migrations"} & set(file.parts)]


def module_name(file):
    return ".".join(file.with_suffix("").parts).removesuffix(".__init__")


def imported_names(name, file):
    """What a module imports: "gallery.models.pages.ImagePage" for `from .pages import ImagePage` in gallery.models."""
    package = name.split(".") if file.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            yield from (".".join([*above, *filter(None, [node.module]), each.name]) for each in node.names)


def find_imports(modules) -> dict[str, set[str]]:
    """Which of our modules each of them imports."""
    names = {name: imported_names(name, file) for name, file in modules.items()}
    return {name: {found for each in names[name] if (found := module_of(each, modules))} for name in modules}


def module_of(imported, modules):
    """The module that is, or holds, what was imported; None where it is none of ours."""
    return next((each for each in (imported, imported.rpartition(".")[0]) if each in modules), None)


def find_circles(imports):
    """Each as its modules in the order of their imports, the first again at the end."""
    imports, circles = {name: sorted(imports[name]) for name in sorted(imports)}, []
    while True:
        try:
            TopologicalSorter(imports).prepare()
        except CycleError as error:
            circle = error.args[1][::-1]
            circles.append(circle)
            imports[circle[0]].remove(circle[1])
        else:
            return circles


MODULES = find_modules()
IMPORTS = find_imports(MODULES)


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_imports_point_one_way(package):
    mine = {name: others for name, others in IMPORTS.items() if name.partition(".")[0] == package}
    assert mine
    forbidden = OURS - MAY_IMPORT[package] - {package}
    wrong = [
        f"{name} imports {other}" for name in mine for other in IMPORTS[name] if other.partition(".")[0] in forbidden
    ]
    assert wrong == []


def test_no_imports_go_round_in_a_circle():
    assert "\n".join(" -> ".join(circle) for circle in find_circles(IMPORTS)) == ""


def test_circles_are_found():
    assert find_circles({"a": {"b"}, "b": {"c"}, "c": {"d", "b"}, "d": set()}) in ([["b", "c", "b"]], [["c", "b", "c"]])
    assert find_circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_an_import_is_found_however_it_is_written(tmp_path):
    file = tmp_path / "views.py"
    file.write_text(
        "import web.errors\ndef late():\n    from .models import pages\nfrom ..models.pages import ImagePage"
    )
    found = list(imported_names("gallery.admin.views", file))
    assert found == ["web.errors", "gallery.models.pages.ImagePage", "gallery.admin.models.pages"]


def test_one_module_talks_to_the_counters():
    talking = [name for name, file in MODULES.items() if "get_redis_connection" in file.read_text()]
    assert talking == ["gallery.popularity.counters"]
