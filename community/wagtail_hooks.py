from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail_modeladmin.options import modeladmin_register

from gallery.models import GalleryImage
from web.log_reasons import WithReason

from .admin.bulk_members import ACTIONS
from .admin.lists import CommunityGroup
from .admin.reactions import DeleteOnlyPolicy
from .models import Bookmark, Like
from .photos import IMAGES_POLICY
from .suspension import REINSTATED, SUSPENDED

# For the exact class, as Wagtail registers its own policy of images too, maybe later.
register_permission_policy(GalleryImage, IMAGES_POLICY, exact_class=True)
for reactions in (Like, Bookmark):
    register_permission_policy(reactions, DeleteOnlyPolicy(reactions))
modeladmin_register(CommunityGroup)
for action in ACTIONS:
    hooks.register("register_bulk_action", action, order=1)  # after Wagtail's, whose places they take


@hooks.register("register_admin_viewset")
def reaction_viewsets():
    return CommunityGroup.viewsets


@hooks.register("register_log_actions")
def log_actions(actions):
    @actions.register_action(SUSPENDED)
    class SuspendedFormatter(WithReason):
        label = _("Suspend")
        message = _("Suspended: %(reason)s")

    @actions.register_action(REINSTATED)
    class ReinstatedFormatter(WithReason):
        label = _("Reinstate")
        message = _("Reinstated: %(reason)s")
