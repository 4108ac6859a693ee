from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail_modeladmin.options import modeladmin_register

from gallery.models import GalleryImage

from .admin.lists import CommunityGroup
from .admin.members import DeleteMembers
from .photos import IMAGES_POLICY

# For the exact class, as Wagtail registers its own policy of images too, maybe later.
register_permission_policy(GalleryImage, IMAGES_POLICY, exact_class=True)
modeladmin_register(CommunityGroup)
hooks.register("register_bulk_action", DeleteMembers, order=1)  # after Wagtail's, whose place it takes
