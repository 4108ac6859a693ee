"""Tags, people and albums whose names begin like a word of the query, and the tags of what was found."""

from functools import reduce
from operator import or_
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Length
from taggit.models import Tag
from wagtail.search.query import Or, PlainText

from gallery.models import GalleryPage, ImagePage
from gallery.visibility import Viewer

MOST = 6  # of each kind
LOOKED_AT = 24  # tags; some may be of hidden pictures alone
MOST_WORDS = 3
SHORTEST = 2  # letters
MOST_TAGS = 12


def suggestions(words: list[str], viewer: Viewer) -> dict[str, list]:
    """`matching_tags`, `people` and `albums`; each empty where nothing is called so."""
    words = [word for word in words if len(word) >= SHORTEST][:MOST_WORDS]
    if not words:
        return {}
    return {
        "matching_tags": list(_tags(words, viewer)),
        "people": list(_people(words)),
        "albums": list(_albums(words, viewer)),
    }


def with_visible_pictures(tags: Any, viewer: Viewer) -> Any:
    """The tags of hidden pictures are hidden too."""
    return tags.filter(Exists(ImagePage.objects.visible_to(viewer).filter(tagged_items__tag=OuterRef("pk"))))


def _tags(words, viewer):
    called = reduce(or_, (Q(slug__startswith=word.lower()) | Q(slug__contains=f"-{word.lower()}") for word in words))
    nearest = Tag.objects.filter(called).order_by(Length("slug"), "slug").values("pk")[:LOOKED_AT]
    return with_visible_pictures(Tag.objects.filter(pk__in=nearest), viewer).order_by(Length("slug"), "slug")[:MOST]


def _people(words):
    """Active ones alone: suspended members appear nowhere."""
    members = get_user_model().objects.filter(is_active=True)
    beginnings = (
        Q(username__istartswith=word) | Q(display_name__istartswith=word) | Q(display_name__icontains=f" {word}")
        for word in words
    )
    return members.filter(reduce(or_, beginnings)).order_by(Length("username"), "username")[:MOST]


def _albums(words, viewer):
    albums = GalleryPage.objects.visible_to(viewer)
    found = albums.autocomplete(Or([PlainText(word) for word in words]), order_by_relevance=False)
    return found.get_queryset().newest()[:MOST]


def tags_of(pictures: Any) -> list[Tag]:
    """Those of these pictures, which are shown: the most used first."""
    ids = [picture.pk for picture in pictures]
    tags = Tag.objects.filter(gallery_imagepagetag_items__content_object__in=ids).exclude(slug="")
    return list(tags.annotate(number=Count("gallery_imagepagetag_items")).order_by("-number", "name")[:MOST_TAGS])
