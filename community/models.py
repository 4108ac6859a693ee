from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _


class Member(AbstractUser):
    """A person with an account: "ana", "the editor".

    The user model from the first migration on. What points at pictures joins it in later migrations, as the
    gallery's first migration points here.
    """

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")

    def __str__(self):
        return self.get_full_name() or self.username
