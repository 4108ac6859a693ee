"""What is in the demo, once it is loaded."""

import pytest
from django.core.management import call_command

from activity.models import Action
from community.models import Bookmark, Contact, Like, Member
from community.reconciliation import differences
from gallery.models import DailyViews, GalleryPage, ImagePage, ImageStats
from gallery.popularity.periods import Period
from gallery.popularity.ranking import read_scores
from home.demo import content
from tests.factories import make_gallery

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


def load():
    call_command("load_demo", verbosity=0)


@pytest.fixture(scope="module")
def loaded(module_db):
    make_gallery()
    load()


def test_load_demo_makes_albums_pictures_and_members(client):
    assert ImagePage.objects.count() == len(content.CREDITS) == 27
    assert GalleryPage.objects.count() == 4
    assert Member.objects.count() == len(content.ROLES) + len(content.MEMBERS)
    fig = ImagePage.objects.get(slug="half-a-fig")
    assert (fig.credit, fig.rights.label) == ('Trevor "Freespace"', "CC BY 4.0")
    assert fig.image.description.startswith("A fig") or "fig" in fig.image.description
    assert set(fig.tags.names()) == {"food", "red"}
    for path in ("/", "/gallery/", "/gallery/still-life/", "/gallery/still-life/half-a-fig/", "/most-viewed/"):
        assert client.get(path).status_code == 200


def test_each_member_of_the_demo_has_a_portrait_of_their_own():
    photos = [member.photo for member in Member.objects.select_related("photo")]
    assert len({photo.file_hash for photo in photos}) == len(content.ROLES) + len(content.MEMBERS)


def test_facts_of_the_camera_are_in_the_demos_files():
    leaf = ImagePage.objects.get(slug="fallen-leaf").image
    assert (leaf.camera, leaf.lens) == ("Canon EOS 70D", "EF50mm f/1.8 II")
    assert leaf.exposure_line == "1/4000 s · f/2 · ISO 100 · 50 mm"
    assert ImagePage.objects.exclude(image__taken_on=None).count() == 7


def test_the_demos_members_follow_like_and_bookmark():
    assert list(differences()) == []
    assert Contact.objects.count() == 18
    assert Like.objects.count() > 27
    assert Bookmark.objects.exists()
    assert all(like.created >= like.page.first_published_at for like in Like.objects.select_related("page"))


def test_every_period_of_the_demo_differs():
    rankings = {tuple(read_scores(period, 0, 10).rows) for period in Period}
    assert len(rankings) == 4
    assert all(len(ranking) == 10 for ranking in rankings)


def test_the_demos_days_sum_up_to_its_totals():
    for picture in ImagePage.objects.all():
        assert sum(DailyViews.objects.filter(page=picture).values_list("views", flat=True)) == picture.stats.views


def test_the_demos_past_is_on_record():
    actions = list(Action.objects.order_by("pk"))
    assert actions == sorted(actions, key=lambda action: action.created)
    rows = [model.objects.count() for model in (Contact, Like, Bookmark, ImagePage)]
    assert len(actions) == sum(rows)
    published = [action for action in actions if action.verb == "published"]
    assert all(action.actor_id == action.target.owner_id for action in published)
    assert {action.target_id for action in published} == set(ImagePage.objects.values_list("pk", flat=True))
    ana = Member.objects.get(username="ana")
    public = Action.objects.filter(actor=ana, verb__in=("published", "liked", "followed"))
    assert ana.last_action == public.latest("pk").pk


def test_loading_it_twice_changes_nothing():
    before = list(ImageStats.objects.values_list("pk", "views", "likes", "bookmarks"))
    photos = set(Member.objects.values_list("photo"))
    load()
    assert set(Member.objects.values_list("photo")) == photos
    assert list(ImageStats.objects.values_list("pk", "views", "likes", "bookmarks")) == before
    assert Contact.objects.count() == 18


def test_the_demos_lakes_are_found_by_their_alt_texts(client):
    assert client.get("/search/", {"q": "lake"}).context["pictures"].paginator.count == 5
