"""What the worker does for members."""

from celery import shared_task

from web.slices import work_a_slice

from .leaving import remove_some


@shared_task
def remove_members():
    """What is left of deleted members, for a second. With the task of the next beat it goes on."""
    work_a_slice(remove_some)
