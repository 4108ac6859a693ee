from django import template
from django.forms.utils import flatatt
from django.utils.html import format_html

from gallery.images.renditions import Size
from gallery.models import GalleryImage, GalleryIndexPage

register = template.Library()
NARROWEST, WIDEST = 20, 500  # hundredths


@register.simple_tag
def picture(image: GalleryImage, size: str, **attrs):
    """`{% picture page.image "card" sizes="50vw" %}`: a `<picture>` in every format and width of that size.

    Until the worker has made them it is an empty frame of the same shape, so that nothing moves when it comes: a
    visitor never waits for a rendition, and never gets the original.
    """
    return image.picture(Size(size), attrs) or _empty_frame(image, attrs)


def _empty_frame(image, attrs):
    alt = attrs.get("alt", image.default_alt_text)
    frame = {"class": "empty-frame", "viewBox": f"0 0 {image.width} {image.height}", "role": "img", "aria-label": alt}
    return format_html("<svg{}></svg>", flatatt(frame if alt else frame | {"role": None, "aria-hidden": "true"}))


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
    """The address of the gallery's page, wherever editors have moved it: one query a request.

    "/" while there is no such page. An error page may have no request.
    """
    request = context.get("request")
    url = getattr(request, "gallery_url", None)
    if url is None:
        url = _find_gallery_url()
        if request is not None:
            request.gallery_url = url
    return url


def _find_gallery_url():
    page = GalleryIndexPage.objects.live().first()  # there is at most one
    if page is None:
        return "/"
    return page.get_absolute_url() or "/"


@register.simple_tag(takes_context=True)
def absolute(context, path: str) -> str:
    """The whole address of a path on this site."""
    return context["request"].build_absolute_uri(path)
