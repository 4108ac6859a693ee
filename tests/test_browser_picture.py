"""A picture's page: what is on its first screen, which file is taken, how one leafs and shares."""

import pytest

from community.models import Like
from gallery.models import Licence
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, PictureFactory, image_file, make_gallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHAPES = {"landscape": (900, 600), "portrait": (600, 900), "panorama": (2000, 400)}
SCREENS = [(1440, 900), (1024, 768), (390, 844)]


def hang(*shapes, **fields):
    """Pictures of one album, the first being the newest."""
    album, pictures = AlbumFactory(parent=make_gallery()), []
    for age, shape in enumerate(shapes, 1):
        image = ImageFactory(file=image_file(*SHAPES.get(shape, shape)))
        image.make_renditions()
        pictures.append(PictureFactory(parent=album, title=f"Frame {age}", image=image, age=age, **fields))
    return pictures


@pytest.mark.parametrize(("width", "height"), SCREENS)
@pytest.mark.parametrize("shape", SHAPES)
def test_picture_title_and_like_are_on_the_first_screen(chromium, live_server, shape, width, height):
    [picture] = hang(shape, credit="Trevor “Freespace” with a rather long name")
    context = chromium.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(live_server.url + picture.get_absolute_url())
    bar = page.locator(".site-header nav").bounding_box()
    end = bar["y"] if bar["y"] > height / 2 else height  # on a phone the links are at the lower edge
    for selector in (
        ".photo__stage img",
        "h1",
        ".photo__title .mono",
        ".reaction-button--like",
        ".reaction-button--bookmark",
        ".photo__actions > [popovertarget]",
    ):
        box = page.locator(selector).bounding_box()
        assert box["y"] >= 0, selector
        assert box["y"] + box["height"] <= end, selector
    context.close()


@pytest.mark.parametrize("path", ["/", "/feed/", "/people/"])
@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_has_a_low_header_and_links_for_the_thumb(open_page, path, width):
    hang("landscape")
    page = open_page(path, width=width)
    assert page.locator(".site-header__bar").evaluate("(bar) => bar.getBoundingClientRect().bottom") <= 64
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for link in page.locator(".site-header__links a").all():
        box = link.bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44
        assert box["y"] > 800


@pytest.mark.parametrize(("density", "width", "chosen"), [(1, 1440, "1200"), (2, 1440, "2400"), (3, 1440, "3200")])
def test_the_file_fits_the_screen(open_page, density, width, chosen):
    [picture] = hang((3300, 2200))
    page = open_page(picture.get_absolute_url(), width=width, device_scale_factor=density)
    page.locator(".photo__stage img").evaluate("(image) => image.decode()")
    source = page.locator(".photo__stage img").evaluate("(image) => image.currentSrc")
    names = {spec: file[0] for spec, file in picture.image.files.items()}
    assert source.endswith(names[f"width-{chosen}|format-avif"])


@pytest.mark.parametrize("way", ["key", "enter", "swipe"])
def test_one_leafs_and_is_told_where_one_is(open_page, way):
    pictures = hang("landscape", "portrait", "landscape")
    page = open_page(pictures[0].get_absolute_url(), width=390, has_touch=True)
    leafing = {
        "key": lambda: page.keyboard.press("ArrowRight"),
        "enter": lambda: page.locator("a[rel=next]").press("Enter"),
        "swipe": lambda: swipe(page, 300, 100),
    }
    leafing[way]()
    page.wait_for_url(f"**{pictures[1].get_absolute_url()}")
    page.locator("[data-leafed]").filter(has_text="Frame 2, 2 of 3").wait_for(state="attached")
    assert page.evaluate("document.activeElement.rel === 'next'") == (way == "enter")
    assert page.locator(".photo-strip [aria-current=page]").get_attribute("title") == "Frame 2"


def swipe(page, start, end):
    page.evaluate(
        """([start, end]) => {
            const stage = document.querySelector('.photo__stage');
            const touch = (x) => new Touch({ identifier: 1, target: stage, clientX: x, clientY: 200 });
            const tell = (type, x, touches) => stage.dispatchEvent(
                new TouchEvent(type, { bubbles: true, touches, changedTouches: [touch(x)] }));
            tell('touchstart', start, [touch(start)]);
            tell('touchend', end, []);
        }""",
        [start, end],
    )


