"""Signing up and in, as a browser does it."""

import re

from community.models import Member

PASSWORD = "grease-pencil-7"


def sign_up(client, username="bram", email="bram@example.org", password=PASSWORD, **more):
    return client.post("/account/signup/", {"username": username, "email": email, "password1": password, **more})


def sign_in(client, login, password=PASSWORD, **more):
    return client.post("/account/login/", {"login": login, "password": password, **more})


def member_of(client):
    """The username of who is signed in."""
    number = client.session.get("_auth_user_id")
    return number and Member.objects.get(pk=number).username


def link_in(mail):
    return re.search(r"http://testserver(/account/\S+)", mail.body)[1]
