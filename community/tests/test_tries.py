"""Nobody's wrong passwords keep another member out, and nobody may guess for ever."""

import pytest
import time_machine
from django.conf import settings as site_settings
from django.test import Client
from django.utils import timezone

from community.models import Member

from .accounts import PASSWORD, link_in, member_of, sign_in

SCHOOL, HOME = "203.0.113.1", "198.51.100.1"
WRONG = "wrong"


@pytest.fixture
def ana(db):
    return Member.objects.create_user("ana", "ana@example.org", PASSWORD)


@pytest.fixture
def bram(db):
    return Member.objects.create_user("bram", "bram@example.org", PASSWORD)


def stranger(address=SCHOOL):
    return Client(REMOTE_ADDR=address)


def known(member, address=SCHOOL):
    """A browser that the member signed in from, and out."""
    client = stranger(address)
    sign_in(client, member.username)
    client.post("/account/logout/")
    return client


def guess(client, login="ana", times=6):
    return [sign_in(client, login, WRONG).status_code for _ in range(times)]


def test_wrong_passwords_lock_nobody_out_elsewhere(ana):
    assert guess(stranger(), times=26)[-1] == 429
    assert sign_in(stranger(), "ana").status_code == 429
    assert sign_in(stranger(HOME), "ana").status_code == 302


def test_a_network_of_version_6_is_one_however_many_addresses_it_has(ana):
    answers = [sign_in(stranger(f"2001:db8::{number}"), "ana", WRONG).status_code for number in range(1, 7)]
    assert answers == [200] * 5 + [429]
    assert sign_in(stranger("2001:db8:0:1::1"), "ana").status_code == 302


def test_a_known_browser_signs_in_whatever_its_neighbours_try(ana, bram):
    own, neighbour = known(ana), stranger()
    guess(neighbour)
    [sign_in(neighbour, f"name{number}", WRONG) for number in range(40)]
    assert sign_in(neighbour, "bram").status_code == 429
    assert sign_in(own, "ana").status_code == 302
    assert member_of(own) == "ana"


def test_a_known_browser_has_a_limit_of_its_own(ana):
    own = known(ana)
    assert guess(own, times=11) == [200] * 10 + [429]
    assert sign_in(own, "ana").status_code == 429
    assert sign_in(stranger(), "ana").status_code == 302


def test_a_known_browser_is_that_of_its_member_alone(ana, bram):
    assert guess(known(bram), "ana") == [200] * 5 + [429]


def test_nobody_can_make_a_device_cookie(ana):
    client = stranger()
    client.cookies["device"] = f"{ana.pk}:made-up:1tTTTT:signature"
    assert guess(client) == [200] * 5 + [429]


def test_guessing_from_many_networks_ends(ana, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_account": "7/h/key"}
    own = known(ana)
    answers = [sign_in(stranger(f"203.0.113.{number}"), "ana", WRONG).status_code for number in range(8)]
    assert answers == [200] * 7 + [429]
    assert sign_in(stranger(HOME), "ana").status_code == 429
    assert sign_in(own, "ana").status_code == 302


def test_one_network_cannot_use_up_the_tries_of_an_account():
    (tries, _time, _key), (all_tries, _hour, _key) = (
        site_settings.ACCOUNT_RATE_LIMITS[action].split("/") for action in ("login_failed", "login_failed_account")
    )
    assert int(all_tries) > 3 * 12 * int(tries)  # 12 times 5 minutes


def test_what_was_refused_counts_nowhere(ana):
    with time_machine.travel(timezone.now()) as clock:
        [sign_in(stranger(), f"name{number}", WRONG) for number in range(10)]
        assert guess(stranger()) == [429] * 6
        clock.shift(61)
        assert guess(stranger()) == [200] * 5 + [429]


def test_the_right_password_does_not_count_as_wrong(ana):
    assert [sign_in(stranger(), "ana").status_code for _ in range(12)] == [302] * 12
    own = known(ana)
    for _ in range(12):
        assert sign_in(own, "ana").status_code == 302
        own.post("/account/logout/")


def test_strangers_of_a_network_sign_in_thirty_times_a_minute(ana):
    assert [sign_in(stranger(), "ana").status_code for _ in range(31)] == [302] * 30 + [429]


def test_limits_do_not_tell_whose_email_address_it_is(ana):
    guess(stranger(), "ana", 5)
    assert guess(stranger(), "ana@example.org", 1) == [200]


def test_the_device_cookie(client, ana, settings):
    settings.SESSION_COOKIE_SECURE = True
    cookie = sign_in(client, "ana").cookies["device"]
    assert {name: cookie[name] for name in ("httponly", "secure", "samesite", "path", "domain", "max-age")} == {
        "httponly": True,
        "secure": True,
        "samesite": "Lax",
        "path": "/",
        "domain": "",
        "max-age": 365 * 24 * 3600,
    }
    assert sign_in(Client(), "ana").cookies["device"].value != cookie.value


def test_a_wrong_password_makes_no_device_known(client, ana):
    assert "device" not in sign_in(client, "ana", WRONG).cookies


def test_who_sets_a_new_password_by_mail_may_sign_in(ana, mailoutbox):
    client = stranger()
    guess(client)
    client.post("/account/password/reset/", {"email": "ana@example.org"})
    form = client.get(link_in(mailoutbox[0])).url
    client.post(form, {"password1": "baryta-paper-8", "password2": "baryta-paper-8"})
    assert sign_in(client, "ana", "baryta-paper-8").status_code == 302
