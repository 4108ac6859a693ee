"""Members of the feed's tests. Modules that want others have fixtures of these names of their own."""

import pytest

from community.models import Contact
from tests.factories import MemberFactory


@pytest.fixture
def ana(gallery):
    return MemberFactory(username="ana")


@pytest.fixture
def bram(ana):
    """Somebody whom ana follows."""
    bram = MemberFactory(username="bram")
    Contact.objects.create(user_from=ana, user_to=bram)
    return bram
