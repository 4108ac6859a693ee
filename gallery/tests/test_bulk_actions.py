"""Editors change, move and exclude many pictures of an album at once."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.http import QueryDict
from wagtail.models import GroupPagePermission, PageLogEntry

from gallery.models import ImagePage, Licence, RankingExclusion
from gallery.popularity.exclusions import EXCLUDED
from home.models import HomePage
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db
CHANGES = {
    "tag": {"tags": "red, ripe"},
    "licence": {"licence": "cc-by-4.0"},
    "credit": {"credit": "Ana"},
    "exclude": {"reason": "A contest"},
    "feature": {},
    "unfeature": {},
}


@pytest.fixture
def group():
    return Group.objects.create(name="Some")


@pytest.fixture
def member(client, group):
    member = MemberFactory()
    group.permissions.add(*Group.objects.get(name="Editors").permissions.filter(codename="access_admin"))
    member.groups.add(group)
    client.force_login(member)
    return member


@pytest.fixture
def grant(group):
    def grant(page, *rights):
        for right in rights:
            GroupPagePermission.objects.create(group=group, page=page, permission_type=right)

    return grant


@pytest.fixture
def may_feature(group):
    group.permissions.add(Permission.objects.get(codename="feature_pictures"))


@pytest.fixture
def figs(album):
    figs = [PictureFactory(parent=album, title=f"Fig {number}") for number in range(3)]
    for fig in figs:
        fig.save_revision().publish()
    return figs


@pytest.fixture
def act(client, member):
    def act(action, *pages, form=None, **asked):
        query = QueryDict(mutable=True)
        query.setlist("id", [page.pk for page in pages] or ["all"])
        query.update({"next": "/admin/", **asked})
        address = f"/admin/bulk/gallery/imagepage/{action}/?{query.urlencode()}"
        assert client.get(address).status_code == 200
        return client.post(address, CHANGES[action] if form is None else form, follow=True).content.decode()

    return act


def newest(picture):
    return ImagePage.objects.get(pk=picture.pk).get_latest_revision_as_object()


def test_public_pictures_are_published_with_the_change(act, grant, album, figs):
    grant(album, "change", "publish")
    assert "2 pictures are changed. Added: red, ripe." in act("tag", *figs[:2])
    assert "2 pictures are changed. Licence: CC BY 4.0." in act("licence", *figs[:2])
    assert "The credit is removed." in act("credit", *figs[:2], form={"credit": ""})
    assert "2 pictures are changed. Credit: Ana." in act("credit", *figs[:2])
    for fig in ImagePage.objects.filter(pk__in=[figs[0].pk, figs[1].pk]):
        assert set(fig.tags.names()) == {"red", "ripe"}
        assert (fig.licence, fig.credit, fig.has_unpublished_changes) == (Licence.CC_BY_4, "Ana", False)
    untouched = ImagePage.objects.get(pk=figs[2].pk)
    assert (untouched.credit, untouched.tags.count()) == ("", 0)


def test_what_nobody_published_yet_stays_a_draft(act, grant, album, figs):
    grant(album, "change", "publish")
    figs[0].title = "Unfinished"
    figs[0].save_revision()
    figs[1].unpublish()
    assert "2 drafts are changed" in act("licence", *figs[:2])
    for fig in figs[:2]:
        assert newest(fig).licence == Licence.CC_BY_4
    assert ImagePage.objects.get(pk=figs[0].pk).licence == Licence.ALL_RIGHTS
    assert (newest(figs[0]).title, ImagePage.objects.get(pk=figs[0].pk).title) == ("Unfinished", "Fig 0")
    assert not ImagePage.objects.get(pk=figs[1].pk).live


def test_who_may_not_publish_makes_drafts(act, grant, album, figs):
    grant(album, "change")
    act("credit", *figs)
    assert {fig.credit for fig in ImagePage.objects.all()} == {""}
    assert {newest(fig).credit for fig in figs} == {"Ana"}


@pytest.mark.parametrize("action", CHANGES)
def test_each_picture_asks_for_its_own_right(act, grant, group, album, figs, action):
    other = PictureFactory(parent=AlbumFactory(parent=album.get_parent()), title="Not theirs")
    grant(album, "change", "publish")
    group.permissions.add(Permission.objects.get(codename="feature_pictures"))
    act(action, other, figs[0])
    other = newest(other)
    assert (other.licence, other.credit, other.tags.count()) == (Licence.ALL_RIGHTS, "", 0)
    assert not RankingExclusion.objects.filter(page=other).exists()
    assert other.pk not in [choice.picture_id for choice in HomePage.objects.get().choices.all()]


@pytest.mark.parametrize("action", CHANGES)
def test_who_has_no_right_changes_nothing(act, grant, group, album, figs, action):
    grant(AlbumFactory(parent=album.get_parent()), "change", "publish")
    group.permissions.add(Permission.objects.get(codename="feature_pictures"))
    act(action, *figs)
    assert {(newest(fig).licence, newest(fig).credit) for fig in figs} == {(Licence.ALL_RIGHTS, "")}
    assert not RankingExclusion.objects.exists()
    assert not HomePage.objects.get().get_latest_revision_as_object().choices.exists()


def test_excluded_pictures_have_the_reason_in_their_history(act, grant, member, album, figs):
    grant(album, "change", "publish")
    RankingExclusion.objects.create(page=figs[0], reason="An older one")
    assert "1 picture is excluded" in act("exclude", *figs[:2])
    assert {each.reason for each in RankingExclusion.objects.all()} == {"An older one", "A contest"}
    entry = PageLogEntry.objects.get(action=EXCLUDED)
    assert (entry.page_id, entry.user, entry.data["reason"]) == (figs[1].pk, member, "A contest")


@pytest.mark.parametrize("action", CHANGES)
def test_no_form_asks_about_what_is_below_pictures(client, member, grant, may_feature, album, figs, action):
    grant(album, "change", "publish")
    asked = client.get(f"/admin/bulk/gallery/imagepage/{action}/?id={figs[0].pk}").content.decode()
    assert "Fig 0" in asked
    assert "include_descendants" not in asked


def test_a_reason_is_asked_for(act, grant, album, figs):
    grant(album, "change", "publish")
    act("exclude", *figs, form={"reason": " "})
    assert not RankingExclusion.objects.exists()


def test_pictures_are_featured_once_and_in_order(act, grant, may_feature, album, figs):
    home = HomePage.objects.get()
    grant(album, "change")
    assert "2 pictures are added" in act("feature", *figs[:2])
    assert "1 picture is added" in act("feature", *figs)
    assert "already" in act("feature", *figs)
    assert [choice.picture.title for choice in home.choices.all()] == ["Fig 0", "Fig 1", "Fig 2"]


def test_featured_pictures_are_taken_off(act, grant, may_feature, album, figs):
    grant(album, "change")
    act("feature", *figs)
    assert "2 pictures are taken off" in act("unfeature", figs[0], figs[2])
    assert [choice.picture.title for choice in HomePage.objects.get().choices.all()] == ["Fig 1"]
    assert "None of them" in act("unfeature", figs[0])
    assert "1 picture is added" in act("feature", *figs[:2])
    assert [choice.picture.title for choice in HomePage.objects.get().choices.all()] == ["Fig 1", "Fig 0"]


@pytest.mark.parametrize("asked", [{}, {"q": "fig"}, {"layout": "list", "licence": "all-rights"}])
def test_a_rows_menu_takes_off_what_is_featured(client, act, grant, may_feature, album, figs, asked):
    grant(album, "change")
    act("feature", figs[1])
    page = client.get(f"/admin/pages/{album.pk}/", asked).content.decode()
    for action, expected in (("feature", {0, 2}), ("unfeature", {1})):
        address = "/admin/bulk/gallery/imagepage/{}/?id={}&amp;next="
        assert {n for n, fig in enumerate(figs) if address.format(action, fig.pk) in page} == expected


def test_a_front_page_that_is_being_changed_is_not_published(act, grant, may_feature, album, figs):
    home = HomePage.objects.get()
    grant(album, "change")
    home.introduction = "Unfinished"
    home.save_revision()
    assert "has to be published" in act("feature", *figs)
    home = HomePage.objects.get()
    assert (home.introduction, home.choices.count()) == ("", 0)
    assert home.get_latest_revision_as_object().choices.count() == 3
    assert "has to be published" in act("unfeature", *figs)
    assert not HomePage.objects.get().get_latest_revision_as_object().choices.exists()


def test_a_locked_front_page_is_left_alone_and_named(client, grant, may_feature, member, album, figs):
    grant(album, "change")
    HomePage.objects.update(locked=True, locked_by=MemberFactory())
    address = f"/admin/bulk/gallery/imagepage/feature/?id={figs[0].pk}"
    assert "The front page is locked" in client.get(address).content.decode()
    client.post(address)
    assert not HomePage.objects.get().get_latest_revision_as_object().choices.exists()


def test_featuring_is_offered_to_those_who_may(client, grant, group, member, album):
    grant(album, "change")
    button = "/admin/bulk/gallery/imagepage/feature/"
    assert button not in client.get(f"/admin/pages/{album.pk}/").content.decode()
    assert client.get(button).status_code == 302
    group.permissions.add(Permission.objects.get(codename="feature_pictures"))
    assert button in client.get(f"/admin/pages/{album.pk}/").content.decode()


@pytest.mark.parametrize(
    "asked", [{"without_alt_text": "true"}, {"q": "pear"}, {"q": "pear", "without_alt_text": "true"}]
)
def test_all_in_the_listing_are_those_that_it_shows(act, grant, album, figs, asked):
    grant(album, "change", "publish")
    inner = AlbumFactory(parent=album, title="Inner")
    pear = PictureFactory(parent=inner, title="Pear", image=ImageFactory(description=""))
    act("credit", childOf=album.pk, **asked)
    assert {fig.pk for fig in ImagePage.objects.filter(credit="Ana")} == {pear.pk}


def test_all_without_a_filter_are_those_of_the_album(act, grant, album, figs):
    grant(album, "change", "publish")
    PictureFactory(parent=AlbumFactory(parent=album), title="Below")
    act("credit", childOf=album.pk)
    assert ImagePage.objects.filter(credit="Ana").count() == 3


def test_wagtails_own_actions_take_albums_too(act, grant, album, figs):
    grant(album.get_parent(), "add", "change", "publish", "bulk_delete")
    inner, other = AlbumFactory(parent=album, title="Inner"), AlbumFactory(parent=album.get_parent(), title="Other")
    act("unpublish", figs[0], form={})
    assert not ImagePage.objects.get(pk=figs[0].pk).live
    act("publish", figs[0], form={})
    assert ImagePage.objects.get(pk=figs[0].pk).live
    act("move", inner, figs[0], form={"chooser": other.pk})
    other.refresh_from_db()
    assert {page.title for page in other.get_children()} == {"Inner", "Fig 0"}
    act("delete", figs[1], form={})
    assert not ImagePage.objects.filter(pk=figs[1].pk).exists()
