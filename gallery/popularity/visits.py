"""A picture's page was answered: is it a view, and whose?"""

from collections.abc import Callable
from typing import NamedTuple

from crawleruseragents import is_crawler
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from wagtail.models import Page

from gallery.models import ImagePage
from web.client_address import client_network

from .recording import record_skip, record_view
from .skip_reasons import SkipReason
from .storing import ViewEvent

PREFETCH_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


class Shown(NamedTuple):
    """The picture whose page was answered, and who put it here."""

    pk: int
    owner_id: int | None


def count_views(serve_next: Callable) -> Callable:
    """For Wagtail's hook `on_serve_page`, which previews do not pass: counts pictures whose page could be rendered."""

    def serve(page: Page, request: HttpRequest, args: tuple, kwargs: dict) -> HttpResponse:
        response = serve_next(page, request, args, kwargs)
        if not isinstance(page, ImagePage):
            return response
        response.shown = shown = Shown(page.pk, page.owner_id)
        if hasattr(response, "add_post_render_callback"):  # rendered later, and it may fail until then
            response.add_post_render_callback(lambda rendered: count_visit(request, shown, rendered))
        else:
            count_visit(request, shown, response)
        return response

    return serve


def count_visit(request: HttpRequest, picture: Shown, response: HttpResponse) -> None:
    if request.method != "GET" or response.status_code != 200:
        return
    if reason := skip_reason(request, picture):
        record_skip(picture.pk, reason)
    else:
        event = ViewEvent(visitor_key(request, picture.pk), picture.pk, timezone.now())
        record_view(event, network_key(request, picture.pk))


def skip_reason(request: HttpRequest, picture: Shown) -> SkipReason | None:
    """Why this is no view; None where it is one, if not a repeat, which recording finds out."""
    if any("prefetch" in request.headers.get(name, "").lower() for name in PREFETCH_HEADERS):
        return SkipReason.PREFETCH
    if request.user.is_authenticated and request.user.pk == picture.owner_id:
        return SkipReason.AUTHOR
    return SkipReason.BOT if is_bot(request.headers.get("User-Agent", "")) else None


def is_bot(user_agent: str) -> bool:
    """By the list of the crawler-user-agents project; a client that does not say what it is counts as one too."""
    return not user_agent.strip() or is_crawler(user_agent)


def visitor_key(request: HttpRequest, picture: int) -> str:
    """Who asks and for what: a member, or a network and a browser."""
    user, user_agent = request.user, request.headers.get("User-Agent", "")
    return _key(picture, f"member {user.pk}" if user.is_authenticated else f"{client_network(request)} {user_agent}")


def network_key(request: HttpRequest, picture: int) -> str | None:
    """From which network a stranger asks; None for a member, who is one visitor everywhere."""
    return None if request.user.is_authenticated else _key(picture, client_network(request))


def _key(picture: int, who: str) -> str:
    """A keyed hash, 128 bits in hex: it tells no address and links no two pictures."""
    return salted_hmac("gallery.popularity.visits", f"{picture} {who}", algorithm="sha256").hexdigest()[:32]
