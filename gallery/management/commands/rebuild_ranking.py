from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from gallery.models import CountingState
from gallery.popularity.counters import CountersUnavailable
from gallery.popularity.publishing import publish


class Command(BaseCommand):
    help = "Makes the rankings in Redis anew from the database, after views were changed there by hand."

    def handle(self, **options):
        with transaction.atomic():
            CountingState.objects.note_correction()
        try:
            publish()
        except CountersUnavailable as error:
            raise CommandError("Redis does not answer. The worker makes the rankings anew when it does.") from error
        self.stdout.write("The rankings are made anew.")
