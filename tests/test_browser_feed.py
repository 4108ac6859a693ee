"""The feed as a member reads it, with script and without."""

import pytest
from django.contrib.auth.hashers import make_password
from wagtail.models import PageViewRestriction

from community import relations
from tests.examine import examine
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


@pytest.fixture
def liked_before(ana, album):
    """A picture in an entry of the first page and in an older one of the second."""
    fig, followed = PictureFactory(parent=album, title="Fig"), [MemberFactory() for _ in range(25)]
    relations.like(followed[0], fig)
    for number, other in enumerate(followed):
        relations.follow(ana, other)
        relations.follow(other, followed[number - 1])
    relations.like(followed[1], fig)
    return fig


def test_a_picture_in_two_entries_is_named_and_liked_in_both(open_page, ana, liked_before):
    page = open_page("/feed/")
    sign_in(page)
    page.mouse.wheel(0, 20_000)
    page.locator(".like-mark").nth(1).wait_for(state="attached")
    rings = page.get_by_role("button", name="Like Fig", exact=True)
    assert rings.count() == 2
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((each) => each.id)")
    assert len(ids) == len(set(ids))
    newer, older = rings.first, rings.last
    for ring, other, pressed in ((older, newer, True), (newer, older, False)):
        ring.press("Enter")
        other.and_(page.locator(f"[aria-pressed={str(pressed).lower()}]")).wait_for()
        assert ring.get_attribute("aria-pressed") == other.get_attribute("aria-pressed")
        assert ring.evaluate("ring => ring === document.activeElement")
        assert ana.likes.contains(liked_before) == pressed


def test_frames_are_sharp_on_dense_screens(open_page, ana, album):
    image = ImageFactory(file=image_file(1700, 1130))
    image.make_renditions()
    bram = MemberFactory(username="bram")
    relations.follow(ana, bram)
    relations.like(bram, PictureFactory(parent=album, image=image))
    page = open_page("/feed/", device_scale_factor=2)
    sign_in(page)
    picture = page.locator(".feed-item__frame img")
    picture.wait_for()
    page.wait_for_load_state("networkidle")
    assert picture.evaluate("image => image.currentSrc").endswith(image.files["width-1600|format-avif"][0])


# Of each row of entries: its right end, and how high its frames are.
ROWS = """() => {
  const rows = new Map();
  for (const block of document.querySelectorAll(".feed-item > :first-child")) {
    const { top, right, height } = block.getBoundingClientRect();
    const row = rows.get(Math.round(top)) ?? rows.set(Math.round(top), { right: 0, heights: [] }).get(Math.round(top));
    row.right = Math.max(row.right, right);
    row.heights.push(height);
  }
  return [...rows.values()];
}"""


@pytest.mark.parametrize("width", [390, 1440, 2560])
def test_portraits_fill_the_frames_of_who_is_followed_and_stand_small_on_a_phone(open_page, ana, width):
    photo = ImageFactory(file=image_file(900, 900))
    photo.make_renditions()
    for number in range(1, 4):  # of one, of two and of three
        who = MemberFactory(username=f"m{number}")
        relations.follow(ana, who)
        for place in range(number):
            relations.follow(who, MemberFactory(username=f"dear{number}{place}", photo=None if place else photo))
    page = open_page("/feed/", width=width)
    sign_in(page)
    page.locator(".feed-item__frame img").last.wait_for()
    page.wait_for_load_state("networkidle")
    shown = page.locator(".feed-item__frame .avatar").evaluate_all(PORTRAITS)
    assert len(shown) == 6
    if width == 390:
        assert {(round(each["width"]), round(each["height"])) for each in shown} == {(44, 44)}
    else:
        assert max(each["empty"] for each in shown) < 1
        assert min(each["height"] for each in shown) > 100
        assert max(each["stretched"] for each in shown) <= 1.2


# Of each portrait: its size, how many pixels of its frame are bare, and how many times its file is enlarged.
PORTRAITS = """(portraits) => portraits.map((portrait) => {
  const { width, height } = (portrait.querySelector("img") ?? portrait).getBoundingClientRect();
  const frame = portrait.closest(".feed-item__frame").getBoundingClientRect();
  const natural = portrait.querySelector("img")?.naturalWidth ?? Infinity;
  const empty = Math.max(frame.width - width, frame.height - height);
  return { width, height, empty, stretched: Math.max(width, height) / natural };
})"""


