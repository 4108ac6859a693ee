"""Who looks at a picture, and whether it counts as a view."""

from functools import cached_property

from crawleruseragents import is_crawler
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from web.client_address import client_address

from . import remembered
from .periods import days_until, today

PREFETCH_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


class Visit:
    """A picture's page, opened once. Counted when the total is first asked for, in the same round trip."""

    def __init__(self, request: HttpRequest, picture):
        self.request, self.picture = request, picture

    @cached_property
    def views(self) -> int:
        """All views of the picture, this one included."""
        if self.picture.pk is None:  # a preview before the first save
            return 0
        keys = tuple(visitor_key(self.request, self.picture.pk, day) for day in days_until(today(), 2))
        reason = self.left_out_as
        return remembered.count_view(self.picture.pk, keys, counts=reason is None, left_out_as=reason)

    def count(self, _response):
        """Counts the visit where showing the total has not done so: a callback for after the page is rendered."""
        _counted = self.views

    @cached_property
    def left_out_as(self) -> str | None:
        """Why this is no view ("bot", "prefetch", "author", …), or None where it is one."""
        if getattr(self.request, "is_preview", False):
            return "preview"
        if self.request.method != "GET":
            return "method"
        if any("prefetch" in self.request.headers.get(name, "").lower() for name in PREFETCH_HEADERS):
            return "prefetch"
        if self.request.user.is_authenticated and self.request.user.pk == self.picture.owner_id:
            return "author"
        return "bot" if is_bot(self.request.headers.get("User-Agent", "")) else None


def is_bot(user_agent: str) -> bool:
    """By the list of the crawler-user-agents project; who does not say what they are is one too."""
    return not user_agent.strip() or is_crawler(user_agent)


def visitor_key(request: HttpRequest, picture: int, day) -> str:
    """A keyed hash of who asks and for what, with a salt of the day: it tells no address and links no two pictures."""
    user, user_agent = request.user, request.headers.get("User-Agent", "")
    who = f"member {user.pk}" if user.is_authenticated else f"{client_address(request)} {user_agent}"
    return salted_hmac(f"gallery.visits.{day}", f"{picture} {who}", algorithm="sha256").hexdigest()
