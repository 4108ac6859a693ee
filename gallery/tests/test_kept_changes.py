"""Whatever is changed in the gallery, a kept page shows it at the next request."""

import pytest
from taggit.models import Tag
from wagtail.models import PageViewRestriction, Site

from gallery import tasks
from gallery.models import GalleryImage, ImagePage, Licence, PageRemoval, RankingExclusion
from gallery.popularity.flushing import flush
from gallery.popularity.publishing import publish
from home.models import Choice, HomePage
from tests.factories import PictureFactory
from tests.kept_pages import BROWSER, html, is_kept


def change(**fields):
    def apply(picture):
        for name, value in fields.items():
            setattr(picture, name, value)
        picture.save()

    return apply


def published_anew(picture):
    picture.title = "A whole fig"
    picture.save_revision().publish()


def with_other_words(picture):
    GalleryImage.objects.filter(pk=picture.image_id).update(description="Seeds on a plate")


def with_an_avif_less(picture):
    made = GalleryImage.objects.get(pk=picture.image_id).files
    files = {spec: file for spec, file in made.items() if "avif" not in spec}
    GalleryImage.objects.filter(pk=picture.image_id).update(files=files)


def moved(picture):
    album = picture.get_parent()
    album.slug = "elsewhere"
    album.save()


def chosen(picture):
    Choice.objects.create(page=HomePage.objects.get(), picture=picture)


def renamed_tag(picture):
    Tag.objects.filter(name="fig").update(name="figs")


def renamed_owner(picture):
    picture.owner.display_name = "Dario of the figs"
    picture.owner.save()


def suspended_owner(picture):
    type(picture.owner).objects.filter(pk=picture.owner_id).update(is_active=False)


def deleted(picture):
    picture.delete()


def private(picture):
    PageViewRestriction.objects.create(page=picture, restriction_type=PageViewRestriction.LOGIN)


CHANGES = {
    "title": ("/gallery/still-life/", change(title="A whole fig")),
    "title, in a revision": ("/gallery/still-life/", published_anew),
    "alt text": ("/gallery/still-life/", with_other_words),
    "files": ("/gallery/still-life/", with_an_avif_less),
    "address": ("/gallery/", moved),
    "unpublished": ("/gallery/still-life/", lambda picture: picture.unpublish()),
    "updated in the database": ("/", lambda picture: ImagePage.objects.filter(pk=picture.pk).update(live=False)),
    "deleted": ("/gallery/", deleted),
    "private": ("/gallery/still-life/", private),
    "credit": ("{picture}", change(credit="Ana")),
    "licence": ("{picture}", change(licence=Licence.CC_BY_4)),
    "description": ("{picture}", change(description="Cut this morning.")),
    "tag": ("/tags/", renamed_tag),
    "owner's name": ("{picture}", renamed_owner),
    "owner suspended": ("{picture}", suspended_owner),
    "editors' choice": ("/", chosen),
    "the site's name": ("/", lambda picture: Site.objects.update(root_page=picture.get_parent().get_parent())),
    "a new picture": ("/gallery/", lambda picture: PictureFactory(parent=picture.get_parent())),
    "goes with its album": (
        "/gallery/",
        lambda picture: PageRemoval.objects.create(page=picture.get_parent()),
    ),
    "left out of the ranking": ("/most-viewed/", lambda picture: RankingExclusion.objects.create(page=picture)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_seen_at_the_next_request(client, tagged, what):
    html(client, tagged.get_url())
    flush()
    publish()
    address, apply = CHANGES[what]
    address = address.format(picture=tagged.get_url())
    assert is_kept(client, address)
    before = html(client, address)
    apply(tagged)
    assert client.get(address, headers=BROWSER).content.decode() != before


def test_what_the_worker_has_indexed_is_found_at_the_next_request(client, tagged):
    with_other_words(tagged)
    assert "Nothing was found" in html(client, "/search/?q=seeds")
    tasks.index_outdated()
    assert "Nothing was found" not in html(client, "/search/?q=seeds")
