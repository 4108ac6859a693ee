"""The feed as a member reads it, with script and without."""

import pytest
from django.contrib.auth.hashers import make_password
from wagtail.models import PageViewRestriction

from community import relations
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, PictureFactory, image_file, make_gallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "grease-pencil-35"


@pytest.fixture
def album():
    return AlbumFactory(parent=make_gallery())


@pytest.fixture
def ana(album):
    return MemberFactory(username="ana", password=make_password(PASSWORD))


def sign_in(page):
    page.locator("input[name=login]").fill("ana")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.get_by_role("heading", name="Feed").wait_for()


def sentences(page):
    return [line.inner_text() for line in page.locator(".feed-item__sentence").all()]


def go_on(page):
    with page.expect_navigation():
        page.get_by_role("link", name="Load more").click()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_member_follows_two_and_reads_what_they_do(open_page, ana, album, javascript):
    bram, chiyo = (MemberFactory(username=name) for name in ("bram", "chiyo"))
    pictures = {t: PictureFactory(parent=album, title=t) for t in ("Half a fig", "Brushes", "Moss", "Rain", "Dusk")}
    page = open_page("/feed/", javascript=javascript)
    sign_in(page)
    feed = page.url
    page.get_by_role("link", name="All people").click()
    for name in ("bram", "chiyo"):
        page.get_by_role("button", name=f"Follow {name}").click()
        page.get_by_role("button", name=f"Following {name}").wait_for()
    for title in ("Dusk", "Rain", "Moss", "Brushes", "Half a fig"):
        relations.like(bram, pictures[title])
    relations.follow(chiyo, bram)
    relations.like(ana, pictures["Moss"])
    page.goto(feed)
    assert sentences(page) == ["chiyo followed bram", "bram liked Half a fig, Brushes and 3 more"]
    PageViewRestriction.objects.create(page=pictures["Brushes"], restriction_type="password")
    page.goto(feed)
    assert sentences(page) == ["chiyo followed bram", "bram liked Half a fig, Moss and 2 more"]
    assert page.locator(".feed-item time").first.get_attribute("datetime")


@pytest.mark.parametrize("javascript", [True, False])
def test_the_feed_goes_on(open_page, ana, javascript):
    followed = [MemberFactory(username=f"m{number}") for number in range(45)]
    for other in followed:
        relations.follow(ana, other)
    for number in range(45):
        relations.follow(followed[number], followed[number - 1])
    page = open_page("/feed/", javascript=javascript)
    sign_in(page)
    seen = sentences(page)
    assert len(seen) == 20
    relations.follow(followed[0], followed[7])  # neither shifts nor repeats what comes
    if javascript:
        page.mouse.wheel(0, 20_000)
        page.locator(".feed-item").nth(39).wait_for()
        seen = sentences(page)
    else:
        go_on(page)
        seen += sentences(page)
    if javascript:
        page.get_by_role("link", name="Load more").click()
        page.locator(".feed-item").nth(44).wait_for()
        seen = sentences(page)
    else:
        go_on(page)
        seen += sentences(page)
    assert seen == [f"m{number} followed m{(number - 1) % 45}" for number in reversed(range(45))]


def test_frames_are_sharp_on_dense_screens(open_page, ana, album):
    image = ImageFactory(file=image_file(900, 600))
    image.make_renditions()
    bram = MemberFactory(username="bram")
    relations.follow(ana, bram)
    relations.like(bram, PictureFactory(parent=album, image=image))
    page = open_page("/feed/", device_scale_factor=2)
    sign_in(page)
    picture = page.locator(".feed-item__frame img")
    picture.wait_for()
    page.wait_for_load_state("networkidle")
    assert picture.evaluate("image => image.currentSrc").endswith(image.files["width-400|format-avif"][0])
