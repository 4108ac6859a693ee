import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from activity.models import Action
from community import relations
from community.admin.lists import NameSearchHandler
from community.models import Like, Member
from tests.factories import MemberFactory, PictureFactory
from web import big_lists

pytestmark = pytest.mark.django_db


def test_a_list_ends_after_the_longest(monkeypatch):
    monkeypatch.setattr(big_lists, "LONGEST", 5)
    Action.objects.bulk_create(Action(actor=MemberFactory(), verb="joined") for _ in range(7))
    paginator = big_lists.BoundedPaginator(Action.objects.order_by("-pk"), 3)
    with CaptureQueriesContext(connection) as queries:
        assert (paginator.count, paginator.num_pages) == (5, 2)
    assert "LIMIT 5" in queries[0]["sql"]


def test_names_are_looked_up_to_a_limit_and_the_newest_first(monkeypatch):
    monkeypatch.setattr(big_lists, "MOST_NAMED", 2)
    members = [MemberFactory(username=f"ana{number}") for number in range(3)]
    bram = MemberFactory(username="bram", display_name="Anabel")
    found = big_lists.ids_of_named(Member, ["username", "display_name"], "ANA")
    assert found == [bram.pk, members[2].pk]


def test_a_row_is_found_by_one_name_or_by_words_of_several(monkeypatch, album):
    monkeypatch.setattr(big_lists, "MOST_NAMED", 1)
    ana, fig = MemberFactory(username="ana"), PictureFactory(parent=album, title="Half a fig")
    relations.like(ana, fig)
    PictureFactory(parent=album, title="Half a pear")
    likes = NameSearchHandler({"member": ["username"], "page": ["title"]})
    for words in ("half fig", "ana fig", "fig\0", ""):
        assert [like.page for like in likes.search_queryset(Like.objects.all(), words)] == [fig], words
    assert not likes.search_queryset(Like.objects.all(), "bram fig")
