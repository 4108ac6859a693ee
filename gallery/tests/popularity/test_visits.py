"""Which answers are views, by whom: through the site's own addresses."""

from pathlib import Path

import pytest
from django.test import override_settings

from gallery.models import CountedVisitor
from gallery.popularity.flushing import flush
from gallery.popularity.periods import VISIT_WINDOW, today
from gallery.popularity.recording import skips
from gallery.popularity.visits import is_bot, visitor_key
from tests.factories import MemberFactory

from .conftest import stored

pytestmark = [pytest.mark.django_db, pytest.mark.exact]
DATA = Path(__file__).parent / "data"
BOTS, BROWSERS = ((DATA / f"{name}.txt").read_text().splitlines() for name in ("bots", "browsers"))


def open_page(client, picture, address="10.0.0.1", **extra):
    response = client.get(picture.get_absolute_url(), REMOTE_ADDR=address, **extra)
    assert response.status_code == 200
    return response


def views(picture):
    flush()
    return stored(picture)


def skipped(picture):
    return {reason.value: number for (_pk, reason), number in skips([picture.pk], [today()]).items() if number}


def test_a_visitor_counts_once_and_repeats_are_told(browser_client, picture):
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.2"):
        open_page(browser_client, picture, address)
    assert views(picture) == 2
    assert skipped(picture) == {"repeat": 2}


@pytest.mark.parametrize("redis", ["there", "away"])
def test_the_page_shows_what_is_stored(browser_client, picture, redis, request):
    if redis == "away":  # a view is stored before its page is answered
        request.getfixturevalue("redis_away")
    assert f'data-views="{0 if redis == "there" else 1}"' in open_page(browser_client, picture).content.decode()
    if redis == "there":
        flush()
    assert 'data-views="1"' in open_page(browser_client, picture).content.decode()


@pytest.mark.parametrize(("owns", "expected"), [(False, (1, {"repeat": 1})), (True, (0, {"author": 2}))])
def test_a_member_is_one_visitor_at_every_address_and_an_author_none(browser_client, picture, owns, expected):
    member = MemberFactory()
    browser_client.force_login(member)
    if owns:
        picture.owner = member
        picture.save()
    for address in ("10.0.0.1", "10.0.0.2"):
        open_page(browser_client, picture, address)
    assert (views(picture), skipped(picture)) == expected


@pytest.mark.parametrize(
    ("headers", "reason"),
    [
        ({"HTTP_SEC_PURPOSE": "prefetch;prerender"}, "prefetch"),
        ({"HTTP_PURPOSE": "Prefetch"}, "prefetch"),
        ({"HTTP_X_MOZ": "prefetch"}, "prefetch"),
        ({"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}, "bot"),
        ({"HTTP_USER_AGENT": ""}, "bot"),
        ({"HTTP_USER_AGENT": "  "}, "bot"),
    ],
)
def test_machines_do_not_count(browser_client, picture, headers, reason):
    open_page(browser_client, picture, **headers)
    assert (views(picture), skipped(picture)) == (0, {reason: 1})


@pytest.mark.parametrize(
    ("addresses", "agents"),
    [(["10.0.0.1"], [f"Mozilla/5.0 Firefox/{n}.0" for n in range(8)]), ([f"2001:db8::{n}" for n in range(8)], [None])],
)
def test_one_network_is_no_crowd(browser_client, picture, settings, addresses, agents):
    settings.VISITORS_PER_NETWORK = 3
    for address in addresses:
        for agent in agents:
            open_page(browser_client, picture, address, **({"HTTP_USER_AGENT": agent} if agent else {}))
    expected = (3, {"crowd": 5}) if len(agents) > 1 else (1, {"repeat": 7})
    assert (views(picture), skipped(picture)) == expected
    open_page(browser_client, picture, "10.0.0.2")
    assert views(picture) == expected[0] + 1


def test_head_and_previews_leave_no_trace(browser_client, picture, page_request):
    assert browser_client.head(picture.get_absolute_url()).status_code == 200
    assert picture.make_preview_request(original_request=page_request(), preview_mode="").status_code == 200
    assert (views(picture), skipped(picture)) == (0, {})


def test_a_hidden_picture_does_not_count(browser_client, picture):
    picture.unpublish()
    assert browser_client.get(picture.get_absolute_url()).status_code == 404
    assert views(picture) == 0


def test_a_page_that_fails_while_it_is_rendered_does_not_count(browser_client, picture, monkeypatch):
    monkeypatch.setattr("gallery.models.ImagePage.rights", property(lambda self: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        browser_client.get(picture.get_absolute_url())
    assert (views(picture), skipped(picture)) == (0, {})


def test_albums_are_not_counted(browser_client, album, redis):
    open_page(browser_client, album)
    assert list(redis.scan_iter("{views}:*")) == []


def test_bots_and_people_are_told_apart():
    assert (len(BOTS), len(BROWSERS)) == (200, 50)
    assert [agent for agent in BOTS if not is_bot(agent)] == [agent for agent in BROWSERS if is_bot(agent)] == []


def test_visitor_keys_differ_by_picture_address_and_browser(page_request):
    keys = {
        visitor_key(page_request(), 1),
        visitor_key(page_request(), 2),
        visitor_key(page_request(**{"user-agent": "Other"}), 1),
        visitor_key(page_request(user=MemberFactory()), 1),
    }
    assert len(keys) == 4
    with override_settings(SECRET_KEY="another"):
        assert visitor_key(page_request(), 1) not in keys


def test_no_address_is_kept_and_keys_are_gone_after_the_window(browser_client, picture, redis):
    address = "203.0.113.77"
    open_page(browser_client, picture, address)
    (seen,) = redis.scan_iter("{views}:seen:*")
    assert 0 <= VISIT_WINDOW.total_seconds() - redis.ttl(seen) < 10
    for key in redis.scan_iter("{views}:*"):
        assert address not in key.decode()
        assert address.encode() not in (redis.dump(key) or b"")
    flush()
    assert address not in CountedVisitor.objects.get().visitor
