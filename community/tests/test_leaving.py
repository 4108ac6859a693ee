from pathlib import Path

import pytest
from django.test import Client
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from community.models import Member
from gallery.models import GalleryImage
from tests.factories import ImageFactory, MemberFactory

pytestmark = pytest.mark.django_db


def with_editor(path):
    def post(member):
        editor = Client()
        editor.force_login(MemberFactory(username="boss", is_superuser=True, is_staff=True))
        assert editor.post(path.format(member.pk)).status_code == 302

    return post


WAYS = {
    "row": lambda member: member.delete(),
    "queryset": lambda member: Member.objects.filter(username=member.username).delete(),
    "admin": with_editor("/admin/users/delete/{}/"),
    "admin's list": with_editor("/admin/bulk/community/member/delete/?id={}"),
}


@pytest.fixture
def ana():
    return MemberFactory(username="ana", display_name="Ana A.", photo=ImageFactory(title="Profile photo"))


@pytest.fixture
def leave(django_capture_on_commit_callbacks):
    def leave(member, way="row"):
        with django_capture_on_commit_callbacks(execute=True):
            WAYS[way](member)

    return leave


@pytest.mark.parametrize("way", WAYS)
def test_the_photo_and_its_files_go_too(ana, leave, way):
    files = [Path(each.file.path) for each in (ana.photo, ana.photo.get_rendition("fill-100x100"))]
    assert all(file.exists() for file in files)
    leave(ana, way)
    assert not Member.objects.filter(username="ana").exists()
    assert not GalleryImage.objects.exists()
    assert not any(file.exists() for file in files)


def test_a_photo_that_is_a_picture_of_the_gallery_stays(picture, leave):
    leave(MemberFactory(photo=picture.image))
    assert GalleryImage.objects.get() == picture.image


def test_a_photo_of_two_members_goes_with_the_second(ana, leave):
    bram = MemberFactory(photo=ana.photo)
    leave(ana)
    assert GalleryImage.objects.get() == bram.photo
    leave(bram)
    assert not GalleryImage.objects.exists()


def test_two_members_with_one_photo_go_at_once(ana):
    MemberFactory(photo=ana.photo)
    Member.objects.all().delete()
    assert not GalleryImage.objects.exists()


@pytest.mark.parametrize("way", WAYS)
def test_the_log_forgets_their_name(ana, leave, way):
    bram = MemberFactory(username="bram")
    other = GalleryImage(pk=ana.pk, title="Ana's bowl")  # the same number, of something else
    for each in (ana, bram, other):
        log(each, "wagtail.edit")
    leave(ana, way)
    assert set(ModelLogEntry.objects.values_list("label", flat=True)) == {"Deleted member", "bram", "Ana's bowl"}


def suspend(member):
    Member.objects.filter(pk=member.pk).update(is_active=False)


@pytest.mark.parametrize("end", [suspend, Member.delete])
def test_sessions_end(client, gallery, ana, end):
    client.force_login(ana)
    assert client.get("/account/profile/").status_code == 200
    end(ana)
    assert client.get("/account/profile/").url.startswith("/account/login/")
    assert "/account/login/" in client.get("/tags/").content.decode()
