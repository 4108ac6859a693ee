import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community import relations
from community.models import Bookmark, Contact, Like, Member
from community.reconciliation import differences
from tests.factories import MemberFactory, PictureFactory

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
    for address in (f"{index}create/", f"{index}new/", f"{index}edit/{pk}/", f"{index}copy/{pk}/"):
        assert editor.get(address).status_code in (302, 404)
        assert editor.post(address, {"created": "2020-01-01"}).status_code in (302, 404)
    assert LISTS[name].objects.get().pk == pk


def test_contacts_are_in_the_order_that_their_head_shows(editor, ana):
    older = MemberFactory(username="chiyo")
    relations.follow(older, ana)
    Contact.objects.filter(user_from=older).update(created="2020-01-01T00:00Z")
    view = editor.get("/admin/community/contact/").context["view"]
    assert [str(contact.user_from) for contact in view.queryset] == ["ana", "chiyo"]
    assert view.get_ordering_field_columns() == {view.list_display.index("since"): "desc"}


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


@pytest.mark.parametrize("name", LISTS)
def test_rows_link_to_what_they_are_about(editor, ana, picture, name):
    page = editor.get(f"/admin/community/{name}/").content.decode()
    assert f'href="/admin/users/inspect/{ana.pk}/"' in page
    about = Member.objects.get(username="bram") if name == "contact" else picture
    kind = "users/inspect/{}" if name == "contact" else "pages/{}/edit"
    assert f'href="/admin/{kind.format(about.pk)}/"' in page


@pytest.mark.parametrize("name", LISTS)
def test_who_may_look_may_not_delete(client, ana, name):
    reader, group = MemberFactory(), Group.objects.create(name="Readers")
    granted = ["access_admin", f"view_{name}", f"add_{name}", f"change_{name}"]
    group.permissions.set(Permission.objects.filter(codename__in=granted))
    reader.groups.add(group)
    client.force_login(reader)
    pk = LISTS[name].objects.get().pk
    page = client.get(f"/admin/community/{name}/")
    assert page.status_code == 200
    assert f"/delete/{pk}/" not in page.content.decode()
    client.post(f"/admin/community/{name}/delete/{pk}/")
    assert LISTS[name].objects.filter(pk=pk).exists()
    assert client.get("/admin/community/bookmark/").status_code == (200 if name == "bookmark" else 302)


@pytest.mark.parametrize("name", ["like", "bookmark"])
def test_reactions_are_filtered_by_day_and_sorted_by_it(editor, ana, name):
    old = LISTS[name].objects.get()
    LISTS[name].objects.filter(pk=old.pk).update(created="2020-02-03T12:00Z")
    new = LISTS[name].objects.create(member=MemberFactory(), page=old.page)

    def listed(**asked):
        return [row.pk for row in editor.get(f"/admin/community/{name}/", asked).context["object_list"]]

    assert listed() == listed(ordering="-created") == [new.pk, old.pk]
    assert listed(ordering="created") == [old.pk, new.pk]
    assert listed(created_from="2020-02-03", created_to="2020-02-03") == [old.pk]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_however_long(editor, album, name):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            editor.get(f"/admin/community/{name}/")
        return len(queries)

    def add(number):
        for _number in range(number):
            fan = MemberFactory()
            relations.follow(fan, MemberFactory())
            relations.like(fan, picture := PictureFactory(parent=album))
            relations.bookmark(fan, picture)

    add(2)
    cost()
    before = cost()
    add(20)
    assert cost() == before


def test_community_is_in_the_menu_with_all_three(editor):
    page = editor.get("/admin/").content.decode()
    assert all(f'"/admin/community/{name}/"' in page for name in LISTS)
