"""No address without a row in the table, and no row that says nothing."""

import pytest

from .inventory import WAGTAILS, WAGTAILS_ALONE, is_wagtails, routes, stated_routes, without_anchors
from .matrix import cells, statuses
from .states import STATES

LINES = "\n".join(f"{state}   shown" for state in STATES)


def test_every_address_has_a_row():
    """A new one: a line in addresses.py where it shows or lists pictures, in others.py where it does not."""
    stated = stated_routes()
    assert [route for route in routes() if not is_wagtails(route) and without_anchors(route) not in stated] == []


def test_nothing_is_left_over():
    known = set(routes())
    assert known >= WAGTAILS_ALONE
    assert [each for each in WAGTAILS if not any(route.startswith(each) for route in known)] == []
    assert stated_routes() <= set(map(without_anchors, known))


def test_a_table_states_every_cell_once():
    assert set(cells(f"state   everybody\n{LINES}").values()) == {"shown"}
    for wrong in (
        f"state   everybody\n{LINES.replace('live   shown', '', 1)}",
        f"state   everybody\n{LINES}\nlost   shown",
        f"state   members\n{LINES}",
        f"state   everybody   members\n{LINES}",
    ):
        with pytest.raises(ValueError, match=r"stated|zip|unpack"):
            cells(wrong)


def test_an_address_states_its_answer_to_everybody():
    assert set(statuses("x/   200 for strangers   302 for signed in").values()) == {"200", "302"}
    for wrong in ("x/   200 for strangers", "x/   200 for everybody   302 for member"):
        with pytest.raises(ValueError, match="stated"):
            statuses(wrong)
