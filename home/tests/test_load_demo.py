import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from activity.models import Action
from community.models import Bookmark, Contact, Like, Member
from community.reconciliation import differences
from gallery.models import DailyViews, GalleryPage, ImagePage, ImageStats
from gallery.popularity.periods import Period
from gallery.popularity.ranking import read_scores
from home import demo
from home.demo import content
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


def load(**options):
    call_command("load_demo", verbosity=0, **options)


@pytest.fixture
def loaded(gallery):
    load()


def test_load_demo_makes_albums_pictures_and_members(loaded, client):
    assert ImagePage.objects.count() == len(content.CREDITS) == 27
    assert GalleryPage.objects.count() == 4
    assert Member.objects.count() == 1 + len(content.MEMBERS)
    fig = ImagePage.objects.get(slug="half-a-fig")
    assert (fig.credit, fig.rights.label) == ('Trevor "Freespace"', "CC BY 4.0")
    assert fig.image.description.startswith("A fig") or "fig" in fig.image.description
    assert set(fig.tags.names()) == {"food", "red"}
    for path in ("/", "/gallery/", "/gallery/still-life/", "/gallery/still-life/half-a-fig/", "/most-viewed/"):
        assert client.get(path).status_code == 200


def test_the_demos_members_follow_like_and_bookmark(loaded):
    assert list(differences()) == []
    assert Contact.objects.count() == 18
    assert Like.objects.count() > 27
    assert Bookmark.objects.exists()
    assert all(like.created >= like.page.first_published_at for like in Like.objects.select_related("page"))


def test_load_demo_twice_changes_nothing(loaded):
    before = list(ImageStats.objects.values_list("pk", "views", "likes", "bookmarks"))
    load()
    assert list(ImageStats.objects.values_list("pk", "views", "likes", "bookmarks")) == before
    assert Contact.objects.count() == 18


def test_every_period_of_the_demo_differs(loaded):
    rankings = {tuple(read_scores(period, 0, 10).rows) for period in Period}
    assert len(rankings) == 4
    assert all(len(ranking) == 10 for ranking in rankings)


def test_the_demos_days_sum_up_to_its_totals(loaded):
    for picture in ImagePage.objects.all():
        assert sum(DailyViews.objects.filter(page=picture).values_list("views", flat=True)) == picture.stats.views


def test_load_demo_if_empty_leaves_a_gallery_alone(picture):
    load(if_empty=True)
    assert ImagePage.objects.count() == 1


def test_load_demo_is_all_or_nothing(gallery, monkeypatch):
    monkeypatch.setattr(demo.history, "make_views", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        load()
    assert demo.is_empty()


def test_a_demo_that_was_cleared_away_does_not_come_back(gallery):
    MemberFactory(username="boss")
    load(if_empty=True)
    assert not ImagePage.objects.exists()


def test_load_demo_is_refused_in_production(gallery, settings):
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="--force"):
        load()
    assert demo.is_empty()


def test_the_demos_past_is_on_record(loaded):
    actions = list(Action.objects.order_by("pk"))
    assert actions == sorted(actions, key=lambda action: action.created)
    assert len(actions) == Contact.objects.count() + Like.objects.count() + Bookmark.objects.count()
    ana = Member.objects.get(username="ana")
    assert ana.last_action == Action.objects.filter(actor=ana, verb__in=("liked", "followed")).latest("pk").pk
