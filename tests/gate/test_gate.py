"""Walks the table: each address, asked for by each viewer, about a picture in each state."""

import pytest

from gallery.models import ImagePage, RankingExclusion

from . import figures
from .addresses import ROWS, Row
from .asking import ask, verdict
from .forbidden import forbidden_tokens
from .others import STATUSES
from .states import NEVER, STATES
from .viewers import VIEWERS
from .world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(module_db):
    figures.NUMBERS["cells"] = sum(len(row.cells) for row in ROWS) + len(STATUSES)
    yield make_world()
    figures.keep()


def as_parameter(row):
    """A leak that is known fails no run, but the run after it was closed."""
    marks = [pytest.mark.xfail(reason=row.open_leak, strict=True)] if row.open_leak else []
    return pytest.param(row, marks=marks, id=str(row))


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("row", [as_parameter(row) for row in ROWS])
def test_every_cell_is_answered_as_stated(row, viewer, world):
    if row.excluded:
        RankingExclusion.objects.bulk_create(
            RankingExclusion(page=each, reason="-") for each in ImagePage.objects.all()
        )
    answers = ask_for_all(world, row, viewer)
    found = {state: verdict(answers[state], answers[NEVER], row, state) for state in STATES}
    stated = {state: row.cells[state, viewer] for state in STATES}
    wrong = [
        f"{state}: stated {stated[state]}, answered {found[state]}" for state in STATES if found[state] != stated[state]
    ]
    leaks = [leak for answer in set(answers.values()) for leak in leaks_of(answer, row, viewer, world)]
    conclude(wrong, leaks, walked=len(STATES))


def ask_for_all(world, row, viewer):
    if not row.asks_for_one:
        return dict.fromkeys(STATES, ask(world, row, viewer, NEVER))
    return {state: ask(world, row, viewer, state) for state in STATES}


def leaks_of(answer, row, viewer, world):
    forbidden = forbidden_tokens(world, row, viewer)
    return [f"{state}: {token}" for state, tokens in forbidden.items() for token in tokens if token in answer.text]


@pytest.mark.parametrize("viewer", VIEWERS)
@pytest.mark.parametrize("address", dict.fromkeys(address for address, _viewer in STATUSES))
def test_addresses_without_pictures(address, viewer, world):
    row = Row(address, {})
    answer = ask(world, row, viewer, "live")
    leaks = leaks_of(answer, row, viewer, world)
    wrong = [] if str(answer.status) == STATUSES[address, viewer] else [f"answered {answer.status}"]
    conclude(wrong, leaks, walked=1)


def conclude(wrong, leaks, walked):
    figures.NUMBERS.update(walked=walked, wrong=len(wrong), canaries=len(leaks))
    if found := wrong + [f"read where it is hidden: {leak}" for leak in leaks]:
        pytest.fail("\n".join(found), pytrace=False)
