"""Every address has a stated rule: who may see what there. A new one without a rule fails here."""

from django.urls import URLPattern, URLResolver, get_resolver

# Gate: pictures come through `visible_to`. Wagtail: its own permissions. Open: nothing that anybody may not see.
# Own: the signed-in member's.
RULES = {
    "admin/": "Wagtail",
    "documents/": "Wagtail",
    "_util/": "Wagtail",
    "sitemap.xml": "Gate",
    "robots.txt": "Open",
    "health/": "Open",
    "media/renditions/<str:name>": "Open",
    "design/": "Gate",  # in development alone
    "design/tokens.css": "Gate",  # as design/
    "language/": "Open",
    "account/signup/": "Open",
    "account/login/": "Open",
    "account/logout/": "Open",
    "account/inactive/": "Open",
    "account/email/": "Own",
    "account/confirm-email/": "Open",
    "account/^confirm-email/(?P<key>[-:\\w]+)/$": "Open",
    "account/password/change/": "Own",
    "account/password/set/": "Own",
    "account/password/reset/": "Open",
    "account/password/reset/done/": "Open",
    "account/password/reset/key/done/": "Open",
    "account/^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$": "Open",
    "theme/": "Open",
    "most-viewed/": "Gate",
    "search/": "Gate",
    "oembed/": "Gate",  # a stranger's view, whoever asks
    "people/": "Gate",
    "people/<username:username>/": "Gate",
    "people/<username:username>/followers/": "Open",  # active members, unless the member hides them
    "people/<username:username>/following/": "Open",
    "people/<username:username>/likes/": "Gate",
    "people/<username:username>/activity/": "Gate",
    "people/<username:username>/rss/": "Gate",
    "people/<username:username>/atom/": "Gate",
    "newest/rss/": "Gate",
    "newest/atom/": "Gate",
    "feed/": "Gate",
    "people/<username:username>/follow/": "Open",  # active members
    "pictures/<str:page_id>/like/": "Gate",
    "pictures/<str:page_id>/bookmark/": "Gate",
    "bookmarks/": "Gate",
    "account/profile/": "Own",
    "tags/": "Gate",
    "tags/<str:slug>/": "Gate",
    "^((?:[\\w\\-]+/)*)$": "Gate",  # Wagtail's pages; ImagePage.serve asks the gate
}


def routes(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def rule(route):
    return next(
        (RULES[key] for key in RULES if route == key or (RULES[key] == "Wagtail" and route.startswith(key))), None
    )


def test_every_address_has_a_rule():
    assert [route for route in routes(get_resolver().url_patterns) if rule(route) is None] == []


def test_no_rule_is_left_over():
    known = list(routes(get_resolver().url_patterns))
    assert [key for key in RULES if not any(route.startswith(key) for route in known)] == []
