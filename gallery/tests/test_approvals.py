"""Two moderators approve the same picture in the same moment."""

from threading import Barrier

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import GroupApprovalTask, PageLogEntry, TaskState, Workflow, WorkflowTask

from tests.concurrency import at_once
from tests.factories import MemberFactory, PictureFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.exact]


def test_two_approvals_at_once_publish_once(album):
    picture = PictureFactory(parent=album, live=False)
    picture.save_revision()
    workflow = Workflow.objects.create(name="Moderation")
    WorkflowTask.objects.create(workflow=workflow, task=GroupApprovalTask.objects.create(name="Moderators"))
    workflow.start(picture, MemberFactory())
    moderators, ready = [MemberFactory(is_superuser=True) for _ in range(2)], Barrier(2)

    def approve(moderator):
        state = TaskState.objects.get()
        ready.wait(5)
        try:
            state.approve(user=moderator)
        except PermissionDenied:
            return False
        return True

    assert sorted(at_once(2, [lambda m=each: approve(m) for each in moderators])) == [False, True]
    for action in ("wagtail.publish", "wagtail.workflow.approve"):
        assert PageLogEntry.objects.filter(action=action, page=picture.pk).count() == 1
