import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command


@pytest.mark.django_db(transaction=True)
def test_groups_of_migrations_outlive_a_flush():
    before = {group.name: group.permissions.count() for group in Group.objects.all()}
    assert {"Gallery editors", "Moderators"} <= before.keys()
    call_command("flush", interactive=False, verbosity=0)
    assert {group.name: group.permissions.count() for group in Group.objects.all()} == before
