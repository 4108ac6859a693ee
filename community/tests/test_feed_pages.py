from datetime import timedelta

import pytest
from django.utils import timezone

from activity.models import Action
from activity.verbs import Verb
from community import feed_pages
from community.feed_pages import ITEMS_A_PAGE, LONGEST, page_of

LENGTH = 60
NOW = timezone.now()
PICTURE = 1  # the id of a content type


class Record:
    """Actions as they are read, newest first, and how often that was."""

    def __init__(self, *deeds):
        """deeds: (actor's id, verb, target's id), the newest first."""
        self.reads = 0
        self.actions = [
            Action(pk=len(deeds) - n, actor_id=who, verb=verb, target_ct_id=PICTURE, target_id=what, created=NOW)
            for n, (who, verb, what) in enumerate(deeds)
        ]

    def read(self, before):
        self.reads += 1
        older = [action for action in self.actions if before is None or action.pk < before]
        return older[: LENGTH + 1]

    def pages(self):
        before, pages = None, []
        while True:
            pages.append(page_of(self.read, LENGTH, before))
            before = pages[-1].next
            if before is None:
                return pages


def liked(who, *pictures):
    return [(who, Verb.LIKED, picture) for picture in pictures]


def ids(page):
    return sorted((action.pk for item in page.items for action in item.actions), reverse=True)


def mixed():
    """Runs, pictures that several like, and single likes."""
    for n in range(120):
        yield from liked(1 + n % 7, *range(1000 + n * 10, 1000 + n * 10 + n % 4))
        yield from liked(10 + n % 3, n % 11 + 100 * (n // 30))


@pytest.mark.parametrize("number", [0, 1, 59, 60, 61, 400])
def test_the_pages_have_every_action_once_in_order(number):
    record = Record(*list(mixed())[:number])
    assert [pk for page in record.pages() for pk in ids(page)] == [action.pk for action in record.actions]


def test_a_page_has_no_more_items_than_it_may():
    pages = Record(*mixed()).pages()
    assert max(len(page.items) for page in pages) == ITEMS_A_PAGE
    assert min(len(page.items) for page in pages[:-1]) > 1


def test_what_happens_later_changes_nothing_below_a_cursor():
    deeds = list(mixed())
    before = Record(*deeds)
    cursor = page_of(before.read, LENGTH).next
    after = Record(*liked(99, *range(50)), *deeds)
    assert ids(page_of(after.read, LENGTH, cursor)) == ids(page_of(before.read, LENGTH, cursor))


@pytest.mark.parametrize("others", [0, 1, 30, 57])
def test_a_long_run_is_one_item_wherever_it_begins(others):
    newer = [each for n in range(others) for each in liked(2 + n % 2, 5000 + n)]
    run = [(1, Verb.PUBLISHED, picture) for picture in range(200)]
    record = Record(*newer, *run, *liked(2, 9000))
    [item] = [item for page in record.pages() for item in page.items if item.verb == Verb.PUBLISHED]
    assert len(item.actions) == 200


def test_a_run_is_read_no_further_than_bounded():
    record = Record(*[(1, Verb.PUBLISHED, picture) for picture in range(5 * LONGEST)])
    page = page_of(record.read, LENGTH)
    assert LONGEST <= len(page.items[0].actions) <= LONGEST + LENGTH
    assert record.reads <= LONGEST // LENGTH + 1


def test_a_page_is_read_once_where_no_run_is_too_long_for_it():
    record = Record(*mixed())
    assert len(record.pages()) == record.reads


def test_the_day_of_a_run_ends_it(monkeypatch):
    record = Record(*liked(1, *range(100)))
    for action in record.actions[70:]:
        action.created -= timedelta(days=2)
    assert [len(item.actions) for page in record.pages() for item in page.items] == [70, 30]
    assert feed_pages.LONGEST > 100


def test_a_short_run_at_the_end_of_what_was_read_is_whole_on_the_next_page_without_another_read():
    newer = [each for n in range(LENGTH - 2) for each in liked(2 + n % 2, 5000 + n // 4)]
    record = Record(*newer, *liked(1, *range(5)), *liked(2, 9000))
    first = page_of(record.read, LENGTH)
    assert record.reads == 1
    assert [item.newest.actor_id for item in page_of(record.read, LENGTH, first.next).items] == [1, 2]
