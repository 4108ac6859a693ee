import re
from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.test.utils.page_tests import WagtailPageTestCase

from gallery.models import DailyViews, GalleryIndexPage, GalleryPage, ImagePage, ImageStats, Licence
from gallery.models.albums import with_strips
from gallery.visibility import Viewer
from home.models import HomePage
from tests.factories import AlbumFactory, ImageFactory, PictureFactory

pytestmark = pytest.mark.django_db


class PageTreeTests(WagtailPageTestCase):
    def test_the_tree_is_stated_on_both_sides(self):
        self.assertAllowedParentPageTypes(HomePage, {Page})
        self.assertAllowedSubpageTypes(HomePage, {GalleryIndexPage})
        self.assertAllowedParentPageTypes(GalleryIndexPage, {HomePage})
        self.assertAllowedSubpageTypes(GalleryIndexPage, {GalleryPage})
        self.assertAllowedParentPageTypes(GalleryPage, {GalleryIndexPage, GalleryPage})
        self.assertAllowedSubpageTypes(GalleryPage, {GalleryPage, ImagePage})
        self.assertAllowedSubpageTypes(ImagePage, {})


def titles(page):
    return [picture.title for picture in page]


def make_pictures(album, number):
    image = ImageFactory()
    return [PictureFactory(parent=album, image=image) for _ in range(number)]


def test_pictures_are_listed_newest_first(album, client):
    old = PictureFactory(parent=album, age=500)
    new = PictureFactory(parent=album, age=100)
    pictures = client.get(album.get_absolute_url()).context["pictures"]
    assert list(pictures) == [new, old]


@pytest.mark.parametrize(
    ("asked", "shown"), [("1", 1), ("2", 2), ("99", 2), ("0", 2), ("-3", 2), ("nonsense", 1), ("", 1), ("١", 1)]
)
def test_paging(album, client, asked, shown):
    make_pictures(album, 25)
    response = client.get(album.get_absolute_url(), {"page": asked})
    assert response.status_code == 200
    assert response.context["pictures"].number == shown


def test_a_sheet_ends_with_what_is_left(album, client):
    make_pictures(album, 25)
    first, last = (client.get(album.get_absolute_url(), {"page": page}).content.decode() for page in (1, 2))
    assert "<b>1 more</b>" in first
    assert "<b>The end</b>" in last


def test_a_card_names_its_photographer(album, client):
    PictureFactory(parent=album, credit="Trevor “Freespace”")
    assert "Trevor “Freespace”" in client.get(album.get_absolute_url()).content.decode()


def test_a_listing_costs_the_same_with_24_and_with_240_pictures(album, client):
    paths = ["/", "/gallery/", "/gallery/still-life/", "/most-viewed/", "/tags/", "/tags/red/", "/search/?q=picture"]

    def queries(path):
        client.get(path)  # whatever is only looked up once is warm
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        return len(captured)

    def add(number):
        for picture in make_pictures(album, number):
            picture.tags.add("red")
            picture.save()
            DailyViews.objects.create(page=picture, day=timezone.now(), views=picture.pk)

    add(24)
    few = {path: queries(path) for path in paths}
    add(216)
    assert {path: queries(path) for path in paths} == few
    assert max(few.values()) <= 25


def test_albums_show_their_newest_visible_pictures_and_their_number(gallery, album, stranger):
    older = PictureFactory(parent=album, age=50)
    newest = PictureFactory(parent=album, age=40)
    PictureFactory(parent=album, live=False, age=30)
    AlbumFactory(parent=gallery, title="Empty")
    albums = GalleryPage.objects.visible_to(stranger).for_cards(stranger)
    cards = {card.title: card for card in with_strips(albums, stranger)}
    assert (cards["Still life"].frames, cards["Still life"].picture_count) == ([newest, older], 2)
    assert (cards["Empty"].frames, cards["Empty"].picture_count) == ([], 0)


