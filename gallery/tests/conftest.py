import pytest

from tests.factories import MemberFactory


@pytest.fixture
def tagged(picture):
    picture.owner = MemberFactory(username="dario")
    picture.tags.add("fig")
    picture.save()
    picture.image.make_renditions()
    return picture
