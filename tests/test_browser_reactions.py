"""Following, liking and bookmarking as a member does it, with script and without."""

import pytest

from community.models import Bookmark, Contact, Like, Member
from tests.factories import AlbumFactory, MemberFactory, PictureFactory, make_gallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "grease-pencil-35"


@pytest.fixture
def picture():
    MemberFactory(username="bram")
    return PictureFactory(parent=AlbumFactory(parent=make_gallery()), title="Half a fig")


def sign_up(page):
    page.get_by_role("link", name="Sign up").first.click()
    page.locator("input[name=username]").fill("ana")
    page.locator("input[name=email]").fill("ana@example.org")
    page.locator("input[name=password1]").fill(PASSWORD)
    if page.locator("input[name=password2]").count():
        page.locator("input[name=password2]").fill(PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.get_by_role("button", name="Sign out").wait_for()


def press(page, kind):
    """Presses the button of that kind and waits for it to have changed."""
    button = page.locator(f".reaction-button--{kind} button")
    was = button.get_attribute("aria-pressed")
    now = {"true": "false", "false": "true"}[was]
    button.click()
    page.locator(f".reaction-button--{kind} button[aria-pressed={now}]").wait_for()
    return page.locator(f".reaction-button--{kind} .reaction-button__count").inner_text()


@pytest.mark.parametrize("javascript", [True, False])
def test_a_member_signs_up_likes_bookmarks_and_follows(open_page, picture, javascript):
    page = open_page("/", javascript=javascript)
    sign_up(page)
    page.goto("/".join(page.url.split("/")[:3]) + picture.get_absolute_url())
    address = page.url
    assert (press(page, "like"), press(page, "bookmark")) == ("1 like", "1 bookmark")
    assert page.url == address
    ana = Member.objects.get(username="ana")
    assert (Like.objects.get().member, Bookmark.objects.get().member) == (ana, ana)
    assert (press(page, "like"), press(page, "bookmark")) == ("0 likes", "0 bookmarks")
    assert not Like.objects.exists()
    page.goto("/".join(page.url.split("/")[:3]) + "/people/bram/")
    assert press(page, "follow") == "1 follower"
    assert Contact.objects.get().user_from == ana
    assert press(page, "follow") == "0 followers"
    assert not Contact.objects.exists()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_first_step_counts_what_is_done(open_page, picture, javascript):
    page = open_page("/", javascript=javascript)
    sign_up(page)
    steps = page.locator(".welcome__step")
    assert steps.all_inner_texts() == ["Follow three people\n0 of 3", "Circle three pictures\n0 of 3"]
    page.get_by_role("button", name="Follow bram").click()
    steps.get_by_text("1 of 3").wait_for()
    page.locator(".image-card").first.hover()
    page.locator(".like-mark").first.click()
    steps.nth(1).get_by_text("1 of 3").wait_for()
    page.get_by_role("link", name="To my feed").click()
    page.wait_for_url("**/feed/")


def test_a_stranger_who_likes_is_sent_to_sign_in(open_page, picture):
    page = open_page(picture.get_absolute_url(), javascript=False)
    with page.expect_navigation():
        page.locator(".reaction-button--like a").click()
    assert "/account/login/" in page.url
    assert page.url.endswith(f"{picture.get_absolute_url()}&for=like")
    assert page.get_by_text("To like this picture").is_visible()


def test_a_failing_network_is_said(chromium, live_server, picture, client):
    client.force_login(MemberFactory())
    context = chromium.new_context()
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + picture.get_absolute_url())
    context.set_offline(True)
    page.locator(".reaction-button--like button").click()
    page.get_by_text("The server cannot be reached").wait_for()
    assert page.locator(".reaction-button--like button").get_attribute("aria-pressed") == "false"
    context.close()