def test_album_cards_are_loaded_for_those_that_are_shown(gallery, stranger, django_assert_num_queries):
    for _ in range(5):
        PictureFactory(parent=AlbumFactory(parent=gallery))
    viewer = Viewer.of(stranger)
    assert viewer.closed_paths == []
    assert viewer.site.is_default_site
    with django_assert_num_queries(0):
        albums = GalleryPage.objects.visible_to(viewer).newest().for_cards(viewer)[:2]
    with django_assert_num_queries(ALBUMS + COVERS):
        assert len(with_strips(albums, viewer)) == 2


ALBUMS, COVERS = 1, 2  # images and their renditions


def test_albums_may_nest(album, client):
    inner = AlbumFactory(parent=album, title="Inner")
    PictureFactory(parent=inner, title="Deep")
    outer = client.get(album.get_absolute_url())
    assert outer.context["albums"][0].picture_count == 1
    assert titles(outer.context["albums"]) == ["Inner"]
    assert titles(outer.context["pictures"]) == []
    assert titles(client.get("/gallery/").context["pictures"]) == ["Deep"]


def test_links_follow_the_gallery_to_another_address(client, gallery, album):
    PictureFactory(parent=album)
    gallery.slug = "pictures"
    gallery.save_revision().publish()
    for path in ("/", "/most-viewed/", "/gallery/", "/account/login/"):
        page = client.get(path).content.decode()
        assert 'href="/pictures/"' in page, path
        assert 'href="/gallery/' not in page, path
    assert 'href="/pictures/" aria-current="true">Gallery' in client.get("/pictures/still-life/").content.decode()


def test_without_a_gallery_its_links_lead_to_the_front_page(client, gallery):
    gallery.unpublish()
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert '<a class="button" href="/">To the gallery</a>' in page.content.decode()
    assert '<li><a href="/">Gallery</a></li>' in page.content.decode()


@pytest.mark.parametrize(("has_request", "queries"), [(True, 1), (False, 2)])
def test_the_gallerys_address_is_looked_up_once_a_version_of_the_content(
    gallery, page_request, has_request, queries, django_assert_num_queries
):
    template = Template("{% load gallery_tags %}{% gallery_url %} {% gallery_url %}")

    def render():
        return template.render(Context({"request": page_request()} if has_request else {}))

    assert render() == "/gallery/ /gallery/"
    with django_assert_num_queries(queries):
        assert render() == "/gallery/ /gallery/"
    gallery.slug = "pictures"
    gallery.save()
    assert render() == "/pictures/ /pictures/"


def test_an_expired_album_is_gone_before_a_job_sweeps_it(album, client):
    GalleryPage.objects.filter(pk=album.pk).update(expire_at=timezone.now())
    assert client.get(album.get_absolute_url()).status_code == 404


def test_a_page_of_a_list_is_its_own_canonical_address(album, client):
    make_pictures(album, 25)
    page = client.get(album.get_absolute_url(), {"page": 2}).content.decode()
    assert f'href="http://testserver{album.get_absolute_url()}?page=2">' in page


def test_a_private_album_asks_for_its_password_in_the_sites_look(album, client):
    PageViewRestriction.objects.create(page=album, restriction_type="password", password="sesame")
    page = client.get(album.get_absolute_url())
    assert "This page has a password" in page.content.decode()
    action = page.context["action_url"]
    assert client.post(action, {"password": "sesame", "return_url": album.get_absolute_url()}).status_code == 302
    assert client.get(album.get_absolute_url()).context["page"].specific == album


