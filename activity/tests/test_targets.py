import pytest
from django.contrib.contenttypes.models import ContentType

from activity import targets


@pytest.mark.django_db
def test_the_limit_allows_the_kinds_and_asks_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        allowed = targets.limit()
    assert set(ContentType.objects.filter(allowed)) == set(targets.content_types().values())
