import pytest
from django.utils import timezone

from activity.feed_items import SHOWN, FeedItem, load
from activity.grouping import group
from activity.models import Action
from activity.sentences import sentence
from activity.verbs import Verb
from tests.factories import MemberFactory, PictureFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_what_is_gone_meanwhile_is_left_out(album, stranger):
    ana, fig, moss = MemberFactory(), PictureFactory(parent=album), PictureFactory(parent=album)
    both, gone = [Action.objects.create(actor=ana, verb=Verb.LIKED, target=each, created=NOW) for each in (fig, moss)]
    moss.unpublish()
    items = [FeedItem([Action.objects.get(pk=each.pk) for each in of]) for of in ([both, gone], [gone])]
    loaded = load(items, stranger)
    assert [item.targets for item in loaded] == [[fig]]


def test_of_a_long_run_some_are_loaded_and_all_are_counted(album, stranger):
    ana = MemberFactory()
    pictures = [PictureFactory(parent=album) for _ in range(SHOWN + 3)]
    for picture in pictures:
        Action.objects.create(actor=ana, verb=Verb.LIKED, target=picture, created=NOW)
    [item] = load(group(Action.objects.newest()), stranger)
    assert item.targets == pictures[: -SHOWN - 1 : -1]
    assert f"and {len(pictures) - 2} more" in sentence(item, str)


def test_of_a_long_run_of_which_one_of_the_loaded_is_left_that_one_is_named(album, stranger):
    ana = MemberFactory(username="ana")
    pictures = [PictureFactory(parent=album, title=f"Frame {number}") for number in range(SHOWN + 3)]
    for picture in pictures:
        Action.objects.create(actor=ana, verb=Verb.LIKED, target=picture, created=NOW)
    for picture in pictures[4:]:
        picture.unpublish()
    [item] = load(group(Action.objects.newest()), stranger)
    assert sentence(item, str) == "ana liked Frame 3"


def test_of_many_who_like_it_some_are_loaded_and_all_are_counted(picture, stranger):
    likers = [MemberFactory(username=f"m{number}") for number in range(SHOWN + 3)]
    Action.objects.create(actor=MemberFactory(username="ana"), verb=Verb.PUBLISHED, target=picture)
    for member in likers:
        Action.objects.create(actor=member, verb=Verb.LIKED, target=picture, created=NOW)
    [item] = load(group(Action.objects.newest()), stranger)
    assert [len(part.shown) for part in item.parts] == [SHOWN, 1]
    assert [sentence(part, str) for part in item.parts] == [
        f"m8, m7 and {SHOWN + 1} more liked Half a fig",
        "ana published Half a fig",
    ]
