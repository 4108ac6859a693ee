"""What a page shows to its viewer alone is put into it at last, when all else is there.

A template says `{% own "reactions" page.pk %}` where such a part belongs. A function registered under that name makes
it, for all its places on the page at once. So a list asks once for all its items, and what is the same for everybody
can be kept and answered to others (gallery/kept_pages.py).
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from django import template
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

# It is in no text of an editor's or a member's, as templates escape what these write.
PLACE = re.compile(rb"<!--own (\w+) (\d*)-->")
Ids = set[int | None]
MAKERS: dict[str, Callable[[HttpRequest, Ids], dict]] = {}


def own_part(make: Callable[[HttpRequest, Ids], dict]) -> Callable:
    """Registers the function under its name. From the request and the ids of all places it makes {id: HTML}.

    An id is None where the template names none. A place of which nothing is made stays empty.
    """
    MAKERS[make.__name__] = make
    return make


@register.simple_tag
def own(name: str, pk: int | None = None) -> SafeString:
    if name not in MAKERS:
        raise template.TemplateSyntaxError(f"No own part is called {name}.")
    return SafeString(f"<!--own {name} {'' if pk is None else int(pk)}-->")


@own_part
def token(request: HttpRequest, pks: Ids) -> dict:
    """For a form in a part that is kept, instead of Django's `{% csrf_token %}`."""
    field = format_html('<input type="hidden" name="csrfmiddlewaretoken" value="{}">', get_token(request))
    return dict.fromkeys(pks, field)


class OwnPartsMiddleware:
    """The innermost, as it needs what the others put on the request."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for _depth in ("in the page", "in its parts"):
            if not response.streaming and b"<!--own " in response.content:
                response.content = filled(response.content, request)
        return response


def filled(page: bytes, request: HttpRequest) -> bytes:
    """The page with the parts of the viewer who asks. In these, places stay."""
    made = {name: MAKERS[name](request, pks) for name, pks in _places(PLACE.findall(page)).items()}

    def part(match: re.Match) -> bytes:
        return made[match[1].decode()].get(_id(match[2]), "").encode()

    return PLACE.sub(part, page)


def _places(found: Iterable[tuple[bytes, bytes]]) -> dict[str, Ids]:
    places = defaultdict(set)
    for name, pk in found:
        places[name.decode()].add(_id(pk))
    return places


def _id(written: bytes) -> int | None:
    return int(written) if written else None
