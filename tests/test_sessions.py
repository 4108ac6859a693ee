import pytest

from web.sessions import SessionStore


@pytest.mark.parametrize("cookie", ["abcdefgh\0", "abcdefgh\n", "abcd efgh", "short", ""])
def test_what_is_no_key_is_no_session(cookie):
    assert SessionStore(cookie).session_key is None


@pytest.mark.django_db
@pytest.mark.exact
def test_a_cookie_may_hold_anything(client, gallery):
    client.cookies["sessionid"] = "abcdefgh\0"
    assert client.get("/").status_code == 200


@pytest.mark.django_db
def test_a_key_of_django_is_one(client):
    store = SessionStore()
    store["name"] = "ana"
    store.save()
    assert SessionStore(store.session_key)["name"] == "ana"
