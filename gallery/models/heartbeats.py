"""When something last happened that is to happen all the time. In the database, as Redis may be what is away."""

from datetime import datetime

from django.db import models
from django.utils import timezone


class HeartbeatManager(models.Manager["Heartbeat"]):
    def beat(self, name: "Heartbeat.Name", at: datetime | None = None):
        """at: when it happened; left out, now."""
        row = Heartbeat(name=name, at=at or timezone.now())
        self.bulk_create([row], update_conflicts=True, unique_fields=["name"], update_fields=["at"])

    def last(self) -> dict["Heartbeat.Name", datetime]:  # type: ignore[override]
        """When each last happened; one that never did is missing."""
        known = self.filter(name__in=Heartbeat.Name.values)
        return {Heartbeat.Name(name): at for name, at in known.values_list("name", "at")}


class Heartbeat(models.Model):
    """<name> happened last <at>: "flush, 07:14:03"."""

    class Name(models.TextChoices):
        WORKER = "worker"  # it ran one of its jobs
        FLUSH = "flush"  # a flush began that went well: all views until then are stored

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    objects = HeartbeatManager()

    def __str__(self):
        return f"{self.name}, {self.at}"
