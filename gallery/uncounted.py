from django.db import models
from django.utils.translation import gettext_lazy as _


class Uncounted(models.TextChoices):
    """Why a look at a picture was no view, as far as editors are told. HEAD and previews are not looks at all."""

    REPEAT = "repeat", _("Repeats within 30 minutes")
    BOT = "bot", _("Bots")
    PREFETCH = "prefetch", _("Prefetches")
    AUTHOR = "author", _("The author’s own")
