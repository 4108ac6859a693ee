"""Whole pages are kept in the cache, without the parts that are their viewers' own (web/own_parts.py).

The key says all that such a page is made of, above all the version of the content, so nothing ever has to be removed:
once something has changed, or a picture has expired, another key is asked for.
"""

import hashlib
import zlib
from collections.abc import Callable
from functools import cache as once
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from web.languages import language_of_address
from web.theme import chosen_theme

from .images.finished import addresses_hold_until
from .popularity.ranking import read_stamp
from .popularity.visits import Shown, count_visit, is_bot
from .visibility import Viewer

KEPT_SECONDS = 5 * 60  # what nobody asks for any more takes no memory for long: 7 kB a page
ARGUMENTS = dict.fromkeys(["page", "show", "period", "order", "lang"], 10)  # name -> characters
PLAIN = {"Content-Type"}  # headers of a page that is the same for others
TOKEN = b"csrfmiddlewaretoken"


class KeptPage(NamedTuple):
    html: bytes  # compressed
    shown: Shown | None  # the picture whose page it is


def kept(
    view: Callable, vary: Callable[..., str | None] | None = None, arguments: dict[str, int] | None = None
) -> Callable:
    """For a view whose pages show nothing of their viewer but their own parts. Crawlers fill no cache.

    vary: called as the view is; answers what else its page is made of, or None where it is not to be kept.
    arguments: which this view knows beside ARGUMENTS.
    """
    known = ARGUMENTS | (arguments or {})

    def find_key(request, *args, **kwargs):
        if not may_be_kept(request, known):  # asked first, as `vary` may have to ask Redis
            return None
        more = vary(request, *args, **kwargs) if vary else ""
        return page_key(request, more) if more is not None else None

    @wraps(view)
    def answer(request, *args, **kwargs):
        key = find_key(request, *args, **kwargs)
        if key and (found := cache.get(key)):
            response = HttpResponse(zlib.decompress(found.html))
            if found.shown:
                count_visit(request, found.shown, response)
            return response
        response = view(request, *args, **kwargs)
        if hasattr(response, "render"):
            response = response.render()
        is_bots = is_bot(request.headers.get("User-Agent", ""))
        # Not if something has changed meanwhile: it might be undone, and the key be the same again.
        if key and is_plain(response) and not is_bots and key == find_key(request, *args, **kwargs):
            page = KeptPage(zlib.compress(response.content, 1), getattr(response, "shown", None))
            cache.set(key, page, KEPT_SECONDS)
        return response

    return answer


def may_be_kept(request: HttpRequest, known: dict[str, int]) -> bool:
    """Editors see more than others do; arguments that no page knows would fill the cache."""
    user, arguments = request.user, request.GET
    is_editor = user.is_authenticated and user.may_have_permissions()
    is_known = all(len(value) <= known.get(name, -1) for name, value in arguments.items())
    return request.method == "GET" and is_known and not is_editor


def page_key(request: HttpRequest, more: str | None) -> str:
    made_of = [
        templates_digest(),
        Viewer.of(request).sees,
        request.user.is_authenticated,
        request.build_absolute_uri(),
        bool(request.htmx),  # type: ignore[attr-defined]
        language_of_address(request),
        get_language(),
        chosen_theme(request),
        addresses_hold_until(),
        more,
    ]
    return f"page:{digest_of(*made_of)}"


def digest_of(*made_of: Any) -> str:
    """For a key, of all that something kept is made of."""
    return hashlib.sha256(repr(made_of).encode()).hexdigest()


def is_plain(response: Any) -> bool:
    """Whether it is a page for anybody with the same key: without a cookie, a header of its own or a form's token."""
    is_page = response.status_code == 200 and not response.streaming
    return is_page and not response.cookies and response.headers.keys() <= PLAIN and TOKEN not in response.content


def stamp_of_rankings(request: HttpRequest, path: str = "") -> str | None:
    """It changes whenever the worker has published rankings; None while there are none.

    path: Wagtail's, of whose pages the front page alone shows a ranking.
    """
    return "" if path else read_stamp()


@once
def templates_digest() -> str:
    """Of a release: another has pages of its own."""
    digest = hashlib.sha256()
    for folder in ("templates", "locale", "static"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*.*")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
