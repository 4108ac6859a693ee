from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class GalleryConfig(AppConfig):
    name = "gallery"
    verbose_name = _("gallery")

    def ready(self):
        from . import indexes, own_parts, signals, triggers  # noqa: F401 - connects them
        from .admin.adding.page_form import PicturePageForm
        from .models import ImagePage
        from .search import outdated

        ImagePage.base_form_class = PicturePageForm  # which needs all models, so it cannot stand in the class

        post_migrate.connect(indexes.make_missing, sender=self)
        post_migrate.connect(triggers.make, sender=self)
        post_migrate.connect(outdated.make_triggers, sender=self)
