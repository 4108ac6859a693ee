"""A member’s reactions show on the frame: a ring for a like, a folded corner for a bookmark."""

import pytest

from community.models import Bookmark, Like
from tests.factories import AlbumFactory, MemberFactory, PictureFactory, make_gallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "grease-pencil-35"


@pytest.fixture
def fig():
    return PictureFactory(parent=AlbumFactory(parent=make_gallery(), title="Still life"), title="Half a fig")


@pytest.fixture
def ana():
    ana = MemberFactory(username="ana")
    ana.set_password(PASSWORD)
    ana.save()
    return ana


def sign_in(page):
    page.get_by_role("link", name="Sign in").press("Enter")
    page.locator("input[name=login]").fill("ana")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Sign out").wait_for()


def drawn(page, selector, pseudo):
    """Whether something is drawn at that place."""
    return page.evaluate(
        "([selector, pseudo]) => getComputedStyle(document.querySelector(selector), pseudo).content !== 'none'",
        [selector, pseudo],
    )


@pytest.mark.parametrize("javascript", [True, False])
def test_the_ring_is_drawn_and_rubbed_out_by_keyboard(open_page, fig, ana, javascript):
    page = open_page(fig.get_absolute_url(), javascript=javascript)
    sign_in(page)
    ring, corner = (".lightbox-link", "::after"), (".lightbox-link", "::before")
    assert not drawn(page, *ring)
    assert not drawn(page, *corner)
    for kind in ("like", "bookmark"):
        page.locator(f".reaction-button--{kind} button").focus()
        page.keyboard.press("Enter")
        page.locator(f".reaction-button--{kind} [aria-pressed=true]").wait_for()
    assert drawn(page, *ring)
    assert drawn(page, *corner)
    assert (Like.objects.count(), Bookmark.objects.count()) == (1, 1)
    page.locator(".reaction-button--like button").focus()
    page.keyboard.press("Space")
    page.locator(".reaction-button--like [aria-pressed=false]").wait_for()
    assert not drawn(page, *ring)


def test_the_focus_stays_on_the_button_and_the_count_is_announced(open_page, fig, ana):
    page = open_page(fig.get_absolute_url())
    sign_in(page)
    page.locator(".reaction-button--like button").focus()
    page.keyboard.press("Enter")
    page.locator(".reaction-button--like [aria-pressed=true]").wait_for()
    page.wait_for_function("document.activeElement.closest('.reaction-button--like')")
    assert page.locator(".reaction-button--like [aria-live]").inner_text() == "1 like"


def test_a_sheet_shows_what_the_reader_likes_and_has_bookmarked(open_page, fig, ana):
    Like.objects.create(member=ana, page=fig)
    Bookmark.objects.create(member=ana, page=fig)
    Like.objects.create(member=MemberFactory(), page=PictureFactory(parent=fig.get_parent(), title="Another’s"))
    page = open_page("/gallery/still-life/")
    for part in ("::before", "::after"):
        assert not drawn(page, f"#picture-{fig.pk}", part)
    sign_in(page)
    page.get_by_role("button", name="Like Half a fig", pressed=True).wait_for()
    assert page.get_by_role("button", name="Like", pressed=True).count() == 1
    page.get_by_text("You have bookmarked it.").wait_for(state="attached")
    for part in ("::before", "::after"):
        assert drawn(page, f"#picture-{fig.pk}", part)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_picture_is_liked_from_the_sheet(open_page, fig, ana, javascript):
    page = open_page("/gallery/still-life/", javascript=javascript)
    page.get_by_role("link", name="Like Half a fig").wait_for(state="attached")  # to sign in
    sign_in(page)
    for pressed in (True, False):
        page.locator(f"#picture-{fig.pk}").hover()
        page.get_by_role("button", name="Like Half a fig", pressed=not pressed).click()
        page.get_by_role("button", name="Like Half a fig", pressed=pressed).wait_for()
        assert drawn(page, f"#picture-{fig.pk}", "::before") == pressed
        assert Like.objects.filter(member=ana, page=fig).exists() == pressed
    assert "/gallery/still-life/" in page.url
