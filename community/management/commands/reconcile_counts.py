from django.core.management.base import BaseCommand, CommandError

from community.reconciliation import differences, repair


class Command(BaseCommand):
    help = "Repairs every count that is not the number of its rows, and views that are not the sum of their days."

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="only say what differs; exit 1 if anything does")

    def handle(self, *, check, **options):
        found = self.report(check)
        if check and found:
            raise CommandError(f"{len(found)} counts differ.")
        if not check:
            found += self.report(check)  # a row that was missing is there now, and its counts may differ too
        self.stdout.write(f"{len(found)} counts repaired." if found else "Every count is the number of its rows.")

    def report(self, check):
        """Says what differs, and repairs it unless this is a `check`; answers the differences."""
        found = list(differences())
        for difference in found:
            self.stdout.write(str(difference))
            if not check:
                repair(difference)
        return found
