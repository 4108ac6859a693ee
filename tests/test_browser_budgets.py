"""Fast to the eye: what the front page weighs, and what a visitor sees first."""

import gzip
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from gallery.models import GalleryImage
from gallery.models.pages import PICTURES_A_PAGE
from home.front_page import NEWEST
from home.models import Choice, HomePage
from tests.factories import AlbumFactory, ImageFactory, PictureFactory, image_file, make_gallery

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CSS, SCRIPT, HTML = 20_000, 40_000, 100_000  # bytes: the first two compressed, the last not
SHAPES = [(900, 600), (600, 900), (1200, 500), (700, 700)]

FIRST_SIGHT = """() => new Promise((resolve) => {
  const seen = { shift: 0 };
  const watch = (type, note) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch("layout-shift", (entry) => { seen.shift += entry.value; });
  watch("largest-contentful-paint", ({ element, url }) => { seen.largest = element?.tagName; seen.url = url; });
  setTimeout(() => resolve(seen), 500);
})"""


def grain(width, height):
    """A picture that is not of one colour: Chromium takes such a one for a background and no paint."""
    content = BytesIO()
    Image.effect_noise((width, height), 90).convert("RGB").save(content, "JPEG")
    return ContentFile(content.getvalue(), name="grain.jpeg")


def fill(images):
    """A front page with 24 pictures, the chosen and the newest; and a full page of the gallery."""
    album = AlbumFactory(parent=make_gallery(), title="Still life")
    pictures = [
        PictureFactory(parent=album, title=f"A picture with a rather long title, {number}", image=images[number % 4])
        for number in range(PICTURES_A_PAGE + 1)
    ]
    for order, picture in enumerate(pictures[: PICTURES_A_PAGE - NEWEST]):
        Choice.objects.create(page=HomePage.objects.get(), picture=picture, sort_order=order)


@pytest.fixture
def full_house():
    """With every rendition, as their addresses weigh most."""
    make_gallery()
    images = [ImageFactory(file=image_file(*shape)) for shape in SHAPES]
    for image in GalleryImage.objects.all():
        image.make_renditions()
    fill(images)


@pytest.fixture
def grainy_house():
    make_gallery()
    images = [ImageFactory(file=grain(*shape)) for shape in SHAPES]
    for image in images:
        image.make_renditions()
    fill(images)


def weigh(open_page, path, **options):
    """Sizes of what a new visitor loads, by kind; the hosts that were asked; the page."""
    sizes, hosts = {"stylesheet": 0, "script": 0, "document": 0}, set()
    page = open_page("/people/", **options)

    def note(response):
        hosts.add(urlsplit(response.url).netloc)
        kind = response.request.resource_type
        if kind == "document":
            sizes[kind] += len(response.body())
        elif kind in sizes:
            sizes[kind] += len(gzip.compress(response.body(), 6))

    page.on("response", note)
    page.goto(page.url.replace("/people/", path), wait_until="networkidle")
    return sizes, hosts, page


def test_the_front_page_keeps_its_budgets(open_page, full_house):
    sizes, hosts, page = weigh(open_page, "/")
    assert page.locator(".image-card, .opening").count() >= PICTURES_A_PAGE
    assert 0 < sizes["stylesheet"] < CSS
    assert 0 < sizes["script"] < SCRIPT
    assert 0 < sizes["document"] < HTML
    assert len(hosts) == 1


@pytest.mark.parametrize("path", ["/gallery/", "/gallery/still-life/", "/search/?q=picture"])
def test_a_list_page_is_light(open_page, full_house, path):
    sizes, _hosts, page = weigh(open_page, path)
    assert page.locator(".image-card").count() == PICTURES_A_PAGE
    assert 0 < sizes["document"] < HTML


@pytest.mark.parametrize("width", [390, 2560])
@pytest.mark.parametrize("path", ["/", "/gallery/still-life/"])
def test_the_largest_paint_is_a_picture_of_the_first_html_and_nothing_moves(open_page, grainy_house, path, width):
    page = open_page(path, width=width)
    seen = page.evaluate(FIRST_SIGHT)
    assert seen["largest"] == "IMG"
    assert seen["shift"] == 0
    html = page.request.get(page.url).text()
    assert urlsplit(seen["url"]).path in html


def test_the_first_row_comes_first_and_the_rest_when_one_is_near(open_page, grainy_house):
    page = open_page("/gallery/still-life/")
    images = page.locator(".image-card img")
    first_row = {round(image.bounding_box()["y"]) for image in images.all()[:3]}
    assert len(first_row) == 1
    kinds = [(image.get_attribute("loading"), image.get_attribute("fetchpriority")) for image in images.all()]
    assert kinds[:3] == [("eager", "high")] * 3
    assert kinds[4:] == [("lazy", "auto")] * (PICTURES_A_PAGE - 4)


def test_no_font_blocks(open_page, grainy_house):
    page = open_page("/")
    assert page.evaluate("[...document.fonts].map((font) => font.display)") == ["optional", "optional"]
    assert page.locator("link[rel=preload][as=font]").count() == 2
