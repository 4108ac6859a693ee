"""Items of a feed as HTML. Each is kept for all who see it, and those of a page are read in one trip."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from activity.feed_items import FeedItem, load
from activity.templatetags.activity_tags import age_in_units
from gallery.images.finished import addresses_hold_until
from gallery.kept_pages import KEPT_SECONDS, digest_of, templates_digest
from gallery.visibility import Viewer

from .models import Member


def rendered_items(request: HttpRequest, items: Iterable[FeedItem], *, brief: bool = False) -> SafeString:
    """brief: without pictures."""
    viewer = Viewer.of(request)
    same = [templates_digest(), viewer.sees, brief, get_language(), addresses_hold_until()]
    keys = {_key(viewer, item, same): item for item in items}
    made = cache.get_many(keys)
    missing = {key: item for key, item in keys.items() if key not in made}
    if missing:
        there = {item.newest.pk for item in load(list(missing.values()), viewer)}
        new = {
            key: render_to_string("activity/feed_item.html", {"item": item, "brief": brief, "request": request})
            for key, item in missing.items()
            if item.newest.pk in there
        }
        cache.set_many(new, KEPT_SECONDS)
        made |= new
    return mark_safe("".join(made[key] for key in keys if key in made))  # noqa: S308 - templates made it


def _key(viewer: Viewer, item: FeedItem, same: list) -> str:
    """same: what all items of the page have in common."""
    actions = [([action.pk for action in part.shown], part.others) for part in item.parts]
    named = _names_viewer(viewer, item) and viewer.user.pk
    return f"feed item:{digest_of(actions, age_in_units(item.created), named, *same)}"


def _names_viewer(viewer: Viewer, item: FeedItem) -> bool:
    """Whether somebody did it to the one who looks: "ana followed you"."""
    is_of_members = item.newest.target_ct_id == ContentType.objects.get_for_model(Member).pk
    return is_of_members and viewer.user.pk in [action.target_id for action in item.shown]
