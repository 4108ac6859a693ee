import warnings

from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from PIL import Image, UnidentifiedImageError
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

fill_in = lazy(lambda text, values: text % values, str)


class PictureField(WagtailImageField):
    """Wagtail's field, with three changes.

    It counts the pixels before it decodes any, so that a small file cannot unpack to fill the memory. A damaged file is
    a form error, not an answer of 500. Its messages are in the reader's language: Wagtail's are formatted once, when
    the form class is made.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        known = {"formats": self.supported_formats_text, "size": self.max_upload_size_text}
        self.help_text = fill_in(_("%(formats)s; at most %(size)s."), known)
        pixels = lazy(intcomma, str)(self.max_image_pixels)
        self.error_messages |= {
            "invalid_image_extension": fill_in(_("This is not a picture that we can show: %(formats)s only."), known),
            "file_too_large_unknown_size": fill_in(_("This file is too big. It may have %(size)s at most."), known),
            "file_too_many_pixels": fill_in(
                _("This picture has too many pixels. It may have %(number)s at most."), {"number": pixels}
            ),
            "invalid_image_known_format": _(
                "This file is called .%(extension)s, but holds another format: %(image_format)s."
            ),
        }

    def to_python(self, data):
        try:
            if data:
                self.check_header(data)
            return super().to_python(data)
        except (OSError, RuntimeError, SyntaxError, ValueError) as error:  # Pillow raises all of these
            raise ValidationError(_("This file is damaged: it holds no whole picture."), code="damaged") from error

    def check_header(self, file):
        """Raises ValidationError for too many pixels, by the size in the file's header."""
        try:
            with warnings.catch_warnings(action="ignore", category=Image.DecompressionBombWarning):
                width, height = Image.open(file).size
        except (UnidentifiedImageError, Image.DecompressionBombError):
            return  # Wagtail's own check refuses it, with the right message
        finally:
            file.seek(0)
        if width * height > self.max_image_pixels:
            raise ValidationError(self.error_messages["file_too_many_pixels"], code="file_too_many_pixels")


class GalleryImageForm(BaseImageForm):
    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])
