from wagtail import hooks
from wagtail_modeladmin.options import modeladmin_register

from .admin.lists import CommunityGroup
from .admin.members import DeleteMembers

modeladmin_register(CommunityGroup)
hooks.register("register_bulk_action", DeleteMembers, order=1)  # after Wagtail's, whose place it takes
