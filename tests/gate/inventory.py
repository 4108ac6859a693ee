"""All addresses of the site, by their routes: which are Wagtail's own, and which have a row in the table."""

from collections.abc import Iterator

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

from .addresses import ROWS
from .others import STATUSES
from .world import NO_ID

# What Wagtail and its packages bring, behind Wagtail's own permissions. Below them stand no pages of ours.
WAGTAILS = (
    "admin/account/",
    "admin/api/",
    "admin/block-preview/",
    "admin/bulk/",
    "admin/choose-",
    "admin/collections/",
    "admin/dismissibles/",
    "admin/documents/",
    "admin/editing-sessions/",
    "admin/embeds/",
    "admin/groups/",
    "admin/images/",
    "admin/jsi18n/",
    "admin/modeladmin/jsi18n/",
    "admin/pages/",
    "admin/password_reset/",
    "admin/redirects/",
    "admin/reports/aging-pages/",
    "admin/reports/locked/",
    "admin/reports/page-types-usage/",
    "admin/reports/site-history/",
    "admin/reports/workflow/",
    "admin/reports/workflow_tasks/",
    "admin/sites/",
    "admin/sprite/",
    "admin/tag-autocomplete/",
    "admin/workflows/",
    "documents/^",
)
WAGTAILS_ALONE = {"admin/", "admin/failwhale/", "admin/logout/", "admin/snippets/", "admin/test404/", "admin/^.*/$"}


def routes(patterns=None, prefix="") -> Iterator[str]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def is_wagtails(route: str) -> bool:
    return route in WAGTAILS_ALONE or route.startswith(WAGTAILS)


def stated_routes() -> set[str]:
    """Those at which the table asks for something."""
    addresses = {row.address for row in ROWS} | {address for address, _viewer in STATUSES}
    return {route for address in addresses if (route := route_of(address))}


def route_of(address: str) -> str | None:
    """None where there is no such address, which is what the table says of some."""
    words = dict.fromkeys(("path", "before", "original"), "x/") | dict.fromkeys(("canary", "code", "seen"), "x")
    numbers = ("id", "like", "bookmark", "action", "restriction", "contact", "member", "document", "album")
    path = address.partition("?")[0].format(**words, **dict.fromkeys(numbers, NO_ID))
    try:
        return resolve(f"/{path}").route
    except Resolver404:
        return None


def without_anchors(route: str) -> str:
    """Django leaves them out when it tells which route an address has."""
    return route[:1] + route[1:].replace("/^", "/")
