from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class CommunityConfig(AppConfig):
    name = "community"
    default = True
    verbose_name = _("community")

    def ready(self):
        from . import leaving, own_parts, publications, signals  # noqa: F401 - connects them


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration, with our members' fields."""

    user_viewset = "community.admin.members.MemberViewSet"
