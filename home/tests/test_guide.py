import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from home.admin.guide import GUIDE, as_html
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


def test_the_help_menu_leads_editors_to_their_guide(client, gallery):
    editor = MemberFactory()
    editor.groups.add(Group.objects.get(name="Gallery editors"))
    client.force_login(editor)
    assert '"/admin/guide/"' in client.get("/admin/").content.decode()
    guide = client.get("/admin/guide/").content.decode()
    assert "<h1>For editors</h1>" in guide
    assert "<td>Most viewed</td>" in guide


def test_its_pictures_are_there_and_small(client):
    client.force_login(MemberFactory(is_superuser=True))
    guide = client.get("/admin/guide/").content.decode()
    names = re.findall(r"\.\./static/(guide/[^)]+)", GUIDE.read_text())
    for name in names:
        assert f'src="{static(name)}"' in guide
        assert 0 < Path(finders.find(name)).stat().st_size < 60_000
    assert len(names) == len(set(names)) == len(list((settings.BASE_DIR / "static/guide").iterdir()))


def test_html_in_the_guide_is_text():
    assert as_html("<b>bold</b> *and not*") == "<p>&lt;b&gt;bold&lt;/b&gt; <em>and not</em></p>\n"
