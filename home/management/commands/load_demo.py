from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from home import demo


class Command(BaseCommand):
    help = "Loads the demo gallery: 27 free photographs, members and a month of views. What is there already stays."

    def add_arguments(self, parser):
        parser.add_argument("--if-empty", action="store_true", help="do nothing where the gallery has a picture")
        parser.add_argument(
            "--force", action="store_true", help="in production too: its accounts have a known password"
        )
        parser.add_argument(
            "--language",
            choices=dict(settings.LANGUAGES),
            default=settings.LANGUAGE_CODE,
            help="of titles, alt texts and all other texts of the demo",
        )

    def handle(self, *, if_empty, force, language, verbosity, **options):
        if settings.PRODUCTION and not force:
            raise CommandError(
                "This is production, and the demo's accounts have a known password. --force does it anyway."
            )
        if if_empty and not demo.is_empty():
            return
        with translation.override(language):
            made = demo.load(progress=lambda photos: self.show(photos, quiet=verbosity == 0))
        if verbosity:
            self.stdout.write(f"The demo gallery has {made} new pictures.")

    def show(self, photos, quiet):
        return demo.tqdm(photos, desc="Demo gallery", unit=" photo", disable=quiet, ncols=80)
