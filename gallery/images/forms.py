from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .child import IngestedFile, ingest_upload
from .header import check_header
from .limits import EDITORS, PictureRefusedError, Reason

fill_in = lazy(lambda text, values: text % values, str)

REFUSALS = {
    Reason.NO_PICTURE: _("This is not a picture that we can show: %(formats)s only."),
    Reason.DAMAGED: _("This file is damaged: it holds no whole picture."),
    Reason.TOO_MANY_BYTES: _("This file is too big. It may have %(size)s at most."),
    Reason.TOO_MANY_PIXELS: _("This picture has too many pixels. It may have %(pixels)s at most."),
    Reason.TOO_LONG: _("This picture is too long. It may have %(side)s pixels a side at most."),
    Reason.TOO_MANY_FRAMES: _("This picture moves too much. It may have %(frames)s frames at most."),
    Reason.TOO_DEEP: _("This picture has 16 bits a colour. Please save it with 8."),
    Reason.TOO_HEAVY: _("This picture takes too long to read. Please save it in a smaller size."),
    Reason.BUSY: _("Others are uploading pictures at the moment. Please try again in a minute."),
}


class PictureField(WagtailImageField):
    """Wagtail's field; its value is an IngestedFile. Damaged and too large files are errors of the form.

    A file is judged by its header, and decoded in a child process. Messages are in the reader's language: Wagtail's
    are formatted once, when the form class is made.
    """

    def __init__(self, *args, limits=EDITORS, **kwargs):
        super().__init__(*args, **kwargs)
        self.limits = limits
        known = {
            "formats": self.supported_formats_text,
            "size": filesizeformat(limits.bytes),
            "pixels": lazy(intcomma, str)(limits.pixels),
            "side": lazy(intcomma, str)(limits.side),
            "frames": limits.frames,
        }
        self.help_text = fill_in(_("%(formats)s; at most %(size)s."), known)
        self.refusals = {reason: fill_in(text, known) for reason, text in REFUSALS.items()}
        self.error_messages |= {
            "invalid_image_extension": self.refusals[Reason.NO_PICTURE],
            "invalid_image": self.refusals[Reason.DAMAGED],
            "invalid_image_known_format": _(
                "This file is called .%(extension)s, but holds another format: %(image_format)s."
            ),
        }

    def check_image_file_size(self, f):
        """Done by check_header(): Wagtail would decode the picture to learn its size."""

    check_image_pixel_size = check_image_file_size

    def to_python(self, data) -> IngestedFile | None:
        try:
            if data:
                check_header(data, data.size, self.limits)
            file = super().to_python(data)
            return file and ingest_upload(file, self.limits)
        except PictureRefusedError as error:
            raise ValidationError(self.refusals[error.reason], code=error.reason.name.lower()) from error


class GalleryImageForm(BaseImageForm):
    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])
