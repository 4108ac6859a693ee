"""What the workers do: `images` makes files, which takes seconds each; `worker` does the rest, on time."""

from contextlib import suppress

from celery import shared_task
from celery.signals import worker_ready
from django.core.management import call_command

from redis_servers.broker import enqueue
from web.slices import work_a_slice

from .images import hiding, orphans
from .images.renditions import first_specs
from .models import GalleryImage, Heartbeat
from .popularity.counters import CountersUnavailable
from .popularity.flushing import flush
from .popularity.publishing import publish
from .removing import remove_some
from .search.outdated import index_some


@shared_task
def flush_views():
    """Stores the views that wait in Redis, then publishes the rankings. While Redis does not answer, they wait."""
    Heartbeat.objects.beat(Heartbeat.Name.WORKER)
    with suppress(CountersUnavailable):
        flush()
        publish()


@shared_task
def make_first_renditions(image):
    """Lets a new picture be seen; its other files wait until all new pictures can be."""
    if found := GalleryImage.objects.filter(pk=image).first():
        found.make_renditions(first_specs())
        enqueue(make_renditions, image)


@shared_task
def make_renditions(image):
    """image: the id of a GalleryImage; one that is gone meanwhile needs none."""
    if found := GalleryImage.objects.readable().filter(pk=image).first():
        found.make_renditions()


@shared_task
def make_missing_renditions(anew=False):
    """For images whose own job was lost, and for all of them when the sizes change.

    anew: also for those that were unreadable. The reason may have been a machine without memory, or an old Pillow.
    """
    if anew:
        GalleryImage.objects.exclude(unreadable_file="").update(unreadable_file="")
    for image in GalleryImage.objects.without_all_renditions().values_list("pk", flat=True):
        enqueue(make_renditions, image)


@shared_task
def publish_scheduled():
    call_command("publish_scheduled")


@shared_task
def hide_images():
    hiding.hide_images()


@shared_task
def sweep_orphans():
    orphans.sweep_orphans()


@shared_task
def remove_pages():
    """What is left of deleted albums, for a second. With the task of the next beat it goes on."""
    work_a_slice(remove_some)


@shared_task
def index_outdated():
    """Pictures of which search reads something else by now, as their album has another name; for a second, as above."""
    work_a_slice(index_some)


@worker_ready.connect
def catch_up(sender, **kwargs):
    """When the worker for images starts, it makes the files whose jobs were lost meanwhile."""
    if "images" in sender.app.amqp.queues.consume_from:
        enqueue(make_missing_renditions, True)
