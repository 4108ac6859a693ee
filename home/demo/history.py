"""A past for the demo: when pictures were published and how often they were seen, so that each ranking differs."""

import random
from datetime import UTC, timedelta

from activity.models import Action
from activity.verbs import Verb
from community.models import Bookmark, Contact, Like, Member
from gallery.popularity.storing import add_views

OLDEST = 45  # days ago; so some pictures are older than the longest period of the ranking, 30 days
SEED = 35  # gives the same past on every machine


def publication_days(credits: list[dict]) -> dict[str, int]:
    """{file: how many days ago it was published}, spread evenly, in an order that mixes the albums."""
    files = sorted(credit["file"] for credit in credits)
    random.Random(SEED).shuffle(files)  # noqa: S311 - no secret
    return {file: round(OLDEST * place / (len(files) - 1)) for place, file in enumerate(files)}


def make_views(pictures: list, now):
    """Daily views of each picture since its publication: they decline, but for one good day, another for each."""
    counts = {}
    for picture in pictures:
        dice = random.Random(f"{SEED} {picture.slug}")  # noqa: S311 - no secret
        published = picture.first_published_at.astimezone(UTC).date()
        age = (now.astimezone(UTC).date() - published).days
        appeal, good_day = dice.uniform(2, 18), dice.randint(0, age)
        for day in range(age + 1):
            views = appeal * 0.93**day + (appeal * 3 if day == good_day else 0)
            counts[published + timedelta(days=day), picture.pk] = round(views * dice.uniform(0.6, 1.4))
    add_views(counts)


def make_publications(pictures: list) -> list[Action]:
    """The actions for the publications of the new pictures."""
    return [
        Action(actor=picture.owner, verb=Verb.PUBLISHED, target=picture, created=picture.first_published_at)
        for picture in pictures
    ]


def make_contacts(members: list, now) -> list[Action]:
    """Everybody follows three others, since some day of the last month. Answers the actions for the new contacts."""
    dice, actions = random.Random(SEED), []  # noqa: S311 - no secret
    for member in members:
        for other in dice.sample([each for each in members if each != member], 3):
            when = _some_day(dice, now, timedelta(days=30))
            _contact, is_new = Contact.objects.get_or_create(
                user_from=member, user_to=other, defaults={"created": when}
            )
            if is_new:
                actions.append(Action(actor=member, verb=Verb.FOLLOWED, target=other, created=when))
    return actions


def make_reactions(members: list, pictures: list, now) -> list[Action]:
    """Likes and bookmarks of the new pictures, each after its publication. Answers the actions for them."""
    dice, actions = random.Random(SEED), []  # noqa: S311 - no secret
    for picture in pictures:
        age = now - picture.first_published_at
        for model, verb, most in ((Like, Verb.LIKED, len(members)), (Bookmark, Verb.BOOKMARKED, 2)):
            for member in dice.sample(members, dice.randint(0, most)):
                when = _some_day(dice, now, age)
                model.objects.create(member=member, page=picture, created=when)
                actions.append(Action(actor=member, verb=verb, target=picture, created=when))
    return actions


def save_actions(actions: list[Action]):
    """Saves the actions in the order of their time, as a feed goes by their ids.

    Does nothing if there are actions already: these, which are older, would have higher ids.
    """
    if Action.objects.exists():
        return
    last = {}
    for action in Action.objects.bulk_create(sorted(actions, key=lambda action: action.created)):
        if Verb(action.verb).is_public:
            last[action.actor_id] = action.pk
    for member, pk in last.items():
        Member.objects.filter(pk=member).update(last_action=pk)


def _some_day(dice, now, age):
    return now - age * dice.random()
