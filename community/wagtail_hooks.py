from wagtail_modeladmin.options import modeladmin_register

from .admin.lists import CommunityGroup

modeladmin_register(CommunityGroup)
