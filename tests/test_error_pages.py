"""What goes wrong is told in the site's own look, with its HTTP status."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.views import defaults

from web.middleware import OwnNotFoundPageMiddleware

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_there(client):
    response = client.get("/nothing/here/")
    assert response.status_code == 404
    assert "This frame is blank" in response.content.decode()


@pytest.mark.parametrize(
    ("view", "status", "text"),
    [
        (lambda request: defaults.permission_denied(request, PermissionDenied()), 403, "not for your eyes"),
        (lambda request: defaults.bad_request(request, ValueError()), 400, "could not be read"),
        (defaults.server_error, 500, "broke on our side"),
    ],
)
def test_other_errors(page_request, view, status, text):
    response = view(page_request())
    html = response.content.decode()
    assert response.status_code == status
    assert text in html
    assert "css/site.css" in html
    assert html.count('as="font"') == 2
    assert html.count('id="end"') == 1  # what the first paint waits for
    assert html.count("<h1") == 1


def test_development_shows_the_sites_own_page_too(page_request):
    middleware = OwnNotFoundPageMiddleware(None)
    response = middleware.process_exception(page_request(), Http404())
    assert response.status_code == 404
    assert "This frame is blank" in response.content.decode()
    assert middleware.process_exception(page_request(), ValueError()) is None
