from django.core.management.base import BaseCommand, CommandError

from gallery.popularity.counters import CountersUnavailable
from gallery.popularity.flushing import flush
from gallery.popularity.publishing import publish


class Command(BaseCommand):
    help = "Stores the views that wait in Redis, and publishes the rankings. The worker does it every 2 seconds."

    def handle(self, **options):
        try:
            stored = flush()
            publish()
        except CountersUnavailable as error:
            raise CommandError("Redis does not answer: the views stay there until it does.") from error
        self.stdout.write(f"{stored} views stored.")
