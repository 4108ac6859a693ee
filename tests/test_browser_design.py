"""The page of components in a real Chromium: what no public page happens to show is looked at here."""

import pytest

from .examine import examine
from .pages import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [320, 1440])
def test_every_component_is_right_in_all_its_states(open_page, settings, width):
    settings.DEBUG = True
    make_world()
    page = open_page("/design/", width=width)
    assert page.locator("[data-template]").count() > 50
    assert examine(page, without=["landmark-unique"]) == []  # each landmark is there in several states
