"""The states that a picture can be in, and how each is made of a picture that everybody could see and like.

Each has a canary, a word that stands in all that is written about its picture and nowhere else: where it is read, the
picture has been seen.
"""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256

from django.utils import timezone
from wagtail.models import PageViewRestriction, Workflow

from gallery.models import ImagePage
from gallery.removing import remove_later

NEVER = "never was"  # no picture at all: what is hidden must look like it
DRAFT_OF_LIVE = "the draft over live"  # what is not published yet of the picture in the state "draft over live"


def code(state: str) -> str:
    """Four digits by which the search finds the canary, and which are no canary themselves."""
    return sha256(state.encode()).hexdigest()[:4]


def canary(state: str) -> str:
    return f"canary-{state.replace(' ', '-')}-{code(state)}"


def live(picture, world):
    pass


def draft(picture, world):
    ImagePage.objects.filter(pk=picture.pk).update(live=False, first_published_at=None, has_unpublished_changes=True)


def draft_over_live(picture, world):
    world.describe(picture, DRAFT_OF_LIVE)
    picture.slug = canary("draft over live")
    picture.save_revision()


def in_moderation(picture, world):
    draft(picture, world)
    picture.refresh_from_db()
    picture.save_revision()
    Workflow.objects.get().start(picture, world.viewers["editor"])


def scheduled(picture, world):
    draft(picture, world)
    picture.refresh_from_db()
    picture.go_live_at = timezone.now() + timedelta(days=1)
    picture.save_revision().publish()


def expired(picture, world):
    ImagePage.objects.filter(pk=picture.pk).update(expire_at=timezone.now() - timedelta(seconds=1))


def unpublished(picture, world):
    picture.unpublish()


def restrict(page, kind, group=None):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="sesame")
    restriction.groups.set([group] if group else [])


def login_only(picture, world):
    restrict(picture, PageViewRestriction.LOGIN)


def group_only(picture, world):
    restrict(picture, PageViewRestriction.GROUPS, world.group)


def password(picture, world):
    restrict(picture, PageViewRestriction.PASSWORD)


def below_restricted(picture, world):
    """The album, which has the canary in its title too, is for the group."""
    picture.move(world.closed_album, "last-child")


def being_deleted(picture, world):
    """With its album, which has the canary in its title too."""
    picture.move(world.doomed_album, "last-child")
    remove_later(world.doomed_album, None)


def deleted(picture, world):
    picture.delete()


def moved(picture, world):
    picture.move(world.other_album, "last-child")


def on_another_site(picture, world):
    picture.move(world.foreign_album, "last-child")


STATES: dict[str, Callable | None] = {
    "live": live,
    "draft": draft,
    "draft over live": draft_over_live,
    "in moderation": in_moderation,
    "scheduled": scheduled,
    "expired": expired,
    "unpublished": unpublished,
    "login-only": login_only,
    "group-only": group_only,
    "password": password,
    "below restricted": below_restricted,
    "being deleted": being_deleted,
    "deleted": deleted,
    "moved": moved,
    "on another site": on_another_site,
    NEVER: None,
}
