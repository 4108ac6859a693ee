from functools import lru_cache
from typing import NamedTuple

from django import template
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

    title: str
    url: str
    picture: SafeString
    ratio: str
    is_odd: bool
    number: int
    mark_classes: SafeString
    mark_words: SafeString


@register.simple_tag(takes_context=True)
def image_card(context, page, number, *, is_eager=False, large=False):
    """`{% image_card page number=3 %}`: a frame on a sheet; the first ones of a page are `is_eager` to load."""
    attrs = {"sizes": f"(max-width: 34rem) 90vw, {'50vw' if large else '28rem'}"}
    attrs |= {"loading": "eager", "fetchpriority": "high"} if is_eager else {"loading": "lazy", "fetchpriority": "auto"}
    return rendered_card(card_of(page, number, context.get("request"), attrs), get_language())


def card_of(page, number, request=None, attrs=None) -> Card:
    """attrs: of its `<img>`. Its marks are the viewer's own parts."""
    return Card(
        title=page.title,
        url=page.get_url(request) or "",
        picture=picture(page.image, Size.CARD, **(attrs or {})),
        ratio=ratio(page.image),
        is_odd=is_odd(page.image),
        number=number,
        mark_classes=own("mark_classes", page.pk),
        mark_words=own("mark_words", page.pk),
    )


@lru_cache(maxsize=4096)
def rendered_card(card: Card, _language: str) -> SafeString:
    return render_to_string("components/image_card.html", {"card": card})


@register.simple_tag
def slide(image: GalleryImage):
    """The data attributes of a link by which the lightbox (static/js/lightbox.js) knows the picture."""
    file = image.zoomed_file
    if file is None:
        return ""
    known = {"src": file.url, "width": file.width, "height": file.height, "alt": image.default_alt_text}
    return flatatt({f"data-{name}": str(value) for name, value in known.items()})


@register.filter
def ratio(image: GalleryImage) -> str:
    """The class that tells CSS the picture's width by height, in hundredths: "ratio-150" (static/css/ratios.css)."""
    hundredths = round(100 * image.width / image.height)
    return f"ratio-{min(max(hundredths, NARROWEST), WIDEST)}"


@register.filter
def own_width(image: GalleryImage) -> str:
    """For `sizes`: no wider than the picture itself, as a browser takes this for its width where CSS names none."""
    return f"min(100vw, {image.width}px)"


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
