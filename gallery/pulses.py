"""When something last happened that is to happen all the time. In the database, as Redis may be what is away."""

from datetime import datetime

from django.db import models
from django.utils import timezone


class Pulse(models.TextChoices):
    WORKER = "worker"  # it ran one of its jobs
    FLUSH = "flush"  # a flush began that went well: all views until then are durable

    def beat(self, at: datetime | None = None):
        """at: when it happened; left out, now."""
        from .models import Heartbeat

        row = Heartbeat(name=self, at=at or timezone.now())
        Heartbeat.objects.bulk_create([row], update_conflicts=True, unique_fields=["name"], update_fields=["at"])


def last_beats() -> dict[Pulse, datetime]:
    """When each last happened; one that never did is missing."""
    from .models import Heartbeat

    return {Pulse(name): at for name, at in Heartbeat.objects.values_list("name", "at") if name in Pulse}
