import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from community import relations
from community.models import Bookmark, Contact, Like, Member
from community.reconciliation import differences
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
LISTS = {"contact": Contact, "like": Like, "bookmark": Bookmark}


@pytest.fixture
def ana(picture):
    """Follows bram, and likes and has bookmarked the picture."""
    ana, bram = MemberFactory(username="ana"), MemberFactory(username="bram")
    relations.follow(ana, bram)
    relations.like(ana, picture)
    relations.bookmark(ana, picture)
    return ana


@pytest.fixture
def editor(client, ana):
    client.force_login(MemberFactory(username="boss", is_superuser=True, is_staff=True))
    return client


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_searched_exported_and_not_written(editor, name):
    index = f"/admin/community/{name}/"
    assert "ana" in editor.get(index).content.decode()
    assert "ana" in editor.get(index, {"q": "ana"}).content.decode()
    assert ">ana<" not in editor.get(index, {"q": "zebra"}).content.decode()
    export = editor.get(index, {"export": "csv"})
    assert "ana" in b"".join(export.streaming_content).decode()
    pk = LISTS[name].objects.get().pk
    for address in (f"{index}create/", f"{index}edit/{pk}/"):
        assert editor.get(address).status_code == 302
        assert editor.post(address, {"created": "2020-01-01"}).status_code == 302
    assert LISTS[name].objects.get().pk == pk


@pytest.mark.parametrize("name", LISTS)
def test_rows_have_no_history(client, name, ana):
    reader = MemberFactory()
    reader.groups.add(Group.objects.get(name="Editors"))
    client.force_login(reader)
    assert client.get(f"/admin/community/{name}/history/{LISTS[name].objects.get().pk}/").status_code == 404


@pytest.mark.parametrize("address", ["community/contact", "community/like", "community/bookmark", "users"])
def test_no_export_holds_a_formula(editor, ana, address):
    Member.objects.filter(pk=ana.pk).update(display_name="=1+1")
    export = b"".join(editor.get(f"/admin/{address}/", {"export": "csv"}).streaming_content).decode()
    assert "'=1+1," in export
    Member.objects.filter(pk=ana.pk).update(display_name="a\x0bb")
    assert b"".join(editor.get(f"/admin/{address}/", {"export": "xlsx"}).streaming_content)


@pytest.mark.exact
@pytest.mark.parametrize("name", LISTS)
def test_a_nul_is_not_searched_for(editor, name):
    assert "ana" in editor.get(f"/admin/community/{name}/", {"q": "a\0na"}).content.decode()


@pytest.mark.parametrize("action", ["edit", "delete"])
@pytest.mark.parametrize("pk", ["abc", "-1", "²", "9" * 18, "9" * 5000])
def test_rows_that_are_not_there_are_404(editor, action, pk):
    assert editor.get(f"/admin/community/like/{action}/{pk}/").status_code == 404


@pytest.mark.parametrize("name", LISTS)
def test_deleting_a_row_moves_the_count(editor, name):
    editor.post(f"/admin/community/{name}/delete/{LISTS[name].objects.get().pk}/")
    assert not LISTS[name].objects.exists()
    assert list(differences()) == []


def test_a_member_without_the_permission_sees_no_list(client, ana):
    client.force_login(ana)
    assert client.get("/admin/community/like/").status_code == 302


def edit(editor, member, **changes):
    fields = {"username": member.username, "email": "ana@example.org", "first_name": "A", "last_name": "B"}
    address = reverse("wagtailusers_users:edit", args=[member.pk])
    return editor.post(address, {**fields, "is_active": "on", **changes})


def test_members_are_edited_with_their_own_fields(editor, ana):
    page = editor.get(reverse("wagtailusers_users:edit", args=[ana.pk])).content.decode()
    assert 'name="bio"' in page
    assert edit(editor, ana, bio="Looks twice").status_code == 302
    assert Member.objects.get(pk=ana.pk).bio == "Looks twice"


def test_a_look_alike_name_is_refused_here_too(editor, ana):
    response = edit(editor, ana, username="brаm")
    assert response.status_code == 200
    assert "username" in response.context["form"].errors


def test_the_form_of_a_member_suspends_nobody(editor, ana):
    assert 'name="is_active"' not in editor.get(reverse("wagtailusers_users:edit", args=[ana.pk])).content.decode()
    edit(editor, ana, is_active="")
    assert Member.objects.get(pk=ana.pk).is_active
