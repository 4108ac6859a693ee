"""How long a try takes tells nobody which accounts there are: what takes the time is the hash of a password."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher

from community.backends import find_member
from community.models import Member

from .accounts import PASSWORD, sign_in


@pytest.fixture
def hashes(monkeypatch):
    """A list that grows with each hash."""
    made, encode = [], MD5PasswordHasher.encode

    def count(self, password, salt):
        made.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", count)
    return made


@pytest.fixture
def members(db):
    ana = Member.objects.create_user("ana", "ana@example.org", PASSWORD)
    EmailAddress.objects.create(user=ana, email=ana.email, primary=True, verified=True)
    Member.objects.create_user("bram", "bram@example.org", PASSWORD, is_active=False)
    Member.objects.create_user("twin", "two@example.org", "another-password-1")
    Member.objects.create_user("other", "two@example.org", PASSWORD)
    Member.objects.create_user("nokey", "nokey@example.org")


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
@pytest.mark.parametrize("name", ["ana", "bram", "nokey", "nobody", "two"])
@pytest.mark.parametrize("domain", ["", "@example.org"])
def test_a_try_costs_one_hash(client, members, hashes, name, domain, password):
    hashes.clear()
    sign_in(client, name + domain, password)
    assert hashes == [hashes[0]]


def test_an_email_address_is_of_who_has_verified_it(members):
    late = Member.objects.create_user("late", "two@example.org")
    assert find_member(email="two@example.org").username == "twin"
    EmailAddress.objects.create(user=late, email=late.email, primary=True, verified=True)
    assert find_member(email="two@example.org") == late
