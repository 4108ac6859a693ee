"""The images that scripts of the admin ask for."""

from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from community.photos import without_photos


class EditorsImagesAPI(ImagesAdminAPIViewSet):
    def get_queryset(self):
        return without_photos(super().get_queryset())
