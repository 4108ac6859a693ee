"""The policies in a real Chromium: no page of ours, and no screen of the admin, does what they forbid."""

import pytest
from wagtail.models import Page

from gallery.models import ImagePage
from tests.factories import MemberFactory, image_file

from .pages import make_world
from .watching import Watched

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.long]
PENCIL = "rgb(200, 38, 27)"
PICTURE = "/gallery/jeongmul/frame-0/"
PUBLIC = ["/", "/gallery/", "/gallery/jeongmul/", "/gallery/private/", PICTURE, "/most-viewed/", "/search/?q=무화과"]
PUBLIC += ["/tags/", "/people/", "/people/나무/", "/account/login/", "/account/signup/", "/nowhere/"]
OWN = ["/feed/", "/welcome/", "/bookmarks/", "/account/profile/", "/account/email/"]
ADMIN = """/ /pages/ /images/ /images/multiple/add/ /documents/multiple/add/ /reports/actions/ /reports/most-viewed/
    /reports/most-liked/ /reports/most-bookmarked/ /reports/active-members/ /reports/missing/ /guide/
    /reports/site-history/ /snippets/activity/action/ /users/ /community/like/ /account/ /redirects/add/""".split()


@pytest.fixture
def watch(chromium, live_server):
    """Opens a window; nothing may be noted in any of them in the end."""
    opened = []

    def open_window(member=None, **options):
        opened.append(Watched(chromium, live_server.url, member, **options))
        return opened[-1]

    yield open_window
    for each in opened:
        each.context.close()
    assert [(kind, text) for each in opened for kind, texts in each.noted.items() for text in texts] == []


@pytest.fixture
def editor():
    make_world()
    return MemberFactory(is_superuser=True, is_staff=True)


@pytest.mark.parametrize("viewer", ["stranger", "editor"])
def test_public_pages_keep_to_the_policy(watch, editor, viewer):
    window = watch(editor if viewer == "editor" else None)
    for path in PUBLIC + OWN * (viewer == "editor"):
        page = window.open(path)
        assert page.locator("#wagtail-userbar-trigger").count() == (viewer == "editor"), path


def test_the_page_of_components_keeps_to_it(watch, editor, settings):
    settings.DEBUG = True
    page = watch().open("/design/")
    assert page.locator(".token--pencil").first.evaluate("e => getComputedStyle(e).backgroundColor") == PENCIL


def test_the_lightbox_the_theme_and_the_reactions_keep_to_it(watch, editor):
    page = watch(editor).open(PICTURE)
    page.get_by_role("button", name="Dark").click()
    page.locator("[data-theme=dark]").wait_for()
    page.locator(".reaction-button--like button").click()
    page.locator(".reaction-button--like [aria-pressed=true]").wait_for()
    page.locator("[data-lightbox]").click()
    page.locator(".pswp--ui-visible .pswp__img:not(.pswp__img--placeholder)").first.wait_for()
    page.keyboard.press("ArrowRight")
    page.locator(".pswp__place").filter(has_text="2 of").wait_for()


def test_the_user_bar_works(watch, editor):
    page = watch(editor).open(PICTURE)
    page.locator("#wagtail-userbar-trigger").click()
    page.get_by_role("menuitem", name="Edit this page").wait_for()
    assert page.locator(".w-userbar-trigger").bounding_box()["width"] < 100  # its style sheet is there


def test_screens_of_the_admin_keep_to_their_policy(watch, editor):
    window = watch(editor)
    for path in ADMIN:
        window.open("/admin" + path)
    window.open(f"/admin/images/{ImagePage.objects.first().image_id}/")
    page = window.open("/admin/images/multiple/add/")
    picture = {"name": "fig.jpg", "mimeType": "image/jpeg", "buffer": image_file(300, 200).read()}
    page.set_input_files("#fileupload", picture)
    page.get_by_role("button", name="Update").wait_for()


def test_the_page_editor_works(watch, editor):
    picture = ImagePage.objects.get(slug="frame-0")
    page = watch(editor, viewport={"width": 1440, "height": 900}).open(f"/admin/pages/{picture.pk}/edit/")
    page.get_by_role("button", name="Toggle preview").click()
    page.frame_locator("iframe[src*=preview]").locator("h1", has_text=picture.title).wait_for()
    page.get_by_role("button", name="Toggle checks").click()
    page.get_by_role("button", name="Toggle status").click()
    page.get_by_role("button", name="Change privacy").click()
    page.get_by_role("dialog").get_by_role("button", name="Close").first.click()
    page.locator("#id_taken_on").click()
    page.locator(".xdsoft_datetimepicker").locator("visible=true").first.wait_for()


def test_a_chooser_works(watch, editor):
    home = Page.objects.get(depth=2)
    page = watch(editor).open(f"/admin/pages/{home.pk}/edit/")
    page.get_by_role("button", name="Add picture").click()
    page.get_by_role("button", name="Choose a page").locator("visible=true").first.click()
    page.locator(".modal-body input[name=q]").wait_for()
