from django.db import models


class Heartbeat(models.Model):
    """<name> happened last <at> (gallery/pulses.py): "flush, 07:14:03"."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name}, {self.at}"
