from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from gallery.models import ImagePage
from gallery.visibility import Viewer, visible, visible_ancestors
from tests.factories import MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db


def sees(viewer, picture):
    return ImagePage.objects.visible_to(viewer).filter(pk=picture.pk).exists()


def restrict(page, kind, groups=()):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="sesame")
    restriction.groups.set(groups)
    return restriction


def test_everybody_sees_a_public_picture(picture, stranger, page_request):
    assert sees(stranger, picture)
    assert sees(None, picture)
    assert sees(MemberFactory(), picture)
    assert sees(page_request(), picture)


def test_nobody_sees_a_draft(album):
    assert not sees(MemberFactory(is_superuser=True), PictureFactory(parent=album, live=False))


def test_an_expired_picture_is_gone_before_a_job_sweeps_it(picture, stranger):
    picture.expire_at = timezone.now() - timedelta(seconds=1)
    picture.save()
    assert picture.live
    assert not sees(stranger, picture)
    picture.expire_at = timezone.now() + timedelta(minutes=1)
    picture.save()
    assert sees(stranger, picture)


@pytest.mark.parametrize("where", ["picture", "album", "gallery"])
def test_members_see_what_is_for_members(where, request, picture, stranger):
    restrict(request.getfixturevalue(where), "login")
    assert not sees(stranger, picture)
    assert sees(MemberFactory(), picture)


def test_groups_see_what_is_for_their_group(picture, stranger):
    friends, others = Group.objects.create(name="Friends"), Group.objects.create(name="Others")
    restrict(picture, "groups", [friends])
    friend, other = MemberFactory(), MemberFactory()
    friend.groups.add(friends, others)
    other.groups.add(others)
    assert sees(friend, picture)
    assert sees(MemberFactory(is_superuser=True), picture)
    assert not sees(other, picture)
    assert not sees(stranger, picture)


def test_a_password_opens_for_the_session_that_gave_it(picture, page_request):
    restriction = restrict(picture, "password")
    request = page_request()
    assert not sees(page_request(user=MemberFactory(is_superuser=True)), picture)
    request.session[restriction.passed_view_restrictions_session_key] = [restriction.pk]
    assert sees(request, picture)


def test_a_password_given_opens_nothing_that_has_none_any_more(picture, page_request):
    restriction = restrict(picture, "password")
    request = page_request()
    request.session[restriction.passed_view_restrictions_session_key] = [restriction.pk]
    PageViewRestriction.objects.update(restriction_type="login")
    assert not sees(request, picture)


def test_a_picture_needs_every_restriction_passed(picture, album):
    restrict(album, "login")
    restrict(picture, "groups")
    assert not sees(MemberFactory(), picture)


def test_a_restriction_holds_only_below_its_page(album, gallery, picture, stranger):
    from tests.factories import AlbumFactory

    other = PictureFactory(parent=AlbumFactory(parent=gallery))
    restrict(album, "login")
    assert not sees(stranger, picture)
    assert sees(stranger, other)


def test_the_front_page_is_visible_and_what_is_above_it_is_not(gallery, stranger):
    front = gallery.get_parent()
    assert list(visible(Page.objects.ancestor_of(gallery), stranger)) == [front]
    assert front.depth > 1


def test_a_picture_belongs_to_its_site(picture, album, page_request):
    elsewhere = Site.objects.create(hostname="elsewhere.example", root_page=PictureFactory(parent=album))
    assert not sees(Viewer.stranger_at(elsewhere), picture)


def test_a_site_is_found_by_its_host_as_soon_as_it_is_there(picture, album, page_request, settings):
    settings.ALLOWED_HOSTS = ["*"]
    address = {"host": "elsewhere.example"}
    assert sees(Viewer.of(page_request(**address)), picture)
    elsewhere = Site.objects.create(hostname="elsewhere.example", root_page=PictureFactory(parent=album))
    assert not sees(Viewer.of(page_request(**address)), picture)
    elsewhere.delete()
    assert sees(Viewer.of(page_request(**address)), picture)


def test_one_viewer_looks_private_pages_up_once(picture, page_request, django_assert_num_queries):
    request = page_request()
    sees(request, picture)
    with django_assert_num_queries(1):
        sees(request, picture)


def test_the_pages_above_a_picture_are_told_the_outermost_first(picture, album, gallery, stranger):
    assert [page.pk for page in visible_ancestors(picture, stranger)] == [gallery.pk, album.pk]
    restrict(album, "login")
    assert [page.pk for page in visible_ancestors(picture, stranger)] == [gallery.pk]
