"""What a search finds, what it suggests, and what it says where it finds nothing."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import PageViewRestriction

from gallery import tasks
from gallery.models import GalleryImage, GalleryPage, ImagePage, Licence, OutdatedEntry, SearchWord
from gallery.search import near_words
from tests.factories import AlbumFactory, ImageFactory, MemberFactory, PictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.exact]


@pytest.fixture
def make(album, django_capture_on_commit_callbacks):
    """A picture of a frog, unless told otherwise, as search knows it after the commit."""

    def make(title, *tags, alt="A frog", parent=album, **fields):
        with django_capture_on_commit_callbacks(execute=True):
            picture = PictureFactory(parent=parent, title=title, image=ImageFactory(description=alt), **fields)
            picture.tags.add(*tags)
            picture.save()
        return picture

    return make


@pytest.fixture
def forest(make):
    return make("Pines", alt="Fog in a forest")


def context(client, query, **arguments):
    response = client.get("/search/", {"q": query, **arguments})
    assert response.status_code == 200
    return response.context


def found(client, query, **arguments):
    return {picture.title for picture in context(client, query, **arguments)["pictures"]}


def names(each):
    return [str(name) for name in each]


@pytest.mark.parametrize(
    "query",
    [
        *("fig", "FIG", "half a fig", "open", "trevor", "food", "bowl", "still", "dar", "lima", "dario bowl still"),
        "food open trevor",
    ],
)
def test_search_reads_all_that_is_written_about_a_picture(client, make, query):
    dario = MemberFactory(username="dario", display_name="D. Lima")
    facts = {"description": "Cut open", "credit": "Trevor", "owner": dario, "alt": "A red bowl"}
    make("Half a fig", "food", **facts)
    make("Boats", parent=AlbumFactory(parent=ImagePage.objects.get().get_parent().get_parent(), title="Water"))
    assert found(client, query) == {"Half a fig"}


@pytest.mark.parametrize("query", ["서울", "서울 소음", "소음 서울", "night", "light night", "han", "풍경"])
def test_search_finds_words_by_their_beginnings(client, make, query):
    make("서울의 소음", "풍경사진", description="Nights and lights", credit="Hanna")
    assert found(client, query) == {"서울의 소음"}
    assert found(client, f"{query} zebra") == set()


@pytest.mark.parametrize("query", ["résumé", "re\u0301sume\u0301"])
def test_search_finds_both_ways_of_writing_an_accent(client, make, query):
    make("Résumé", slug="resume")
    assert found(client, query) == {"Résumé"}


def test_search_shows_the_newest_first(client, make):
    for days, title in ((3, "Fig fig fig"), (1, "One fig"), (2, "Figs")):
        make(title, first_published_at=timezone.now() - timedelta(days=days))
    assert names(context(client, "fig")["pictures"]) == ["One fig", "Figs", "Fig fig fig"]


@pytest.mark.parametrize(
    "query",
    ["", "   ", "zebra", '"', "'", "a AND", "*", "(", "%", "\0", "🦊", "x" * 5000, "x " * 5000, "-fig", "fig:*", "_"],
)
def test_search_survives_anything(client, forest, query):
    found(client, query)


def test_search_does_not_find_what_is_hidden(client, album, forest):
    PageViewRestriction.objects.create(page=album, restriction_type="login")
    assert found(client, "forest") == set()


def test_search_keeps_the_words_and_filters_in_its_pages(client, make, album):
    for number in range(25):
        make("Fig & fig", "food", slug=f"fig-{number}", licence=Licence.CC0_1)
    arguments = {"q": "fig & fig", "licence": "cc0-1.0", "tag": "food"}
    page = client.get("/search/", arguments).content.decode()
    assert "?q=fig+%26+fig&amp;licence=cc0-1.0&amp;tag=food&amp;page=2" in page


def test_nobody_is_found_by_the_name_of_a_suspended_member(client, make):
    make("Half a fig", owner=MemberFactory(username="dario", is_active=False))
    assert found(client, "dario") == set()


def test_nothing_is_found_by_the_title_of_an_album_that_is_not_public(client, make, album):
    GalleryPage.objects.filter(pk=album.pk).update(live=False)
    make("Half a fig")
    assert found(client, "fig") == {"Half a fig"}
    assert found(client, "still life") == set()


def test_the_title_of_an_album_that_is_withdrawn_goes_out_of_the_index(client, make, album):
    make("Half a fig")
    assert found(client, "still life") == {"Half a fig"}
    GalleryPage.objects.filter(pk=album.pk).update(live=False)
    tasks.index_outdated()
    assert found(client, "still life") == set()


# What changes elsewhere.


def other_alt_text(picture):
    GalleryImage.objects.filter(pk=picture.image_id).update(description="A changed bowl")


def no_alt_text_needed(picture):
    GalleryImage.objects.filter(pk=picture.image_id).update(description="A changed bowl", is_decorative=False)


def other_album_title(picture):
    GalleryPage.objects.filter(pk=picture.get_parent().pk).update(title="All changed")


def other_name(picture):
    picture.owner.display_name = "Changed"
    picture.owner.save()


def other_owner(picture):
    ImagePage.objects.filter(pk=picture.pk).update(owner=MemberFactory(username="changed"))


def renamed_tag(picture):
    Tag.objects.filter(name="food").update(name="changed")


@pytest.mark.parametrize(
    "change", [other_alt_text, no_alt_text_needed, other_album_title, other_name, other_owner, renamed_tag]
)
def test_what_changes_elsewhere_is_found_as_soon_as_the_worker_has_seen_it(client, make, change):
    picture = make("Half a fig", "food", owner=MemberFactory(username="dario"))
    tasks.index_outdated()
    assert found(client, "changed") == set()
    change(picture)
    tasks.index_outdated()
    assert found(client, "changed") == {"Half a fig"}
    assert not OutdatedEntry.objects.exists()


def test_the_name_of_a_member_who_is_suspended_goes_out_of_the_index(client, make):
    picture = make("Half a fig", owner=MemberFactory(username="dario"))
    assert found(client, "dario") == {"Half a fig"}
    type(picture.owner).objects.filter(pk=picture.owner_id).update(is_active=False)
    tasks.index_outdated()
    assert found(client, "dario") == set()


def test_a_picture_that_moves_is_found_by_its_new_album(client, make, gallery, django_capture_on_commit_callbacks):
    picture, water = make("Half a fig"), AlbumFactory(parent=gallery, title="Water")
    with django_capture_on_commit_callbacks(execute=True):
        ImagePage.objects.get(pk=picture.pk).move(water, "last-child")
    assert found(client, "water") == {"Half a fig"}
    assert found(client, "still life") == set()


def test_what_says_the_same_as_before_outdates_nothing(make, album):
    picture = make("Half a fig", owner=MemberFactory(username="dario"))
    OutdatedEntry.objects.all().delete()
    for each in (picture.owner, picture.image, GalleryPage.objects.get(pk=album.pk), ImagePage.objects.get()):
        each.save()
    picture.owner.bio = "Likes figs"
    picture.owner.save()
    assert not OutdatedEntry.objects.exists()


def test_a_large_album_takes_some_chunks_and_a_number_of_queries_that_does_not_grow(client, make, album, monkeypatch):
    pictures = [make(f"Fig {number}", "food") for number in range(5)]
    OutdatedEntry.objects.all().delete()
    costs = []
    for chunk in (1, 4):
        monkeypatch.setattr("gallery.search.outdated.CHUNK", chunk)
        GalleryPage.objects.filter(pk=album.pk).update(title=f"Water {chunk}")
        with CaptureQueriesContext(connection) as queries:
            assert tasks.index_some()
        # The backend for SQLite writes entry by entry.
        costs.append(sum('UPDATE "wagtailsearch_indexentry"' not in query["sql"] for query in queries))
        assert OutdatedEntry.objects.count() == len(pictures) - chunk
        tasks.index_outdated()
    assert costs[0] == costs[1]
    assert len(found(client, "water")) == 5


def test_a_picture_that_has_gone_meanwhile_is_no_work(db):
    OutdatedEntry.objects.create(picture=35_000)
    tasks.index_outdated()
    assert not OutdatedEntry.objects.exists()


# Near words.


@pytest.mark.parametrize("query", ["forrest", "forests", "forset", "Forrest", "forst", "forrest fogg pines"])
def test_a_typo_finds_what_was_meant(client, forest, query):
    answer = context(client, query)
    assert names(answer["pictures"]) == ["Pines"]
    assert "forest" in answer["near"]


@pytest.mark.parametrize(
    ("typo", "meant"), [("lkae", "lake"), ("brigde", "bridge"), ("서올", "서울"), ("résume", "résumé")]
)
def test_near_words_in_either_script(client, make, typo, meant):
    make("One", alt=meant)
    assert near_words.near_words(typo) == [meant]
    assert found(client, typo) == {"One"}


def test_a_typo_is_answered_in_words(client, forest):
    page = client.get("/search/?q=forrest&tag=&licence=").content.decode()
    assert "Nothing for “forrest”." in page
    assert "1 picture for “forest”" in page
    assert 'href="?q=forest' in page


@pytest.mark.parametrize("query", ["zebra", "era", "35", "fo", "", "forest zebra"])
def test_what_is_near_nothing_is_left_as_it_is(client, forest, query):
    assert context(client, query).get("near", "") == ""


def test_words_of_hidden_pictures_are_never_suggested(client, make, gallery):
    hidden = AlbumFactory(parent=gallery, title="Hidden")
    for number in range(3):
        make(f"Private {number}", alt=f"A forest{'e' * number}", parent=hidden)
    make("Pines", alt="The foresters and their hut")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    assert "forest" in near_words.near_words("forrest")
    assert context(client, "forrest")["near"] == ""  # though "forest" would find the foresters
    assert context(client, "forresters")["near"] == "foresters"
    client.force_login(MemberFactory())
    assert context(client, "forrest")["near"] == "forest"


def test_a_mistyped_word_costs_no_more_queries_the_more_words_there_are(client, make):
    make("One", alt="forest")
    client.get("/search/?q=forrest")
    costs = []
    for word in ("mountain", "forestry forests foresee forested"):
        make(word, alt=word)
        with CaptureQueriesContext(connection) as queries:
            assert context(client, "forrest")["near"] == "forest"
        costs.append(len(queries))
    assert costs[1] <= costs[0]


def test_update_index_forgets_words_that_stand_nowhere_any_more(make, django_capture_on_commit_callbacks):
    make("One", alt="forest")
    make("Two", alt="mountain").delete()
    with django_capture_on_commit_callbacks(execute=True):
        call_command("update_index", verbosity=0)
    assert set(SearchWord.objects.values_list("word", flat=True)) == {"one", "forest", "still", "life"}


# Suggestions, and ways on.


def test_tags_people_and_albums_are_suggested(client, make, gallery):
    make("One", "fog", "foggy morning", "black fog")
    AlbumFactory(parent=gallery, title="Fog and rain")
    for name, display_name, active in (("fogel", "", True), ("ana", "Ana Fogg", True), ("fogless", "", False)):
        MemberFactory(username=name, display_name=display_name, is_active=active)
    answer = context(client, "FOG")
    assert names(answer["matching_tags"]) == ["fog", "black fog", "foggy morning"]
    assert names(answer["people"]) == ["Ana Fogg", "fogel"]
    assert names(answer["albums"]) == ["Fog and rain"]
    page = client.get("/search/?q=fog").content.decode()
    assert all(address in page for address in ('"/tags/fog/"', '"/people/fogel/"', "/fog-and-rain/"))


def test_nothing_hidden_is_suggested(client, make, gallery):
    hidden = AlbumFactory(parent=gallery, title="Fog and rain")
    make("One", "fog", parent=hidden)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    answer = context(client, "fog")
    assert not answer["matching_tags"]
    assert not answer["albums"]
    client.force_login(MemberFactory())
    answer = context(client, "fog")
    assert answer["matching_tags"]
    assert answer["albums"]


def test_nothing_found_is_no_dead_end(client, make):
    make("Pines", "forest")
    make("Hidden", "secret", live=False)
    answer = context(client, "zebra")
    assert names(answer["newest"]) == ["Pines"]
    assert names(answer["tags"]) == ["forest"]
    page = client.get("/search/?q=zebra").content.decode()
    assert all(address in page for address in ('"/tags/forest/"', '"/tags/"', '"/people/"'))


def test_words_that_find_nothing_together_are_offered_alone(client, make):
    make("Pines"), make("Boats")
    page = client.get("/search/?q=pines+boats+zebra").content.decode()
    assert "?q=pines" in page
    assert "?q=boats" in page
    assert "?q=zebra" not in page


def test_a_search_that_has_not_begun_offers_the_most_used_tags(client, make):
    for number, tags in enumerate((["fig"], ["fig", "bowl"], ["apple"])):
        make(f"Picture {number}", *tags)
    assert names(client.get("/search/").context["tags"]) == ["fig", "apple", "bowl"]
    page = client.get("/search/").content.decode()
    assert "/tags/fig/" in page
    assert page.count("empty-frame") == 4  # their pictures, whose files are still to be made


# Filters.


def test_licence_and_tag_narrow_a_search(client, make):
    make("Fog, free", "lake", licence=Licence.CC0_1)
    make("Fog, by name", "lake", "boats", licence=Licence.CC_BY_4)
    assert found(client, "fog") == {"Fog, free", "Fog, by name"}
    assert found(client, "fog", licence="cc0-1.0") == {"Fog, free"}
    assert found(client, "", licence="cc0-1.0") == {"Fog, free"}
    assert found(client, "fog", tag="boats") == {"Fog, by name"}
    assert found(client, "", tag="lake", licence="cc-by-4.0") == {"Fog, by name"}
    assert found(client, "fog", licence="", tag="") == {"Fog, free", "Fog, by name"}
    assert names(context(client, "fog")["tags"]) == ["lake", "boats"]


def test_filters_that_leave_nothing_can_be_dropped(client, make):
    make("Fog")
    answer = context(client, "fog", licence="cc0-1.0")
    assert not answer["pictures"]
    assert b"Search without the filters" in client.get("/search/?q=fog&licence=cc0-1.0").content


def test_those_licences_are_offered_that_pictures_have(client, make, gallery):
    make("Fog", "lake", licence=Licence.CC0_1)
    make("Fog and rain", licence=Licence.CC_BY_4)
    make("Half a fig", alt="A bowl", licence=Licence.LGPL_3)
    hidden = make("Fog at night", parent=AlbumFactory(parent=gallery, title="Hidden"), licence=Licence.CC_BY_3)
    PageViewRestriction.objects.create(page=hidden.get_parent(), restriction_type="login")
    found_by = {
        "": {"CC0 1.0", "CC BY 4.0", "LGPL 3.0"},
        "q=fog": {"CC0 1.0", "CC BY 4.0"},
        "q=fogg": {"CC0 1.0", "CC BY 4.0"},
        "q=fog&licence=cc0-1.0": {"CC0 1.0", "CC BY 4.0"},
        "q=fog&licence=lgpl-3.0": {"CC0 1.0", "CC BY 4.0", "LGPL 3.0"},
        "tag=lake": {"CC0 1.0"},
        "licence=cc0-1.0": {"CC0 1.0", "CC BY 4.0", "LGPL 3.0"},
        "q=zebra": set(),
    }
    for arguments, labels in found_by.items():
        soup = BeautifulSoup(client.get(f"/search/?{arguments}").content.decode(), "html.parser")
        assert {each.text for each in soup.select("#search-licence option[value]:not([value=''])")} == labels, arguments
    client.force_login(MemberFactory())
    assert Licence.CC_BY_3 in client.get("/search/").context["licences"]


def test_a_licence_is_offered_as_soon_as_a_picture_has_it(client, make):
    picture = make("Fog")
    assert client.get("/search/").context["licences"] == [Licence.ALL_RIGHTS]
    ImagePage.objects.filter(pk=picture.pk).update(licence=Licence.CC0_1)
    assert client.get("/search/").context["licences"] == [Licence.CC0_1]


@pytest.mark.parametrize(("arguments", "number"), [("q=fig", 4), ("q=fig&licence=cc0-1.0", 3), ("licence=lgpl-3.0", 0)])
def test_what_is_found_is_counted_by_the_chosen_licence(client, make, arguments, number):
    for place in range(4):
        make(f"Fig {place}", licence=Licence.CC0_1 if place else Licence.CC_BY_4)
    pictures = client.get(f"/search/?{arguments}").context["pictures"]
    assert pictures.paginator.count == len(pictures) == number


@pytest.mark.parametrize("arguments", ["licence=none", "tag=none", "tag=%00", "q=fog&licence=all_rights", "tag=fog%27"])
def test_a_filter_that_there_is_not_is_404(client, make, arguments):
    make("Fog", "fog")
    assert client.get(f"/search/?{arguments}").status_code == 404


def test_the_tag_of_hidden_pictures_is_404_as_one_that_never_was(client, make, album):
    make("Fog", "fog")
    assert client.get("/search/?tag=fog").status_code == 200
    PageViewRestriction.objects.create(page=album, restriction_type="login")
    assert client.get("/search/?tag=fog").status_code == 404


def test_the_form_keeps_what_was_chosen(client, make):
    make("Fog", "fog", licence=Licence.CC0_1)
    page = " ".join(client.get("/search/?q=fog&licence=cc0-1.0&tag=fog").content.decode().split())
    assert '<option value="cc0-1.0" selected>' in page
    assert '<input type="hidden" name="tag" value="fog" form="search-again">' in page


# Costs.


@pytest.mark.parametrize(("address", "queries"), [("?q=fig", 8), ("?q=fig&page=2", 5), ("?q=fig&tag=fig", 9)])
def test_a_search_costs_few_queries_however_much_it_finds(client, make, address, queries):
    """Site, version, number, pictures, their tags; on the first page tags, people and albums; the tag of a filter."""
    for number in range(30):
        make(f"Fig {number}", "fig", licence=Licence.CC0_1)
    client.get(f"/search/{address}")
    with CaptureQueriesContext(connection) as captured:
        client.get(f"/search/{address}")
    assert len(captured) <= queries, [each["sql"][:300] for each in captured]


def test_pictures_are_counted_by_licence_once_a_version_however_many_look(client, make):
    for number in range(3):
        make(f"Fig {number}", "fig", f"tag {number}")
    costs = []
    for address in ("/search/", "/search/?an=argument", "/search/?another=one", "/search/?licence=all-rights"):
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        costs.append(sum("GROUP BY" in each["sql"] and "licence" in each["sql"] for each in captured))
    assert costs == [1, 0, 0, 0]
    make("Another fig", "another tag", "one more")
    client.get("/search/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/search/?an=argument")  # version; tags, their frames, and the pictures of these
    assert len(captured) <= 4, [each["sql"][:300] for each in captured]
