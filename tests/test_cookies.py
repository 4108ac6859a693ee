"""Cookies of the public site are bound to its host: browsers hold to what the name `__Host-` promises."""

import json
import os
import subprocess
import sys

import pytest

from community.models import Member
from community.tests.accounts import PASSWORD, member_of

from .test_settings import GOOD, ROOT

ASK = """
import json
from config.settings import production
print(json.dumps({name: getattr(production, name) for name in dir(production) if "_COOKIE_" in name}))
"""


@pytest.fixture
def cookies_of_production(settings):
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}", **GOOD}
    done = subprocess.run([sys.executable, "-c", ASK], env=environment, capture_output=True, text=True, check=True)
    for name, value in json.loads(done.stdout).items():
        setattr(settings, name, value)


def visit(client):
    """Gets every cookie that the site gives; those by their names."""
    Member.objects.create_user("ana", "ana@example.org", PASSWORD)
    client.post("/language/", {"language": "en", "next": "/"}, secure=True)
    client.get("/account/login/", secure=True)
    client.post("/account/login/", {"login": "ana", "password": PASSWORD}, secure=True)
    return client.cookies


def test_cookies_of_production(client, gallery, cookies_of_production):
    cookies = visit(client)
    assert {"__Host-sessionid", "__Host-csrftoken", "__Host-language", "__Host-device"} <= cookies.keys()
    for name, cookie in cookies.items():
        assert cookie["secure"], name
        assert (cookie["path"], cookie["domain"]) == ("/", ""), name


def test_who_has_the_cookies_of_production_is_signed_in(client, gallery, cookies_of_production):
    visit(client)
    assert member_of(client) == "ana"
    assert "/people/ana/" in client.get("/tags/", secure=True).content.decode()


def test_cookies_of_development_have_plain_names(client, gallery):
    assert {"sessionid", "csrftoken", "django_language", "device"} <= visit(client).keys()
