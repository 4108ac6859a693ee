"""What the two roles may do in the admin, address by address."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from activity.models import Action
from community import relations
from community.models import Contact, Like
from home.models import HomePage
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
EDITORS, MODERATORS = "Gallery editors", "Moderators"
BOTH, NEITHER = {EDITORS, MODERATORS}, set()
roles = import_module("home.migrations.0002_roles")
featuring = import_module("home.migrations.0003_feature_permission")

MAY_OPEN = {
    "": BOTH,
    "pages/{album}/": BOTH,
    "pages/add/gallery/imagepage/{album}/": BOTH,
    "pages/add/gallery/gallerypage/{gallery}/": BOTH,
    "pages/{picture}/edit/": BOTH,
    "pages/{picture}/unpublish/": BOTH,
    "pages/{picture}/move/": BOTH,
    "pages/{picture}/delete/": BOTH,
    "pictures/{picture}/statistics/": BOTH,
    "ranking/{picture}/": BOTH,
    "images/": BOTH,
    "images/add/": BOTH,
    "images/multiple/add/": BOTH,
    "images/{image}/": BOTH,
    "reports/most-viewed/": BOTH,
    "reports/most-liked/": BOTH,
    "reports/most-bookmarked/": BOTH,
    "reports/missing/": BOTH,
    "reports/ranking-exclusions/": BOTH,
    "reports/site-history/": BOTH,
    "reports/actions/": BOTH,
    "reports/active-members/": BOTH,
    "snippets/activity/action/": BOTH,
    "snippets/activity/action/inspect/{action}/": BOTH,
    "community/like/": {MODERATORS},
    "community/like/delete/{like}/": {MODERATORS},
    "community/contact/": {MODERATORS},
    "community/contact/delete/{contact}/": {MODERATORS},
    "community/bookmark/": NEITHER,  # they are their members' own
    "pages/{home}/edit/": NEITHER,
    "users/": {MODERATORS},
    "users/new/": NEITHER,
    "users/edit/{member}/": NEITHER,
    "users/delete/{member}/": NEITHER,
    "groups/": NEITHER,
    "groups/new/": NEITHER,
    "documents/": NEITHER,
    "documents/add/": NEITHER,
    "redirects/": NEITHER,
    "sites/": NEITHER,
    "collections/": NEITHER,
    "workflows/list/": NEITHER,
}


@pytest.fixture
def sign_in(client):
    """Signs a member of the group in."""

    def sign_in(role):
        member = MemberFactory()
        member.groups.add(Group.objects.get(name=role))
        client.force_login(member)
        return client

    return sign_in


@pytest.fixture
def ids(gallery, album, picture):
    ana, bram = MemberFactory(), MemberFactory()
    relations.follow(ana, bram)
    relations.like(ana, picture)
    found = {"gallery": gallery, "album": album, "picture": picture, "image": picture.image}
    found |= {"home": gallery.get_parent(), "like": Like.objects.get(), "contact": Contact.objects.get()}
    found["member"] = ana
    found["action"] = Action.objects.filter(actor=ana).first()
    return {name: each.pk for name, each in found.items()}


@pytest.mark.parametrize("role", [EDITORS, MODERATORS])
@pytest.mark.parametrize("address", MAY_OPEN)
def test_a_role_opens_what_is_its_own(sign_in, ids, role, address):
    answer = sign_in(role).get(f"/admin/{address.format(**ids)}")
    assert (answer.status_code == 200) == (role in MAY_OPEN[address]), answer.status_code


@pytest.mark.parametrize("role", [EDITORS, MODERATORS])
def test_a_role_publishes_pictures(sign_in, picture, role):
    picture.unpublish()
    data = {"title": "Fig", "slug": "fig", "image": picture.image_id, "licence": "cc0-1.0", "action-publish": "1"}
    sign_in(role).post(f"/admin/pages/{picture.pk}/edit/", data | comment_forms())
    picture.refresh_from_db()
    assert (picture.title, picture.live) == ("Fig", True)


@pytest.mark.parametrize("role", [EDITORS, MODERATORS])
def test_a_role_features_pictures_on_a_front_page_that_it_cannot_edit(sign_in, album, picture, role):
    client, home = sign_in(role), HomePage.objects.get()
    address = "/admin/bulk/gallery/imagepage/feature/"
    assert address in client.get(f"/admin/pages/{album.pk}/").content.decode()
    client.post(f"{address}?id={picture.pk}")
    assert [choice.picture_id for choice in home.choices.all()] == [picture.pk]
    assert client.get(f"/admin/pages/{home.pk}/edit/").status_code == 302
    assert f"/admin/pages/{home.pk}/edit/" not in client.get("/admin/").content.decode()
    assert "Pictures featured on the front page" in client.get("/admin/reports/site-history/").content.decode()


def comment_forms():
    names = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    return {f"comments-{name}": "0" for name in names}


@pytest.mark.parametrize("role", [EDITORS, MODERATORS])
def test_the_menu_shows_what_they_need(sign_in, picture, role):
    menu = sign_in(role).get("/admin/").content.decode()
    shown = {name for name in ("/admin/reports/", "/admin/images/", "/admin/snippets/activity/action/") if name in menu}
    assert len(shown) == 3
    assert ("/admin/users/" in menu) == (role == MODERATORS)
    for hidden in ("/admin/documents/", "/admin/redirects/", "/admin/users/new", "/admin/groups/", "/admin/sites/"):
        assert hidden not in menu, hidden
    assert ("/admin/community/like/" in menu) == (role == MODERATORS)


def rights():
    """All of both groups."""
    return [
        set(model.objects.filter(group__name__in=BOTH).values_list("group", "permission"))
        for model in (GroupPagePermission, GroupCollectionPermission)
    ] + [set(Group.permissions.through.objects.filter(group__name__in=BOTH).values_list("group", "permission"))]


def test_making_the_roles_again_changes_nothing(gallery):
    before = rights()
    roles.make_roles(apps, None)
    featuring.give(apps, None)
    assert rights() == before
    assert all(before)


def test_roles_are_made_where_there_is_no_gallery_yet(db):
    Group.objects.filter(name__in=BOTH).delete()
    Collection.objects.all().delete()
    roles.make_roles(apps, None)
    roles.make_roles(apps, None)
    assert Group.objects.filter(name__in=BOTH).count() == 2


def test_moderators_that_a_site_has_keep_what_they_may(gallery):
    moderators = Group.objects.get(name=MODERATORS)
    extra = Permission.objects.get(codename="change_member")
    moderators.permissions.add(extra)
    MemberFactory().groups.add(moderators)
    roles.make_roles(apps, None)
    assert extra in moderators.permissions.all()
    moderators.user_set.clear()
    roles.make_roles(apps, None)
    assert extra not in moderators.permissions.all()


def test_no_role_makes_a_superuser(sign_in, picture):
    for role in (EDITORS, MODERATORS):
        client = sign_in(role)
        member = MemberFactory(username=f"of-{role[0]}".lower())
        client.post(f"/admin/users/edit/{member.pk}/", {"username": member.username, "is_superuser": "on"})
        member.refresh_from_db()
        assert not member.is_superuser
