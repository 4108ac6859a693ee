"""The feed: what a member sees of what others did."""

from dataclasses import dataclass, field
from functools import lru_cache, partial

from django.db.models import F, OuterRef, QuerySet

from activity.models import Action, of_same_actor_and_target, row_exists
from activity.newest_per_actor import ActionSource, Bound, Statement, newest_of
from activity.verbs import Verb, public_verbs
from gallery.visibility import Viewer

from .feed_pages import FeedPage, page_of
from .models import Contact, Like, Member

READ = 60  # actions read for a page

# Fields of the actor by which others do not see that they did this.
HIDDEN_ACTORS = {Verb.FOLLOWED: {"hide_follows": True}, Verb.LIKED: {"hide_likes": True}}
# Members by whose wish others do not see that this was done to them.
HIDDEN_TARGETS = {Verb.FOLLOWED: Member.objects.filter(pk=OuterRef("target_id"), hide_follows=True)}
# The row that exists as long as an action is not undone. An action that was ever undone is shown only while its row
# exists: of likes and unlikes within a minute not all are recorded, so the record does not tell which was the last.
STILL_TRUE = {
    Verb.FOLLOWED: Contact.objects.filter(user_from=OuterRef("actor"), user_to=OuterRef("target_id")),
    Verb.LIKED: Like.objects.filter(member=OuterRef("actor"), page=OuterRef("target_id")),
}


def feed_of(member: Member, viewer, before: int | None = None) -> FeedPage:
    """What was done by those whom the member follows; by everybody else, if the member follows nobody.

    before: the cursor, an action's id; None for the first page.
    """
    followed = Member.objects.active().filter(rel_to_set__user_from=member)
    page = page_of(partial(_of_followed, followed, viewer), READ, before)
    if page.items or followed.exists():
        return page
    page = page_of(partial(newest_actions, None, viewer, without=member), READ, before)
    page.of_everybody = True
    return page


def activity_of(member: Member, viewer, before: int | None = None) -> FeedPage:
    """What the member did, as far as this viewer may see it. before: as in `feed_of`."""
    return page_of(partial(newest_actions, Member.objects.filter(pk=member.pk), viewer), READ, before)


def newest_actions(actors: QuerySet | None, viewer, before=None, without=None) -> list[Action]:
    """Up to READ + 1 of the newest public actions that the viewer may see: the last one tells that there are more.

    actors: a queryset of members; None for all members but `without`. before: as in `feed_of`.
    """
    viewer = Viewer.of(viewer)
    seen = Seen(viewer.sees, viewer.site and viewer.site.pk, viewer)
    sources = [_source(verb, actors, seen) for verb in public_verbs()]
    return newest_of(sources, READ + 1, before, without.pk if without else 0)


@dataclass(frozen=True)
class Seen:
    """What a viewer may see: of the same pages, the same SQL finds the actions that are shown."""

    pages: tuple
    site: int | None
    viewer: Viewer = field(compare=False)


def _source(verb, actors, seen):
    actions, shown = _statements(verb, actors is None, seen)
    if actors is not None:
        actors = actors.exclude(**HIDDEN_ACTORS.get(verb, {})).values("pk").query.sql_with_params()
    return ActionSource(actors, actions, shown)


@lru_cache(maxsize=64)
def _statements(verb, of_everybody, seen):
    """Django takes longer to write these than the database to execute them."""
    actions = Action.objects.filter(verb=verb)
    shown = _shown(verb, actions, seen.viewer)
    if of_everybody:
        hidden = HIDDEN_ACTORS.get(verb, {})
        shown = shown.filter(actor__is_active=True).exclude(actor=Bound.NOT_BY())
        shown = shown.exclude(**{f"actor__{name}": value for name, value in hidden.items()})
    return [Statement.of(each, of_one_actor=not of_everybody) for each in (actions, shown)]


def _shown(verb, actions, viewer):
    shown = actions.without_repeats().visible_to(viewer)
    if verb in STILL_TRUE:
        was_undone = row_exists(of_same_actor_and_target(verb.undone_by))
        shown = shown.filter(row_exists(STILL_TRUE[verb]) | ~was_undone)
    if verb in HIDDEN_TARGETS:
        shown = shown.filter(~row_exists(HIDDEN_TARGETS[verb]))
    return shown


def _of_followed(followed, viewer, before):
    if before is None:
        return _newest_of_followed(followed, viewer)
    return newest_actions(followed, viewer, before)


def _newest_of_followed(followed, viewer):
    """As `newest_actions`, but asks only the READ + 1 members who acted last, where that is enough.

    It is enough if all the actions found are newer than the last action of the next member in this order. Members whose
    last action is not known come first; while there are any, all members have to be asked.
    """
    by_last_action = followed.order_by(F("last_action").desc(nulls_first=True)).values_list("pk", "last_action")
    members = list(by_last_action[: READ + 2])
    if not members:
        return []
    if len(members) == READ + 2 and members[0][1] is not None:
        *latest, (_next_member, next_last_action) = members
        actions = newest_actions(Member.objects.filter(pk__in=[pk for pk, _last_action in latest]), viewer)
        if len(actions) == READ + 1 and actions[-1].pk > next_last_action:
            return actions
    return newest_actions(followed, viewer)
