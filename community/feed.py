"""What members see of what others did."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, Prefetch, QuerySet

from activity.feed_items import Entry, fold
from activity.models import Action, is_there, to_the_same
from activity.newest_per_actor import Stream, newest_of
from activity.verbs import Verb, public_verbs
from gallery.images.renditions import square_spec
from gallery.models import GalleryImage

from .models import Contact, Like, Member

ENTRIES_A_PAGE = 20
READ = 60  # actions read for a page, as runs are folded

# Whose actions of a verb others do not see.
HIDDEN = {Verb.FOLLOWED: {"hide_follows": True}, Verb.LIKED: {"hide_likes": True}}
# To whom it is done is not shown either where these hide it.
HIDDEN_TARGETS = {Verb.FOLLOWED: Member.objects.filter(pk=OuterRef("target_id"), hide_follows=True)}
# What was undone once is shown only while its row is there: of what changes to and fro, not everything is recorded.
HOLDS = {
    Verb.FOLLOWED: Contact.objects.filter(user_from=OuterRef("actor"), user_to=OuterRef("target_id")),
    Verb.LIKED: Like.objects.filter(member=OuterRef("actor"), page=OuterRef("target_id")),
}


@dataclass
class FeedPage:
    entries: list[Entry]
    next: int | None  # the cursor of the page after this one: it begins with what is older than this action
    number: int = 1
    of_everybody: bool = False


def feed_of(member: Member, viewer, before: int | None = None) -> FeedPage:
    """What those did whom the member follows; what everybody did where that is nobody. Without the member's own."""
    followed = Member.objects.active().filter(rel_to_set__user_from=member)
    if not followed.exists():
        return _page(newest_actions(None, viewer, before, without=member), of_everybody=True)
    if before is None:
        return _page(_newest_of_followed(followed, viewer))
    return _page(newest_actions(followed, viewer, before))


def activity_of(member: Member, viewer, before: int | None = None) -> FeedPage:
    """What the member lets the viewer see."""
    return _page(newest_actions(Member.objects.filter(pk=member.pk), viewer, before))


def newest_actions(actors: QuerySet | None, viewer, before=None, without=None) -> list[Action]:
    """The newest public actions of these members (None: of all) that the viewer may see: one more than is read."""
    streams = [_stream(verb, actors, viewer, before, without) for verb in public_verbs()]
    photos = GalleryImage.objects.prefetch_renditions(square_spec(50))
    actions = Action.objects.filter(pk__in=newest_of(streams, READ + 1)).select_related("actor").newest()
    return list(actions.prefetch_related(Prefetch("actor__photo", photos)).with_targets(viewer))


def _stream(verb, actors, viewer, before, without):
    actions = Action.objects.filter(verb=verb)
    if before is not None:
        actions = actions.filter(pk__lt=before)
    shown = _shown(verb, actions, viewer)
    hidden = HIDDEN.get(verb, {})
    if actors is not None:
        return Stream(actors.exclude(**hidden).values("pk"), actions, shown)
    shown = shown.filter(actor__is_active=True).exclude(actor=without)
    return Stream(None, actions, shown.exclude(**{f"actor__{name}": value for name, value in hidden.items()}))


def _shown(verb, actions, viewer):
    shown = actions.last_of_their_kind().visible_to(viewer)
    if verb in HOLDS:
        shown = shown.filter(is_there(HOLDS[verb]) | ~is_there(to_the_same(verb.undone_by)))
    if verb in HIDDEN_TARGETS:
        shown = shown.filter(~is_there(HIDDEN_TARGETS[verb]))
    return shown


def _newest_of_followed(followed, viewer):
    """The first page looks at those alone who acted last, where that is enough: no action of the others is newer."""
    last = followed.order_by(F("last_action").desc(nulls_first=True)).values_list("pk", "last_action")
    busiest = list(last[: READ + 2])
    if len(busiest) == READ + 2 and busiest[0][1] is not None:
        some = Member.objects.filter(pk__in=[pk for pk, _last_action in busiest[:-1]])
        actions = newest_actions(some, viewer)
        if len(actions) == READ + 1 and actions[-1].pk > busiest[-1][1]:
            return actions
    return newest_actions(followed, viewer)


def _page(actions, of_everybody=False):
    more, actions = len(actions) > READ, actions[:READ]
    entries = fold(actions)
    cursor = actions[-1].pk if more else None
    if len(entries) > ENTRIES_A_PAGE:
        entries = entries[:ENTRIES_A_PAGE]
        cursor = entries[-1].actions[-1].pk
    return FeedPage(entries, cursor, of_everybody=of_everybody)