def test_it_can_be_shared(open_page):
    [picture] = hang("landscape", credit="Trevor", licence=Licence.CC_BY_4)
    page = open_page(picture.get_absolute_url(), permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Share").click()
    copied = {}
    for label in ("Link", "Code to embed it", "Credit line"):
        page.get_by_label(label).locator("+ button").click()
        page.get_by_role("button", name="Copied").first.wait_for()
        copied[label] = page.evaluate("navigator.clipboard.readText()")
    assert copied["Link"] == page.url
    assert copied["Credit line"] == "Frame 1, Trevor, CC BY 4.0"
    assert copied["Code to embed it"].startswith(f'<a href="{page.url}"><img src="http')
    assert page.get_by_role("link", name="Download, 900 × 600").get_attribute("download")
    page.get_by_role("button", name="Close").click()
    assert not page.get_by_label("Link").is_visible()


def test_the_system_may_share_it(open_page):
    [picture] = hang("landscape")
    page = open_page("/")
    page.add_init_script("navigator.share = (what) => { window.shared = what; return Promise.resolve(); }")
    page.goto(page.url.rstrip("/") + picture.get_absolute_url())
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="More ways to share").click()
    assert page.evaluate("window.shared.url") == page.url


def test_what_is_reserved_is_not_offered_for_download(open_page):
    [picture] = hang("landscape")
    page = open_page(picture.get_absolute_url(), javascript=False)
    page.get_by_role("button", name="Share").click()
    assert page.get_by_label("Link").input_value() == page.url
    assert page.get_by_role("link", name="Download").count() == 0
    assert page.get_by_role("button", name="Copy").count() == 0


def test_ones_own_face_joins_the_likers_at_once(open_page):
    [picture] = hang("landscape")
    ana = MemberFactory(username="ana")
    ana.set_password("grease-pencil-35")
    ana.save()
    page = open_page(f"/account/login/?next={picture.get_absolute_url()}")
    page.locator("input[name=login]").fill("ana")
    page.locator("input[name=password]").fill("grease-pencil-35")
    page.keyboard.press("Enter")
    likers = page.get_by_role("region", name="Who likes this picture")
    page.locator(".reaction-button--like button").click()
    likers.get_by_role("link", name="ana").wait_for()
    page.locator("[data-lightbox]").click()
    ring = page.get_by_role("dialog").get_by_role("button", name="Like")
    ring.and_(page.locator("[aria-pressed=true]")).click()
    ring.and_(page.locator("[aria-pressed=false]")).wait_for()
    assert not Like.objects.exists()
    page.keyboard.press("Escape")
    page.locator(".reaction-button--like [aria-pressed=false]").wait_for()


def test_the_lightbox_is_a_dialog_that_goes_on_by_itself(open_page):
    pictures = hang("landscape", "landscape", credit="Trevor")
    page = open_page(pictures[0].get_absolute_url())
    page.locator("[data-lightbox]").click()
    dialog = page.get_by_role("dialog", name="1 of 2, Frame 1, Trevor")
    dialog.wait_for()
    assert dialog.get_attribute("aria-modal") == "true"
    page.get_by_role("button", name="Slideshow").click()
    page.get_by_role("dialog", name="2 of 2, Frame 2, Trevor").wait_for()
    page.get_by_role("button", name="Slideshow", pressed=False).wait_for()  # at the end
    assert page.get_by_role("button", name="Whole screen").is_visible()


def test_a_picture_grows_out_of_its_card(open_page):
    [picture] = hang("landscape")
    page = open_page("/gallery/", reduced_motion="no-preference")
    page.evaluate("""addEventListener('pageswap', (event) => sessionStorage.setItem('named',
        Boolean(event.viewTransition) && document.querySelector('.image-card img').style.viewTransitionName))""")
    page.get_by_role("link", name="Frame 1", exact=True).click()
    page.wait_for_url(f"**{picture.get_absolute_url()}")
    assert page.evaluate("sessionStorage.getItem('named')") == "picture"
