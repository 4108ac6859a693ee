"""Members are suspended for a reason, by those who may; nobody gains rights by what they may do to members."""

import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from community import relations
from community.models import Contact, Departure, Like, Member
from community.suspension import REINSTATED, SUSPENDED
from gallery.images.renditions import SQUARES
from tests.factories import ImageFactory, MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db


def grant(member, *codenames):
    group = Group.objects.create(name=f"Group of {member}")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    member.groups.add(group)


@pytest.fixture
def ana(gallery):
    return MemberFactory(username="ana", email="ana@example.org")


@pytest.fixture
def moderator(client, gallery):
    moderator = MemberFactory(username="mod")
    grant(moderator, "suspend_member", "view_member", "view_action")
    client.force_login(moderator)
    return moderator


@pytest.fixture
def editing(client, gallery):
    """May edit members, but is no superuser."""
    editing = MemberFactory(username="editing")
    grant(editing, "add_member", "change_member", "delete_member", "suspend_member")
    client.force_login(editing)
    return editing


def suspend(client, member, action="suspend", reason="Insults"):
    return client.post(f"/admin/users/suspend/{member.pk}/", {"action": action, "reason": reason})


def is_active(member):
    return Member.objects.get(pk=member.pk).is_active


def test_a_member_is_suspended_and_reinstated_for_a_reason(client, moderator, ana, picture):
    relations.like(ana, picture)
    relations.follow(ana, moderator)
    for _time in range(2):
        assert suspend(client, ana).status_code == 302
    assert not is_active(ana)
    assert Like.objects.count() == Contact.objects.count() == 1
    page = client.get(f"/admin/users/inspect/{ana.pk}/").content.decode()
    assert "Insults" in page
    assert "by mod" in page
    suspend(client, ana, "reinstate", "A mistake")
    assert is_active(ana)
    entries = ModelLogEntry.objects.filter(object_id=str(ana.pk)).order_by("pk")
    assert [(each.action, each.user, each.data["reason"]) for each in entries] == [
        (SUSPENDED, moderator, "Insults"),
        (REINSTATED, moderator, "A mistake"),
    ]
    assert "Suspended: Insults" in [each.message for each in entries]


def test_moderators_read_the_reason_in_the_history_that_the_form_names(client, gallery, ana):
    moderator = MemberFactory()
    moderator.groups.add(Group.objects.get(name="Moderators"))
    client.force_login(moderator)
    assert "under Reports → Site history" in client.get(f"/admin/users/suspend/{ana.pk}/").content.decode()
    suspend(client, ana)
    assert "Suspended: Insults" in client.get("/admin/reports/site-history/").content.decode()


def test_no_reason_no_suspension(client, moderator, ana):
    assert "reason" in suspend(client, ana, reason=" ").context["form"].errors
    assert suspend(client, ana, "explode").status_code == 400
    assert is_active(ana)


def test_a_suspended_member_is_signed_out(client, moderator, ana):

    theirs = Client()
    theirs.force_login(ana)
    assert theirs.get("/account/profile/").status_code == 200
    suspend(client, ana)
    assert theirs.get("/account/profile/").status_code == 302
    assert theirs.get("/people/ana/").status_code == 404


def test_superusers_are_suspended_by_superusers_alone(client, moderator):
    root = MemberFactory(is_superuser=True)
    assert suspend(client, root).status_code == 302
    assert client.get(f"/admin/users/suspend/{root.pk}/").status_code == 302
    bulk(client, "set_active_state", root, mark_as_active="False", reason="Revenge")
    assert is_active(root)
    client.force_login(MemberFactory(is_superuser=True))
    suspend(client, root)
    assert not is_active(root)


def test_nobody_suspends_themselves(client, moderator):
    suspend(client, moderator)
    client.force_login(root := MemberFactory(is_superuser=True))
    suspend(client, root)
    assert is_active(moderator)
    assert is_active(root)


@pytest.mark.parametrize("codename", ["view_member", "change_member", "delete_member"])
def test_suspending_asks_for_its_own_permission(client, ana, codename):
    member = MemberFactory()
    grant(member, codename)
    client.force_login(member)
    suspend(client, ana)
    bulk(client, "set_active_state", ana, mark_as_active="False", reason="Spite")
    assert is_active(ana)
    assert f"/admin/users/suspend/{ana.pk}/" not in client.get(f"/admin/users/inspect/{ana.pk}/").content.decode()


def test_who_was_deleted_is_not_reinstated(client, moderator, ana):
    Member.objects.filter(pk=ana.pk).update(is_active=False)
    Departure.objects.create(member=ana)
    assert suspend(client, ana, "reinstate").status_code == 404
    assert client.get(f"/admin/users/inspect/{ana.pk}/").status_code == 404
    bulk(client, "set_active_state", ana, mark_as_active="True", reason="Come back")
    assert not is_active(ana)


def bulk(client, action, *members, **form):
    chosen = "&".join(f"id={member.pk}" for member in members)
    return client.post(f"/admin/bulk/community/member/{action}/?{chosen}&next=/admin/", form)


