"""oEmbed (https://oembed.com/): other sites ask with a picture's address how to embed it."""

from collections.abc import Callable
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.models import Site

from gallery.images.finished import FinishedFile
from gallery.images.renditions import Size, spec
from gallery.models import GalleryImage, ImagePage
from gallery.visibility import Viewer
from web.export_safety import xml_text

WIDTHS = sorted({width for size in Size for width in size.widths})


class Unanswerable(Exception):
    """Why there is no answer: an HTTP status, and a sentence for whoever asked."""

    def __init__(self, status: int, message: str):
        self.status = status
        super().__init__(message)


class OEmbedView(View):
    """`?url=…&format=json|xml&maxwidth=600&maxheight=400`: how to embed the picture at that address.

    400 where the address or a number is missing or malformed, 501 for another format, and 404 for anything but a
    picture that a stranger may see, even where whoever asks may see more.
    """

    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest) -> HttpResponse:
        try:
            answer = ANSWERS.get(request.GET.get("format", "json"))
            if answer is None:
                raise Unanswerable(501, _("There are JSON and XML."))
            response = answer(describe(request, find_picture(request)))
        except Unanswerable as error:
            response = HttpResponse(str(error), "text/plain; charset=utf-8", status=error.status)
        response["Access-Control-Allow-Origin"] = "*"  # it holds what everybody may see
        return response


def find_picture(request: HttpRequest) -> ImagePage:
    """The picture at the address `?url=`. Raises Unanswerable."""
    try:
        address = urlsplit(request.GET.get("url", ""))
    except ValueError:
        address = urlsplit("")
    if address.scheme not in ("http", "https") or not address.netloc or "\0" in unquote(address.path):
        raise Unanswerable(400, _("url= wants the address of a picture."))
    site = Site.find_for_request(request)
    stranger = Viewer.stranger_at(site)
    if site and address.netloc == request.get_host():
        path = site.root_page.url_path + unquote(address.path).strip("/") + "/"
        if picture := ImagePage.objects.visible_to(stranger).filter(url_path=path).first():
            return picture
    raise Unanswerable(404, _("There is no such picture."))


def describe(request: HttpRequest, picture: ImagePage) -> dict:
    file, width, height = fit(picture.image, get_limit(request, "maxwidth"), get_limit(request, "maxheight"))
    return {
        "version": "1.0",
        "type": "photo",
        "title": picture.title,
        "author_name": picture.credit,
        "provider_name": _("Contact Sheet"),
        "provider_url": request.build_absolute_uri("/"),
        "license_url": picture.rights.url,
        "url": request.build_absolute_uri(file.url),
        "width": width,
        "height": height,
    }


def get_limit(request, name) -> int | None:
    """A number of pixels from the query; None where it is not limited. Raises Unanswerable for anything else."""
    text = request.GET.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text)):
        raise Unanswerable(400, _("maxwidth= and maxheight= want a number of pixels."))
    return int(text)


def fit(image: GalleryImage, width: int | None, height: int | None):
    """(file, width, height in pixels to show it at): the largest file within the limits.

    Where even the smallest file is too large, it is that one, to be shown smaller. Raises Unanswerable while the worker
    has made none.
    """
    made = (FinishedFile.of(image.files, spec(each, "jpeg")) for each in WIDTHS)
    files = [file for file in made if file]
    if not files:
        raise Unanswerable(503, _("This picture is still being developed. Please ask again in a minute."))

    def scale(file):
        return min(1, (width or file.width) / file.width, (height or file.height) / file.height)

    best = next((file for file in reversed(files) if scale(file) == 1), files[0])
    return best, *(max(1, int(side * scale(best))) for side in (best.width, best.height))


def as_xml(content: dict) -> HttpResponse:
    root = ElementTree.Element("oembed")
    for name, value in content.items():
        ElementTree.SubElement(root, name).text = xml_text(str(value))
    text = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(text, "text/xml; charset=utf-8")


ANSWERS: dict[str, Callable[[dict], HttpResponse]] = {"json": JsonResponse, "xml": as_xml}
