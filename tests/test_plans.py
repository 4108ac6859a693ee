"""How PostgreSQL answers the queries of the public pages: by indexes, however large the tables become."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community import relations
from gallery.popularity.flushing import flush
from gallery.popularity.publishing import publish
from tests.factories import MemberFactory, PictureFactory

pytestmark = [
    pytest.mark.exact,
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite explains its plans otherwise"),
]
LARGE = "activity_action", "community_like", "community_bookmark", "community_contact", "gallery_imagestats"
LARGE += "gallery_dailyviews", "wagtailcore_page", "gallery_imagepagetag", "gallery_galleryimage", "gallery_imagepage"
LARGE += ("gallery_searchword",)
SCAN = re.compile(rf"Seq Scan on ({'|'.join(LARGE)})\b")
NOT_KEPT = "an=argument"
PAGES = [
    *("/", "/gallery/", "/gallery/?page=2", "/gallery/?show=albums", "{album}", "{picture}", "/tags/fig/"),
    *("/most-viewed/?period=day", "/most-viewed/?period=all", "/search/?q=fig", "/newest/rss/", "/sitemap.xml"),
    *("/people/", "/people/?order=followed", "/people/?order=name", "/people/bram/", "/people/bram/likes/"),
    *("/people/bram/followers/", "/people/bram/following/", "/people/bram/activity/", "/people/bram/rss/"),
    *("/search/?q=figgs", "/search/?q=bra", "/search/?q=fig&tag=fig&licence=all-rights", "/search/?licence=all-rights"),
    "/search/",
    *("/feed/", "/feed/?before=1000", "/bookmarks/"),
]


@pytest.fixture
def ana(album):
    """She follows others who like pictures; all of it is a few rows."""
    ana, bram = (MemberFactory(username=name) for name in ("ana", "bram"))
    for number in range(3):
        picture = PictureFactory(parent=album, title=f"Fig {number}", owner=bram)
        picture.tags.add("fig")
        picture.save()
        relations.like(bram, picture)
        relations.bookmark(ana, picture)
    relations.follow(ana, bram)
    relations.follow(bram, ana)
    return ana


def plans(client, address):
    """The plan of each query of the page, if tables are never read whole where there is an index."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for query in queries:
            if query["sql"].startswith("SELECT"):
                cursor.execute(f"EXPLAIN {query['sql']}")
                yield query["sql"], "\n".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize("address", PAGES)
def test_no_page_reads_a_large_table_whole(ana, album, address):
    client = Client(headers={"user-agent": "Mozilla/5.0 Firefox/140.0"})
    client.force_login(ana)
    picture = album.pictures(ana)[:1][0]
    client.get(picture.get_url())
    flush()
    publish()
    address = address.format(album=album.get_url(), picture=picture.get_url())
    address += f"{'&' if '?' in address else '?'}{NOT_KEPT}"
    for sql, plan in plans(client, address):
        assert not SCAN.search(plan), f"{sql}\n{plan}"


def test_a_search_looks_people_up_in_an_index(ana):
    sql, plan = next(each for each in plans(Client(), "/search/?q=bra") if 'FROM "community_member"' in each[0])
    assert "members_named" in plan, sql


def test_a_query_without_an_index_is_found_out(ana):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("EXPLAIN SELECT 1 FROM gallery_imagestats WHERE bookmarks > 1")
        assert SCAN.search("\n".join(line for (line,) in cursor.fetchall()))
