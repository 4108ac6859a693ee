"""What the pagination of a list says to a script and to those without one."""

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory


@pytest.fixture
def render():
    def make(address="/", htmx=False, **context):
        request = RequestFactory().get(address)
        request.htmx = htmx
        return render_to_string("components/pagination.html", context, request)

    return make


def test_the_next_page_keeps_the_query(render):
    html = render("/?q=fig&page=2", page=Paginator(range(9), 3).page(2))
    assert 'href="?q=fig&amp;page=3"' in html
    assert 'hx-get="?q=fig&amp;page=3"' in html
    assert 'href="?q=fig&amp;page=1"' in html


@pytest.mark.parametrize(("number", "trigger"), [(1, "click, revealed"), (2, "click, revealed"), (3, "click")])
def test_every_third_page_waits_to_be_asked(render, number, trigger):
    assert f'hx-trigger="{trigger}"' in render(page=Paginator(range(9), 2).page(number))


def test_a_list_of_one_page_has_no_pagination(render):
    assert render(page=Paginator(range(3), 3).page(1)).strip() == ""
    assert render(next_url=None).strip() == ""


@pytest.mark.parametrize(("number", "trigger"), [(1, "click, revealed"), (3, "click")])
def test_a_cursor_says_which_page_it_is(render, number, trigger):
    html = render(next_url="?before=7", number=number)
    assert 'hx-get="?before=7"' in html
    assert f'hx-trigger="{trigger}"' in html


@pytest.mark.parametrize("context", [{"next_url": None}, {"page": Paginator(range(4), 2).page(2)}])
def test_the_last_page_takes_the_link_away(render, context):
    html = render(htmx=True, **context)
    assert 'id="list-next"' in html
    assert "data-next" not in html


def test_what_a_cursor_loaded_is_announced(render):
    assert "More is shown." in render(htmx=True, next_url="?before=7")
    assert "More is shown." not in render(next_url="?before=7")