def test_many_are_suspended_for_a_reason(client, moderator, ana):
    bram = MemberFactory()
    bulk(client, "set_active_state", ana, bram, mark_as_active="False", reason=" ")
    assert is_active(ana)
    assert bulk(client, "set_active_state", ana, bram, mark_as_active="False", reason="Spam").status_code == 302
    assert not is_active(ana)
    assert {each.data["reason"] for each in ModelLogEntry.objects.filter(action=SUSPENDED)} == {"Spam"}


OFFERED = {"suspend_member": "set_active_state", "delete_member": "delete"}


@pytest.mark.parametrize("codename", OFFERED)
def test_what_somebody_may_not_do_to_many_is_not_offered(client, gallery, codename):
    member = MemberFactory()
    grant(member, codename)
    client.force_login(member)
    offered = re.findall("/admin/bulk/community/member/([a-z_]+)/", client.get("/admin/users/").content.decode())
    assert offered == [OFFERED[codename]]


def test_superusers_are_offered_all(client, gallery):
    client.force_login(MemberFactory(is_superuser=True))
    assert client.get("/admin/users/").content.decode().count("/admin/bulk/community/member/") == 3


def test_the_list_of_members_shows_their_photos_at_no_cost(client, moderator, ana):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            page = client.get("/admin/users/").content.decode()
        return page, len(queries)

    cost()
    before = cost()[1]
    for member in (ana, *(MemberFactory() for _number in range(4))):
        member.photo = ImageFactory()
        member.save()
        member.photo.make_renditions()
    page, after = cost()
    for member in Member.objects.exclude(photo=None):
        assert member.photo.square(min(SQUARES)).url in page
    assert after <= before  # ana's avatar of Wagtail's is not asked for


def test_a_members_page_shows_who_they_are(client, moderator, ana, album):
    PictureFactory(parent=album, title="Not for moderators", owner=ana)
    picture = PictureFactory(parent=album, title="Half a fig")
    relations.like(ana, picture)
    relations.bookmark(ana, PictureFactory(parent=album, title="Kept to herself"))
    address = f"/admin/users/inspect/{ana.pk}/"
    page = client.get(address).content.decode()
    assert "ana@example.org" in page
    assert f'href="{address}"' in client.get("/admin/users/").content.decode()
    assert "Half a fig" in page
    assert "Kept to herself" not in page
    assert "Not for moderators" not in page
    client.force_login(MemberFactory(is_superuser=True))
    assert "Not for moderators" in client.get(address).content.decode()


def test_actions_are_for_those_who_may_read_them(client, ana, picture):
    member = MemberFactory()
    grant(member, "view_member")
    client.force_login(member)
    relations.like(ana, picture)
    assert "Half a fig" not in client.get(f"/admin/users/inspect/{ana.pk}/").content.decode()


def test_a_members_page_costs_the_same_however_much_they_did(client, ana, album):
    client.force_login(MemberFactory(is_superuser=True))

    def cost():
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/admin/users/inspect/{ana.pk}/")
        return len(queries)

    def more(number):
        for _number in range(number):
            relations.like(ana, PictureFactory(parent=album, owner=ana))
            relations.follow(ana, MemberFactory())

    more(2)
    cost()
    before = cost()
    more(20)
    assert cost() == before <= 30


def edit(client, member, **changes):
    fields = {"username": member.username, "email": "new@example.org", "first_name": "A", "last_name": "B"}
    return client.post(f"/admin/users/edit/{member.pk}/", {**fields, **changes})


def test_nobody_but_a_superuser_gives_rights(client, editing, ana):
    group = Group.objects.get(name="Moderators")
    for member in (ana, editing):
        assert edit(client, member, is_superuser="on", groups=[group.pk]).status_code == 302
    bulk(client, "assign_role", ana, editing, role=group.pk)
    passwords = {"password1": "a-long-phrase-7", "password2": "a-long-phrase-7"}
    new = {"username": "new", "email": "n@example.org", "first_name": "N", "last_name": "N", **passwords}
    client.post("/admin/users/new/", {**new, "is_superuser": "on", "groups": [group.pk]})
    for member in (ana, editing, Member.objects.get(username="new")):
        member.refresh_from_db()
        assert not member.is_superuser
        assert not member.groups.filter(pk=group.pk).exists()
    client.force_login(MemberFactory(is_superuser=True))
    edit(client, ana, groups=[group.pk])
    assert ana.groups.get() == group


@pytest.mark.parametrize("rights", [{"is_superuser": True}, {"groups": "Moderators"}])
def test_who_has_rights_is_edited_and_deleted_by_superusers_alone(client, editing, rights):
    other = MemberFactory(username="other", is_superuser="is_superuser" in rights)
    other.groups.set(Group.objects.filter(name=rights.get("groups")))
    assert edit(client, other, password1="mine-now-77", password2="mine-now-77").status_code == 302
    client.post(f"/admin/users/delete/{other.pk}/")
    bulk(client, "delete", other)
    other.refresh_from_db()
    assert other.email == ""
    assert not other.check_password("mine-now-77")


def test_who_may_edit_members_edits_those_without_rights(client, editing, ana):
    edit(client, ana, bio="Looks twice")
    assert Member.objects.get(pk=ana.pk).bio == "Looks twice"
