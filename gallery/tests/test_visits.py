from datetime import date

import pytest
from django.http import Http404
from django.test import override_settings

from gallery import popularity
from gallery.models import ImagePage
from gallery.popularity import connection
from gallery.visits import Visit, is_bot, visitor_key
from tests.factories import ImageFactory, MemberFactory
from web.client_address import client_address

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)


def total(picture):
    return popularity.count_view(picture.pk, ("nobody", "nobody"), counts=False)


def open_page(client, picture, **extra):
    return client.get(picture.get_absolute_url(), **extra)


def test_two_visitors_are_two_views_and_reloading_adds_none(browser_client, picture):
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.2"):
        assert open_page(browser_client, picture, REMOTE_ADDR=address).status_code == 200
    assert total(picture) == 2


def test_the_page_shows_the_views_with_its_own(browser_client, picture):
    assert 'data-views="1"' in open_page(browser_client, picture).content.decode()
    assert 'data-views="1"' in open_page(browser_client, picture).content.decode()


def test_a_member_is_one_visitor_at_every_address(browser_client, picture):
    browser_client.force_login(MemberFactory())
    open_page(browser_client, picture, REMOTE_ADDR="10.0.0.1")
    open_page(browser_client, picture, REMOTE_ADDR="10.0.0.2")
    assert total(picture) == 1


def test_the_owner_does_not_count(browser_client, picture):
    picture.owner = MemberFactory()
    picture.save()
    browser_client.force_login(picture.owner)
    open_page(browser_client, picture)
    assert total(picture) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        {"HTTP_PURPOSE": "Prefetch"},
        {"HTTP_X_MOZ": "prefetch"},
        {"HTTP_USER_AGENT": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"HTTP_USER_AGENT": ""},
    ],
)
def test_machines_do_not_count(browser_client, picture, headers):
    assert open_page(browser_client, picture, **headers).status_code == 200
    assert total(picture) == 0


def test_head_does_not_count(browser_client, picture):
    assert browser_client.head(picture.get_absolute_url()).status_code == 200
    assert total(picture) == 0


def test_a_preview_does_not_count(picture, page_request):
    response = picture.make_preview_request(original_request=page_request(), preview_mode="")
    assert response.status_code == 200
    assert total(picture) == 0


def test_a_preview_before_the_first_save_works(album, page_request):
    picture = ImagePage(title="New", slug="new", image=ImageFactory(), path=album.path + "0001", depth=album.depth + 1)
    assert picture.make_preview_request(original_request=page_request(), preview_mode="").status_code == 200


def test_a_hidden_picture_does_not_count(browser_client, picture):
    picture.unpublish()
    assert open_page(browser_client, picture).status_code == 404
    assert total(picture) == 0


def test_a_page_that_fails_does_not_count(picture, page_request, monkeypatch):
    monkeypatch.setattr("gallery.models.ImagePage.rights", property(lambda self: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        picture.serve(page_request()).render()
    assert total(picture) == 0


def test_an_expired_picture_is_not_served(picture, page_request):
    picture.expire_at = picture.first_published_at
    picture.save()
    with pytest.raises(Http404):
        picture.serve(page_request())


def test_a_visit_asks_redis_once(picture, page_request, monkeypatch):
    asked = []
    monkeypatch.setattr(connection, "guarded", lambda command: asked.append(command) or (1, 7, 0, None))
    visit = Visit(page_request(), picture)
    assert (visit.views, visit.views, visit.count(None)) == (7, 7, None)
    assert len(asked) == 1


def test_visitor_keys_differ_by_picture_day_address_and_browser(page_request):
    keys = {
        visitor_key(page_request(), 1, DAY),
        visitor_key(page_request(), 2, DAY),
        visitor_key(page_request(), 1, date(2026, 11, 22)),
        visitor_key(page_request(**{"user-agent": "Other"}), 1, DAY),
    }
    assert len(keys) == 4
    assert "127.0.0.1" not in "".join(keys)


def test_visitor_keys_need_the_secret_key(page_request):
    with override_settings(SECRET_KEY="another"):
        other = visitor_key(page_request(), 1, DAY)
    assert other != visitor_key(page_request(), 1, DAY)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "6.6.6.6", "127.0.0.1"),
        (1, "6.6.6.6, 10.0.0.7", "10.0.0.7"),
        (2, "6.6.6.6, 10.0.0.7, 10.0.0.8", "10.0.0.7"),
        (2, "10.0.0.8", "127.0.0.1"),
        (1, "", ""),
    ],
)
def test_client_address_believes_only_our_own_proxies(page_request, settings, proxies, forwarded, address):
    settings.PROXY_COUNT = proxies
    assert client_address(page_request(**{"x-forwarded-for": forwarded})) == address


def test_is_bot_knows_people():
    assert not is_bot("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1")
    assert is_bot("curl/8.5.0")
