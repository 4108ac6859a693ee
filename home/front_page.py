"""What the front page shows: each picture once, where it comes first."""

from typing import Any

from django.template.loader import render_to_string

from community.models import Member
from gallery.frames import with_frames
from gallery.models import GalleryPage
from gallery.models.albums import with_strips
from gallery.newest import NewestPictures, picture_pages
from gallery.popularity.movement import risen_today
from gallery.visibility import Viewer

RISEN = 4
NEWEST = 6
PEOPLE = 2  # who are new, and as many whom most follow
LOOKED_AT = 100  # members, of either kind: some have no pictures
ALBUMS = 8
OF_ALBUM = 2  # frames; with three of each, a small gallery had none left for its people


def front_page(viewer: Viewer, chosen: list) -> dict[str, Any]:
    """Its context. chosen: the editors' choice, the first of which opens the page; without one, the newest does."""
    opening, chosen = chosen[:1], chosen[1:]
    shown = [page.pk for page in (*opening, *chosen)]
    ranking = risen_today(viewer, RISEN, shown)
    risen: list[Any] = [row.picture for row in ranking.rows]
    for picture, row in zip(risen, ranking.rows, strict=True):
        picture.note = render_to_string("components/ranking_movement.html", {"row": row})
    shown += [page.pk for page in risen]
    newest = NewestPictures(picture_pages(viewer).exclude(pk__in=shown))[: NEWEST + (not opening)]
    if not opening:
        opening, newest = newest[:1], newest[1:]
    shown += [page.pk for page in (*opening, *newest)]
    albums = GalleryPage.objects.visible_to(viewer).newest().for_cards(viewer, shown)[:ALBUMS]
    albums = with_strips(albums, viewer, shown)
    for album in albums:  # an album and one in it may have found the same
        album.frames = [page for page in album.frames if page.pk not in shown][:OF_ALBUM]
        shown += [page.pk for page in album.frames]
    return {
        "opening": opening[0] if opening else None,
        "chosen": chosen,
        "risen": risen,
        "from_database": ranking.from_database,
        "newest": newest,
        "people": _people(viewer, shown),
        "albums": [album for album in albums if album.frames],
    }


def _people(viewer, shown):
    """Those who have pictures that are not shown yet: the newest, and whom most follow."""
    found = {}
    for members in (Member.objects.active().newest(), Member.objects.active().most_followed()):
        looked_at = Member.objects.filter(pk__in=members.values("pk")[:LOOKED_AT]).exclude(pk__in=found)
        ordered = looked_at.order_by(*members.query.order_by).with_photo().with_frame_ids(viewer, shown)
        found |= {member.pk: member for member in ordered.exclude(frame_0=None)[:PEOPLE]}
    return with_frames(found.values())
