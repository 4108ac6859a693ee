import pytest

from web.theme import COOKIE

pytestmark = pytest.mark.django_db


def test_the_system_decides_until_somebody_chooses(client):
    html = client.get("/people/").content.decode()
    assert 'data-theme="system"' in html
    assert 'media="(prefers-color-scheme: dark)"' in html


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_choice_is_kept_and_is_there_at_once(client, theme):
    response = client.post("/theme/", {"theme": theme, "next": "/people/?order=name"})
    assert (response.status_code, response.url) == (302, "/people/?order=name")
    assert response.cookies[COOKIE]["max-age"] == 365 * 24 * 3600
    html = client.get("/people/").content.decode()
    assert f'data-theme="{theme}"' in html
    assert html.count('media="all"') == html.count('media="not all"') == 1


def test_the_way_back_is_on_this_site(client):
    assert client.post("/theme/", {"theme": "dark", "next": "https://example.org/"}).url == "/"


def test_a_theme_that_is_none_is_refused(client):
    response = client.post("/theme/", {"theme": "sepia"})
    assert response.status_code == 400
    assert COOKIE not in response.cookies


def test_a_cookie_of_nonsense_is_the_system(client):
    client.cookies[COOKIE] = "sepia"
    assert 'data-theme="system"' in client.get("/people/").content.decode()


def test_the_theme_takes_a_post(client):
    response = client.get("/theme/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "This address takes a POST." in response.content.decode()
