from django.core.management.base import BaseCommand, CommandError

from gallery import popularity


class Command(BaseCommand):
    help = "Builds the ranking in Redis from the database. The worker does it by itself when Redis was away or emptied."

    def handle(self, **options):
        try:
            popularity.forget_ranking()  # the database may have been changed by hand: lower totals are right then
            popularity.rebuild_ranking()
        except popularity.Away as away:
            raise CommandError("Redis does not answer. The database's own numbers are shown meanwhile.") from away
        self.stdout.write("The ranking is rebuilt.")
