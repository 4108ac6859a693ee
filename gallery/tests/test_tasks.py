import pytest

from gallery import popularity
from gallery.tasks import mend_ranking

pytestmark = pytest.mark.django_db


def test_a_ranking_that_is_not_there_is_built():
    popularity.forget_ranking()
    mend_ranking()
    assert popularity.is_ready()


def test_a_ranking_that_is_there_is_left_alone(monkeypatch):
    popularity.rebuild_ranking()
    monkeypatch.setattr(popularity, "rebuild_ranking", lambda: pytest.fail("It was built again."))
    mend_ranking()
