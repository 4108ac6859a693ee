"""Once a visitor, and never for a machine: by the thousand, over the whole of the site's code."""

from pathlib import Path

import pytest

from gallery import popularity
from gallery.models import DirectView, ImageStats
from gallery.popularity import connection
from gallery.visits import Visit, is_bot

from .test_remembered import open_page

pytestmark = [pytest.mark.usefixtures("ready"), pytest.mark.django_db, pytest.mark.exact]
DATA = Path(__file__).parent / "data"
BOTS = (DATA / "bots.txt").read_text().splitlines()
MANY = 10_000
BROWSERS = (DATA / "browsers.txt").read_text().splitlines()


def stored(picture):
    popularity.flush()
    return ImageStats.objects.get(pk=picture.pk).views


def look(page_request, picture, address):
    """What `serve` does of a visit, without the page round it."""
    request = page_request()
    request.META["REMOTE_ADDR"] = address
    return Visit(request, picture).views


def test_many_loads_by_one_client_are_one_view(page_request, picture):
    assert {look(page_request, picture, "10.0.0.1") for _ in range(MANY)} == {1}
    assert stored(picture) == 1


def test_many_visitors_are_as_many_views(page_request, picture):
    shown = [look(page_request, picture, f"10.0.{n // 250}.{n % 250}") for n in range(MANY // 10)]
    assert shown == list(range(1, MANY // 10 + 1))
    assert stored(picture) == MANY // 10


def test_real_bots_are_none(browser_client, picture):
    assert len(BOTS) == 200
    assert [agent for agent in BOTS if not is_bot(agent)] == []
    for agent in BOTS[::10]:
        browser_client.get(picture.get_absolute_url(), HTTP_USER_AGENT=agent)
    assert stored(picture) == 0


def test_real_browsers_are_people(browser_client, picture):
    assert len(BROWSERS) == 50
    assert [agent for agent in BROWSERS if is_bot(agent)] == []
    for agent in BROWSERS[::5]:
        browser_client.get(picture.get_absolute_url(), HTTP_USER_AGENT=agent)
    assert stored(picture) == 10


def test_no_address_is_kept_and_keys_are_gone_after_half_an_hour(browser_client, picture):
    address = "203.0.113.77"
    open_page(browser_client, picture, address)
    redis = connection.client()
    kept = [key for key in redis.scan_iter() if b":seen:" in key]
    assert len(kept) == 1
    assert 1790 < redis.ttl(kept[0]) <= 1800
    for key in redis.scan_iter():
        assert address not in key.decode()
        assert address.encode() not in (redis.dump(key) or b"")
    assert not DirectView.objects.exists()
