from functools import lru_cache
from typing import NamedTuple

from django import template
from django.core.paginator import Page
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from gallery.images.renditions import Size
from gallery.models import GalleryImage, GalleryIndexPage
from gallery.visibility import Viewer
from web.own_parts import own

register = template.Library()
NARROWEST, WIDEST = 20, 500  # hundredths
ROW, LARGE_ROW = (150, 17, 300), (200, 25, 440)  # --row-height in static/css: least px, vw, most px
WHOLE_ROW = 92  # vw, on a phone
STRETCHED = 1.2  # times; most frames are stretched less, to fill their row


@register.simple_tag
def picture(image: GalleryImage, size: str, **attrs):
    """`{% picture page.image "card" sizes="50vw" %}`: a `<picture>` in every width of that size.

    Until the worker has made its JPEGs it is an empty frame of the same shape, so that nothing moves when it comes: a
    visitor never waits for a rendition, and never gets the original.
    """
    return image.picture(Size(size), attrs) or _empty_frame(image, attrs)


def _empty_frame(image, attrs):
    alt = attrs.get("alt", image.default_alt_text)
    frame = {"class": "empty-frame", "viewBox": f"0 0 {image.width} {image.height}", "role": "img", "aria-label": alt}
    return format_html("<svg{}></svg>", flatatt(frame if alt else frame | {"role": None, "aria-hidden": "true"}))


class Card(NamedTuple):
    """All that a card shows. Of the same values it is rendered once (`rendered_card`)."""

    pk: int  # the picture's
    title: str
    credit: str
    url: str
    picture: SafeString
    ratio: str
    is_odd: bool
    like_mark: SafeString
    note: str = ""


@register.simple_tag(takes_context=True)
def image_card(context, page, *, is_eager=False, large=False, note=""):
    """`{% image_card page %}`: a frame on a sheet; the first ones of a page are `is_eager` to load.

    note: what else its caption says.
    """
    attrs = {"sizes": card_sizes(page.image, *(LARGE_ROW if large else ROW))}
    attrs |= {"loading": "eager", "fetchpriority": "high"} if is_eager else {"loading": "lazy", "fetchpriority": "auto"}
    return rendered_card(card_of(page, context.get("request"), attrs, note), get_language())


def card_sizes(image: GalleryImage, least: int, share: int, most: int) -> str:
    """For the `sizes` of its `<img>`: how wide a frame is that is somewhat stretched, in a row as CSS has it.

    The row's height is clamp(least px, share vw, most px) (static/css/components/sheet.css). On a phone most frames are
    alone in theirs.
    """
    width = STRETCHED * image.width / image.height
    in_row = f"clamp({least * width:.0f}px, {share * width:.0f}vw, {most * width:.0f}px)"
    return f"(max-width: 34rem) {WHOLE_ROW}vw, {in_row}"


def card_of(page, request=None, attrs=None, note="") -> Card:
    """attrs: of its `<img>`. Its mark is the viewer's own part."""
    return Card(
        pk=page.pk,
        title=page.title,
        credit=page.credit,
        url=page.get_url(request) or "",
        picture=picture(page.image, Size.CARD, **(attrs or {})),
        ratio=ratio(page.image),
        is_odd=is_odd(page.image),
        like_mark=own("like_mark", page.pk),
        note=note,
    )


@lru_cache(maxsize=4096)
def rendered_card(card: Card, _language: str) -> SafeString:
    return render_to_string("components/image_card.html", {"card": card})


@register.filter
def left_after(page: Page) -> int:
    """How many there are on later pages of a Paginator."""
    return page.paginator.count - page.end_index()


@register.simple_tag
def slide(image: GalleryImage):
    """The data attributes of a link by which the lightbox (static/js/lightbox.js) knows the picture."""
    files = image.zoomed_files
    if not files:
        return ""
    largest, widths = files[-1], ", ".join(f"{file.url} {file.width}w" for file in files)
    known = {"src": largest.url, "width": largest.width, "height": largest.height, "srcset": widths}
    known["alt"] = image.default_alt_text
    return flatatt({f"data-{name}": str(value) for name, value in known.items()})


@register.filter
def ratio(image: GalleryImage) -> str:
    """The class that tells CSS the picture's width by height, in hundredths: "ratio-150" (static/css/ratios.css)."""
    return ratio_class(image.width / image.height)


def ratio_class(ratio: float) -> str:
    return f"ratio-{min(max(round(100 * ratio), NARROWEST), WIDEST)}"


@register.filter
def stage_width(image: GalleryImage) -> str:
    """For `sizes` of the picture on its page: as wide as the window and its height allow (components/photo.css).

    No wider than the picture itself, as a browser takes this for its width where CSS names none.
    """
    return f"min(100vw, calc((100vh - 13.5rem) * {image.width / image.height:.3f}), {image.width}px)"


@register.filter
def is_odd(image: GalleryImage) -> bool:
    """Whether a card's frame is of another shape: wider than a very tall picture, taller than a very wide one."""
    return not 50 <= 100 * image.width / image.height <= WIDEST


@register.simple_tag(takes_context=True)
def gallery_url(context) -> str:
    """The address of the gallery's page, wherever editors have moved it: asked for once a version of the content.

    "/" while there is no such page. An error page may have no request.
    """
    return _find_gallery_url(Viewer.of(context.get("request")).content.version)


@lru_cache(maxsize=4)
def _find_gallery_url(_version):
    page = GalleryIndexPage.objects.live().first()  # there is at most one
    if page is None:
        return "/"
    return page.get_absolute_url() or "/"


@register.simple_tag(takes_context=True)
def absolute(context, path: str) -> str:
    """The whole address of a path on this site."""
    return context["request"].build_absolute_uri(path)
