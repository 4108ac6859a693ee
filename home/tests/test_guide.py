import pytest
from django.contrib.auth.models import Group

from home.admin.guide import as_html
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


def test_html_in_the_guide_is_text():
    assert as_html("<b>bold</b> *and not*") == "<p>&lt;b&gt;bold&lt;/b&gt; <em>and not</em></p>\n"
