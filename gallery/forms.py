import warnings

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm


class PictureField(WagtailImageField):
    """Wagtail's, which decodes a picture before it counts its pixels, and lets a damaged one answer 500."""

    def to_python(self, data):
        try:
            if data:
                self.check_header(data)
            return super().to_python(data)
        except (OSError, RuntimeError, SyntaxError, ValueError) as error:  # what Pillow raises for damaged files
            raise ValidationError(_("This file is damaged: it holds no whole picture."), code="damaged") from error

    def check_header(self, file):
        """Refuses too many pixels by the size that the file says it has, before any are made."""
        try:
            with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
                width, height = Image.open(file).size
        except (UnidentifiedImageError, Image.DecompressionBombError):
            return  # refused by the field itself, with the right words
        finally:
            file.seek(0)
        if width * height > self.max_image_pixels:
            known = {"num_pixels": width * height, "max_pixels_count": self.max_image_pixels}
            raise ValidationError(self.error_messages["file_too_many_pixels"] % known, code="file_too_many_pixels")


class GalleryImageForm(BaseImageForm):
    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])
