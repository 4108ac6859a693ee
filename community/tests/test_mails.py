"""Links in mails lead to the site, whatever address the request was sent to."""

import re

import pytest
from allauth.account.models import EmailAddress

from community.models import Member

from .accounts import PASSWORD, sign_up

HOSTS = ["testserver:8081", "TESTSERVER.", "testserver"]


@pytest.fixture
def ana(db, settings):
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"  # else no mail tells that somebody has the address already
    ana = Member.objects.create_user("ana", "ana@example.org", PASSWORD)
    EmailAddress.objects.create(user=ana, email=ana.email, primary=True, verified=True)
    return ana


def send_all(client):
    """Mails of every kind."""
    sign_up(client, "bram")
    client.post("/account/logout/")
    sign_up(client, "other", "ana@example.org")
    for email in ("ana@example.org", "nobody@example.org"):
        client.post("/account/password/reset/", {"email": email})
    client.force_login(Member.objects.get(username="ana"))
    new = {"oldpassword": PASSWORD, "password1": "baryta-paper-8", "password2": "baryta-paper-8"}
    client.post("/account/password/change/", new)


def links_in(mails):
    return [link for mail in mails for link in re.findall(r"\w+://\S+", mail.body)]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("url", ["https://example.org", "https://example.org/"])
def test_links_begin_with_the_sites_own_address(client, ana, settings, mailoutbox, host, url):
    settings.PUBLIC_URL = url
    client.defaults["HTTP_HOST"] = host
    send_all(client)
    links = links_in(mailoutbox)
    assert [len(links_in([mail])) for mail in mailoutbox] == [2] * 5
    assert all(re.match("https://example.org/(account/|$)", link) for link in links), links


def test_in_development_they_begin_with_the_requests_address(client, ana, mailoutbox):
    client.defaults["HTTP_HOST"] = "localhost:8001"
    send_all(client)
    links = links_in(mailoutbox)
    assert len(links) == 10
    assert all(re.match("http://localhost:8001/(account/|$)", link) for link in links), links