@pytest.fixture
def busy(ana, album):
    """All kinds of entries, of pictures of all shapes."""
    images = [ImageFactory(file=image_file(*size)) for size in ((300, 200), (200, 300), (250, 200), (500, 100))]
    members = [MemberFactory(username=f"m{number}") for number in range(3)]
    for member in members:
        relations.follow(ana, member)
    for number in range(30):
        who = members[number % 3]
        some = [PictureFactory(parent=album, image=images[n % 4]) for n in range(number, number + number % 7)]
        for picture in some:
            relations.like(who, picture)
        if number % 5 == 0:
            relations.follow(who, MemberFactory())
        for other in members:
            relations.like(other, PictureFactory(parent=album, image=images[number % 4]) if not some else some[0])


def test_rows_are_filled_at_every_width_and_their_frames_are_of_one_height(open_page, busy):
    page = open_page("/feed/")
    sign_in(page)
    for width in (656, 768, 1024, 1440, 1920, 2560, 3840):
        page.set_viewport_size({"width": width, "height": 1000})
        *rows, last = page.evaluate(ROWS)
        right = page.locator(".feed-item-list").evaluate("list => list.getBoundingClientRect().right")
        assert len(rows) >= 3
        assert [row["right"] for row in rows] == pytest.approx([right] * len(rows), abs=1), width
        for row in [*rows, last]:
            assert max(row["heights"]) - min(row["heights"]) < 1.5, width
            assert max(row["heights"]) < 0.6 * width


# What fills the last row beside its entries, as wide as the hole; and how high a frame there is beside it, if drawn.
FILLER = """(list) => {
  const { width, marginTop, height, backgroundImage, backgroundSize } = getComputedStyle(list, "::after");
  const shown = parseFloat(height) + parseFloat(marginTop) > 1;
  return { width: parseFloat(width), shown, drawn: backgroundImage !== "none", size: backgroundSize };
}"""


def test_the_last_row_is_filled_where_the_feed_goes_on_and_ends_where_it_ends(open_page, busy):
    page = open_page("/feed/")
    sign_in(page)
    page.route("**before=**", lambda route: route.abort())
    page.goto(page.url)
    entries, feed = page.locator(".feed-item"), page.locator(".feed-item-list")
    kinds = set()
    for _removed in range(5):
        for width in (768, 1440, 2560):
            page.set_viewport_size({"width": width, "height": 1000})
            *_rows, last = page.evaluate(ROWS)
            hole = feed.evaluate("list => list.getBoundingClientRect().right") - last["right"]
            filler = feed.evaluate(FILLER)
            assert filler["drawn"]
            assert filler["shown"] == (hole > 1), width
            if filler["shown"]:
                assert hole - filler["width"] < 30, width  # the gap
                assert last["heights"][0] == pytest.approx(min(0.22 * width, 432), abs=1.5), width
            assert max(last["heights"]) < 1.75 * min(0.22 * width, 432), width
            kinds.add(filler["shown"])
        entries.last.evaluate("entry => entry.remove()")
    assert kinds == {True, False}
    page.locator("[data-next]").evaluate("link => link.remove()")
    assert not feed.evaluate(FILLER)["drawn"]


# Links but those in a sentence that are less than 44 pixels wide or high.
SMALL = """() => [...document.querySelectorAll(".feed-item a")]
  .filter((link) => !link.closest("p"))
  .map((link) => link.getBoundingClientRect())
  .filter(({ width, height }) => width < 44 || height < 44).length"""


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_nothing_is_wrong_with_a_busy_feed(open_page, busy, width, scheme):
    page = open_page("/feed/", width=width, color_scheme=scheme, bypass_csp=True)
    sign_in(page)
    assert examine(page) == []
    assert page.evaluate(SMALL) == 0
    whole = page.locator(".feed-item-list").bounding_box()["width"]
    widths = page.locator(".feed-item").evaluate_all("items => items.map((item) => item.offsetWidth)")
    assert (set(widths) == {round(whole)}) == (width == 390)
