import pytest
from wagtail.models import PageViewRestriction

from gallery.models import ImageStats
from gallery.popularity.flushing import flush
from tests.factories import PictureFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def fig(album):
    picture = PictureFactory(parent=album, title="Half a fig", description="Cut open", credit="Trevor")
    picture.tags.add("food", "black and white")
    picture.save()
    return picture


def test_tag_page_lists_its_pictures(client, fig):
    assert [each.title for each in client.get("/tags/black-and-white/").context["pictures"]] == ["Half a fig"]


@pytest.mark.exact
def test_a_tag_with_a_nul_is_404(client, gallery):
    assert client.get("/tags/%00/").status_code == 404


def test_tags_of_hidden_pictures_are_hidden(client, fig):
    assert client.get("/tags/food/").status_code == 200
    fig.unpublish()
    assert client.get("/tags/food/").status_code == 404
    assert "food" not in client.get("/tags/").content.decode()


def test_a_tag_shows_the_last_three_of_its_pictures_that_are_visible(client, album):
    for title in ("A fig", "Half a fig", "A whole fig", "Two figs", "A hidden fig"):
        picture = PictureFactory(parent=album, title=title)
        picture.tags.add("fig")
        picture.save()
    picture.unpublish()
    PictureFactory(parent=album, title="A pear")
    [tag] = client.get("/tags/").context["most_used"]
    assert (tag.name, tag.pictures) == ("fig", 4)
    assert [each.title for each in tag.frames] == ["Two figs", "A whole fig", "Half a fig"]


@pytest.mark.parametrize("name", ["Äpfel", "무화과", "***"])
def test_tags_may_be_any_words(client, fig, name):
    fig.tags.add(name)
    fig.save()
    page = client.get(fig.get_absolute_url())
    assert page.status_code == 200
    assert name in page.content.decode()


@pytest.mark.parametrize("path", ["/tags/nothing/", "/nothing/", "/gallery/nothing/", "/most-viewed/?period=year"])
def test_what_is_not_there_is_404_in_the_sites_look(client, gallery, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "This frame is blank" in response.content.decode()


@pytest.mark.parametrize("period", ["", "?period=day", "?period=week", "?period=month", "?period=all"])
def test_most_viewed_shows_rank_picture_and_views(browser_client, picture, period):
    browser_client.get(picture.get_absolute_url())
    flush()
    (row,) = browser_client.get(f"/most-viewed/{period}").context["rows"]
    assert (row.rank, row.picture, row.views) == (1, picture, 1)


def test_most_viewed_leaves_out_hidden_pictures_and_keeps_its_length(client, album, monkeypatch):
    monkeypatch.setattr("gallery.views.RANKING_LENGTH", 3)
    pictures = [PictureFactory(parent=album) for _ in range(12)]
    for place, picture in enumerate(pictures):
        ImageStats.objects.filter(pk=picture.pk).update(views=1000 - place)
    for picture in pictures[:8]:
        picture.unpublish()
    pictures[9].delete()
    rows = client.get("/most-viewed/", {"period": "all"}).context["rows"]
    assert [(row.rank, row.picture) for row in rows] == [(1, pictures[8]), (2, pictures[10]), (3, pictures[11])]


def test_an_empty_ranking_says_so(client, gallery):
    assert "Nobody has looked yet" in client.get("/most-viewed/").content.decode()


def test_sitemap_has_what_a_stranger_may_see(client, picture, album):
    hidden = PictureFactory(parent=album, title="Hidden")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    sitemap = client.get("/sitemap.xml").content.decode()
    assert picture.get_absolute_url() in sitemap
    assert "/most-viewed/" in sitemap
    assert hidden.get_absolute_url() not in sitemap


def test_robots_txt_names_the_sitemap(client, gallery):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Sitemap: http://testserver/sitemap.xml" in response.content.decode()


def test_pages_stay_out_of_shared_caches(client, picture):
    assert client.get(picture.get_absolute_url())["Cache-Control"] == "private"


def test_pages_say_how_to_show_them_elsewhere(client, picture):
    picture.image.make_renditions()
    page = client.get(picture.get_absolute_url()).content.decode()
    address = f"http://testserver{picture.get_absolute_url()}"
    assert f'<meta property="og:url" content="{address}">' in page
    assert f'href="{address}">' in page
    assert '<meta property="og:image" content="http://testserver/media/renditions/' in page
    assert '<meta property="og:image:alt" content="Half a fig in a red bowl">' in page