def test_a_password_is_asked_for_where_it_opens_something_alone(album, picture, client):
    restriction = PageViewRestriction.objects.create(page=album, restriction_type="password", password="sesame")

    def ask_for(page):
        return client.get(f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/").status_code

    assert ask_for(picture) == 200
    assert ask_for(album.get_parent()) == 404
    ImagePage.objects.filter(pk=picture.pk).update(expire_at=timezone.now())
    assert ask_for(picture) == 404
    assert client.get(picture.get_absolute_url()).status_code == 404
    picture.unpublish()
    assert ask_for(picture) == 404


def test_an_empty_album_says_so(album, client):
    assert "no picture here yet" in client.get(album.get_absolute_url()).content.decode()


def test_neighbours_are_the_next_visible_ones_of_the_album(gallery, album, stranger):
    oldest, hidden, middle, newest = (PictureFactory(parent=album, age=age) for age in (400, 300, 200, 100))
    PictureFactory(parent=AlbumFactory(parent=gallery), age=250)
    hidden.unpublish()
    assert middle.neighbours(stranger) == ([newest], [oldest])
    assert newest.neighbours(stranger, 2) == ([], [middle, oldest])
    assert oldest.neighbours(stranger, 2) == ([middle, newest], [])


def test_neighbours_published_at_once(album, stranger):
    now = timezone.now()
    first, second, third = (PictureFactory(parent=album, first_published_at=now) for _ in range(3))
    assert second.neighbours(stranger) == ([third], [first])


def test_the_page_links_its_neighbours_and_says_everything(album, client):
    PictureFactory(parent=album, title="Older", age=300)
    picture = PictureFactory(
        parent=album,
        title="Half a fig",
        description="On <b>red</b>",
        credit="Trevor",
        licence=Licence.CC_BY_4,
        source_url="https://example.org/figs/1",
        age=200,
    )
    picture.tags.add("food")
    picture.save()
    page = client.get(picture.get_absolute_url()).content.decode()
    assert re.search(r'rel="next"[^>]*><span [^>]*>Older', page)
    assert 'rel="prev"' not in page
    assert "On &lt;b&gt;red&lt;/b&gt;" in page
    for text in (
        'href="/search/?q=Trevor"',
        Licence.CC_BY_4.url,
        ">example.org</a>",
        'href="/tags/food/"',
        "Half a fig in a red bowl",
    ):
        assert text in page


def test_the_day_it_was_taken_comes_from_the_camera(album):
    image = ImageFactory()
    image.taken_on = timezone.now().date() - timedelta(days=900)
    picture = PictureFactory(parent=album, image=image)
    assert picture.taken == image.taken_on
    picture.taken_on = timezone.now().date()
    assert picture.taken == picture.taken_on


def test_counts_live_beside_the_page(picture, album):
    """What publishing, copying, moving and renaming do to the counts."""
    old = picture.save_revision()
    ImageStats.objects.filter(pk=picture.pk).update(views=7, likes=5, bookmarks=3)

    def counts(page):
        return ImageStats.objects.values_list("views", "likes", "bookmarks").get(pk=page.pk)

    old.publish()
    assert counts(picture) == (7, 5, 3)
    picture.refresh_from_db()
    picture.title = "Renamed"
    picture.save_revision().publish()
    picture.unpublish()
    picture.move(AlbumFactory(parent=album), pos="last-child")
    assert counts(picture) == (7, 5, 3)
    copy = ImagePage.objects.get(pk=picture.pk).copy(update_attrs={"slug": "copy"})
    assert counts(copy) == (0, 0, 0)
    album.copy(recursive=True, update_attrs={"slug": "album-copy"})
    assert ImageStats.objects.count() == ImagePage.objects.count() == 4


def test_deleting_an_album_deletes_the_counts_of_its_pictures(picture, album):
    DailyViews.objects.create(page=picture, day=timezone.now(), views=1)
    Page.objects.get(pk=album.pk).delete()
    assert not ImageStats.objects.exists()
    assert not DailyViews.objects.exists()


def test_a_preview_before_the_first_save_works(album, page_request):
    picture = ImagePage(title="New", slug="new", image=ImageFactory(), path=album.path + "0001", depth=album.depth + 1)
    assert picture.make_preview_request(original_request=page_request(), preview_mode="").status_code == 200


def test_an_expired_picture_is_not_served(picture, page_request):
    picture.expire_at = picture.first_published_at
    picture.save()
    with pytest.raises(Http404):
        picture.serve(page_request())
