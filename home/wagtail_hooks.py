from wagtail import hooks

from .admin.featuring import FeaturePictures

hooks.register("register_bulk_action", FeaturePictures)
