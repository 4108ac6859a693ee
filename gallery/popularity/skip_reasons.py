from django.db import models
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .periods import VISIT_WINDOW


def _repeats() -> str:
    return _("Repeats within %(minutes)d minutes") % {"minutes": VISIT_WINDOW.total_seconds() // 60}


class SkipReason(models.TextChoices):
    """Why opening a picture's page was no view."""

    REPEAT = "repeat", lazy(_repeats, str)()
    BOT = "bot", gettext_lazy("Bots")
    PREFETCH = "prefetch", gettext_lazy("Prefetches")
    AUTHOR = "author", gettext_lazy("The author’s own")
    CROWD = "crowd", gettext_lazy("Too many from one network")
