"""The catalogues are complete: no string missing, untranslated, fuzzy or left over, and what is shown is compiled."""

import shutil
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PO = "locale/ko/LC_MESSAGES/django.po"


@pytest.fixture(scope="module")
def messages():
    """bin/messages, as a module."""
    loader = SourceFileLoader("messages", str(ROOT / "bin/messages"))
    module = module_from_spec(spec_from_loader("messages", loader))
    loader.exec_module(module)
    return module


@pytest.fixture
def project(tmp_path, messages):
    """A small project whose catalogue is complete."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home/views.py").write_text('message = _("Hello")\n')
    (tmp_path / "templates").mkdir()
    template = "{% blocktranslate count n=n %}{{ n }} frame{% plural %}{{ n }} frames{% endblocktranslate %}"
    (tmp_path / "templates/page.html").write_text(f"<ul>\n  {template}\n")
    (tmp_path / PO).parent.mkdir(parents=True)
    shutil.copy(ROOT / PO, tmp_path / PO)
    messages.main([], tmp_path)
    change(tmp_path, 'msgid "Hello"\nmsgstr ""', 'msgid "Hello"\nmsgstr "안녕하세요"')
    change(tmp_path, 'msgstr[0] ""', 'msgstr[0] "프레임 %(n)s개"')
    assert messages.main([], tmp_path) == 0
    return tmp_path


def change(project, old, new):
    text = (project / PO).read_text()
    assert old in text
    (project / PO).write_text(text.replace(old, new))


def complaints(messages, project, capsys):
    capsys.readouterr()
    assert messages.main(["--check"], project) == 1
    return capsys.readouterr().out.replace(f"{PO}: ", "").splitlines()


def test_every_string_is_translated_and_compiled(messages, capsys):
    messages.main(["--check"])
    assert capsys.readouterr().out == "", "`make messages` brings locale/ up to date"


def test_a_complete_catalogue_passes(messages, project):
    assert messages.main(["--check"], project) == 0


def test_a_string_that_is_not_gathered_is_told(messages, project, capsys):
    (project / "templates/other.html").write_text('{% include "x" with label=_("New here") %}')
    assert complaints(messages, project, capsys) == ["missing: 'New here'"]


def test_a_string_that_nobody_uses_is_told(messages, project, capsys):
    (project / "home/views.py").unlink()
    assert complaints(messages, project, capsys) == ["left over: 'Hello'"]


def test_an_untranslated_string_is_told(messages, project, capsys):
    change(project, '"안녕하세요"', '""')
    assert "untranslated: 'Hello'" in complaints(messages, project, capsys)


def test_a_fuzzy_string_is_told(messages, project, capsys):
    change(project, 'msgid "Hello"', '#, fuzzy\nmsgid "Hello"')
    assert "fuzzy: 'Hello'" in complaints(messages, project, capsys)


def test_a_lost_placeholder_is_told(messages, project, capsys):
    change(project, "%(n)s개", "개")
    assert "other placeholders: ('%(n)s frame', '%(n)s frames')" in complaints(messages, project, capsys)


def test_a_translation_that_is_not_compiled_is_told(messages, project, capsys):
    change(project, "안녕하세요", "반갑습니다")
    assert complaints(messages, project, capsys) == ["not compiled"]
