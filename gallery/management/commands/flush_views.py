from django.core.management.base import BaseCommand, CommandError

from gallery import popularity


class Command(BaseCommand):
    help = "Writes the views that wait in Redis to the database. The worker does it every 10 seconds."

    def handle(self, **options):
        try:
            stored = popularity.flush()
        except popularity.Away as away:
            raise CommandError("Redis does not answer: the views stay there until it does.") from away
        self.stdout.write(f"{stored} views stored.")
