"""What the worker does."""

from contextlib import suppress
from datetime import timedelta

from celery import shared_task
from celery.signals import worker_ready
from django.core.management import call_command
from django.utils import timezone

from redis_servers.broker import enqueue

from . import ledger, popularity
from .pulses import Pulse


@shared_task
def flush_views():
    """Views stay in Redis while it does not answer."""
    Pulse.WORKER.beat()
    with suppress(popularity.Away):
        popularity.flush()
    ledger.forget_visitors(timezone.now() - timedelta(seconds=popularity.SEEN_SECONDS))
    ledger.forget_batches()


@shared_task
def mend_ranking():
    """Rebuilds the ranking after Redis was away or emptied."""
    with suppress(popularity.Away):
        if not popularity.is_ready():
            popularity.rebuild_ranking()


@shared_task
def make_renditions(image):
    """image: the id of a GalleryImage; one that is gone meanwhile needs none."""
    from .models import GalleryImage

    if found := GalleryImage.objects.filter(pk=image).first():
        found.make_renditions()


@shared_task
def make_missing_renditions():
    """For images whose own job was lost, and for all of them when the sizes change."""
    from .models import GalleryImage

    for image in GalleryImage.objects.without_all_renditions().values_list("pk", flat=True):
        enqueue(make_renditions, image)


@shared_task
def publish_scheduled():
    call_command("publish_scheduled")


@shared_task
def rebuild_ranking():
    with suppress(popularity.Away):
        popularity.rebuild_ranking()


@worker_ready.connect
def catch_up(**kwargs):
    """After a start, whatever the database and Redis went through meanwhile."""
    enqueue(rebuild_ranking)
    enqueue(make_missing_renditions)
