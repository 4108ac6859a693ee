from django.core.management.base import BaseCommand, CommandError

from community.reconciliation import differences, mend


class Command(BaseCommand):
    help = "Mends every count that is not the number of its rows, views that are not the sum of their days included."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only say what differs; exit 1 if anything does")

    def handle(self, *, check, **options):
        # Missing rows first: once they are there, their counts can differ too.
        found = [difference for _round in range(1 if check else 2) for difference in self.deal_with(check)]
        if check and found:
            raise CommandError(f"{len(found)} counts differ.")
        self.stdout.write(f"{len(found)} counts mended." if found else "Every count is the number of its rows.")

    def deal_with(self, check):
        found = list(differences())
        for difference in found:
            self.stdout.write(str(difference))
            if not check:
                mend(difference)
        return found
