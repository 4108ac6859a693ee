import logging

from django.db import IntegrityError, models, transaction
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    ImageQuerySet,
    SourceImageIOError,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)

from gallery.images.fields import OriginalField, RenditionField
from gallery.images.files import ORIGINALS, RENDITIONS, secret_name
from gallery.images.finished import FALLBACK, FinishedFile, picture_markup
from gallery.images.limits import PictureRefusedError
from gallery.images.rendered import make_missing
from gallery.images.renditions import (
    DENSE_FORMATS,
    SHARING,
    Size,
    all_specs,
    dense_specs,
    dense_widths,
    spec,
    square_spec,
)

logger = logging.getLogger(__name__)

ANY = 10**6  # wider than any picture
ZOOMED_FORMAT = "webp"


class GalleryImageQuerySet(ImageQuerySet):
    def readable(self):
        """Those whose originals were not found to be broken, or too heavy, when their renditions were made."""
        return self.exclude(unreadable_file=models.F("file"))

    def without_all_renditions(self):
        """Those of which a rendition in `wanted_specs` is missing and can be made, the newest first."""
        every = all_specs()
        made = models.Count("renditions", filter=models.Q(renditions__filter_spec__in=[*every, *dense_specs(ANY)]))
        dense = (
            models.Case(models.When(width__gt=needed, then=len(DENSE_FORMATS)), default=0)
            for _, needed in dense_widths()
        )
        wanted = sum(dense, start=models.Value(len(every)))
        return self.readable().annotate(made=made).filter(made__lt=wanted).order_by("-pk")


class GalleryImage(AbstractImage):
    """A photograph's file, what its camera told, and its alt text (`description`)."""

    file = OriginalField(_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    # Spec -> [name, width, height] of each finished file in `wanted_specs` (note_files).
    files = models.JSONField(default=dict, editable=False)
    # Whether strangers could see it when hide_images() looked last: if they cannot now, its files move.
    was_public = models.BooleanField(default=False, editable=False)
    # The file of which no rendition can be made: it is not tried again, but another one in its place is.
    unreadable_file = models.CharField(max_length=100, default="", editable=False)

    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("It says nothing, and needs no alt text")
    )
    # Of the file as it came (child.hash_of): by it the gallery knows what it already has.
    upload_hash = models.CharField(max_length=64, default="", editable=False)

    # Not for editing: on every upload they are what the file says.
    camera = models.CharField(_("camera"), max_length=100, blank=True, editable=False)
    lens = models.CharField(_("lens"), max_length=100, blank=True, editable=False)
    exposure_time = models.CharField(_("exposure time in seconds"), max_length=20, blank=True, editable=False)
    f_number = models.FloatField(_("f-number"), null=True, editable=False)
    iso = models.PositiveIntegerField(_("ISO"), null=True, editable=False)
    focal_length = models.FloatField(_("focal length in millimetres"), null=True, editable=False)
    taken_on = models.DateField(_("taken on"), null=True, editable=False)

    NOTED_FIELDS = frozenset({"files", "was_public", "unreadable_file"})
    # A picture's tags are those of its page.
    admin_form_fields = (*(name for name in Image.admin_form_fields if name != "tags"), "is_decorative")

    objects = GalleryImageQuerySet.as_manager()

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        indexes = [models.Index(fields=["upload_hash"], name="image_of_upload")]

    def get_upload_to(self, filename):
        return secret_name(ORIGINALS, filename)

    def save(self, *args, update_fields=None, **kwargs):
        """Never writes the NOTED_FIELDS: the worker may have changed them since this image was loaded."""
        # Store the file first: that sets fields of this row.
        if self.file and not self.file._committed:  # noqa: SLF001 - as FileField.pre_save() does
            self.file.save(self.file.name, self.file.file, save=False)
        if update_fields is None and not self._state.adding:
            fields = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            update_fields = fields - self.NOTED_FIELDS - self.get_deferred_fields()
        super().save(*args, update_fields=update_fields, **kwargs)

    def set_metadata(self, content):
        """Sets the fields that say what is in the file, an IngestedFile."""
        for name, value in vars(content.exif).items():
            if name not in {"orientation", "written"}:  # the stored file is upright; words are for the page
                setattr(self, name, value)
        self.upload_hash = content.upload_hash
        self._set_image_file_metadata()
        self.file.close()

    @property
    def exposure_line(self) -> str:
        """ "1/250 s · f/2.8 · ISO 400 · 35 mm", of what is known."""
        parts = []
        if self.exposure_time:
            parts.append(f"{self.exposure_time} s")
        if self.f_number:
            parts.append(f"f/{number_format(f'{self.f_number:g}')}")
        if self.iso:
            parts.append(f"ISO {self.iso}")
        if self.focal_length:
            parts.append(f"{number_format(f'{self.focal_length:g}')} mm")
        return " · ".join(parts)

    @property
    def default_alt_text(self):
        # Not the title, as Wagtail does: the caption says that already, and it describes nothing.
        return "" if self.is_decorative else self.description

    @property
    def lacks_alt_text(self) -> bool:
        return not (self.description or self.is_decorative)

    def picture(self, size: Size, attrs: dict) -> SafeString | None:
        """The `<picture>` of this size; None while the worker has not made its JPEGs. Makes none itself."""
        role = {"role": "presentation"} if self.is_decorative else {}
        return picture_markup(self.files, size, {"alt": self.default_alt_text, **role} | attrs)

    def square(self, size: int) -> FinishedFile | None:
        """A square of `size` CSS pixels, cropped round the focal point; None while there is none."""
        return FinishedFile.of(self.files, square_spec(size))

    @property
    def thumbnail(self) -> FinishedFile | None:
        """What editors recognise it by: uncropped, and among the first that are made."""
        return FinishedFile.of(self.files, spec(min(Size.SMALL.widths), FALLBACK))

    @property
    def sharing_file(self) -> FinishedFile | None:
        """What other sites show; None while the worker has not made it."""
        return FinishedFile.of(self.files, SHARING)

    @property
    def wanted_specs(self) -> list[str]:
        """The filter specs of all its renditions."""
        return all_specs() + dense_specs(self.width)

    @property
    def zoomed_files(self) -> list[FinishedFile]:
        """What the lightbox shows, from the smallest to the largest; empty while the worker has not made them."""
        widths = (*Size.LARGE.widths, *Size.LARGE.dense_widths)
        return [file for width in widths if (file := FinishedFile.of(self.files, spec(width, ZOOMED_FORMAT)))]

    @property
    def zoomed_file(self) -> FinishedFile | None:
        """The largest of these."""
        return next(reversed(self.zoomed_files), None)

    @transaction.atomic
    def note_files(self):
        """Writes the list of finished files anew. Call it after renditions were made, moved or deleted."""
        image = GalleryImage.objects.select_for_update().filter(pk=self.pk).first()
        if image is None:
            return
        filters = {each: Filter(each) for each in image.wanted_specs}
        made = image.renditions.filter(filter_spec__in=filters)
        self.files = {
            each.filter_spec: [each.file.name, each.width, each.height]
            for each in made
            if each.focal_point_key == filters[each.filter_spec].get_cache_key(image)
        }
        GalleryImage.objects.filter(pk=self.pk).update(files=self.files)

    def make_renditions(self, specs=None):
        """Makes the missing ones of `wanted_specs`. It takes seconds, so only the worker makes all of them.

        If the file was replaced in the meantime, they are deleted: the new file has a job of its own. An image that was
        deleted in the meantime needs none. A file that is broken, or takes too much to decode, is noted.
        """
        try:
            make_missing(self, specs or self.wanted_specs)
        except PictureRefusedError as error:
            logger.error("No renditions of image %s: its original, %s, is %s", self.pk, self.file.name, error)
            GalleryImage.objects.filter(pk=self.pk).update(unreadable_file=self.file.name)
        except (IntegrityError, SourceImageIOError):
            if GalleryImage.objects.filter(pk=self.pk).exists():
                raise
        self.note_files()
        if not GalleryImage.objects.filter(pk=self.pk, file=self.file.name).exists():
            self.renditions.all().delete()


class Rendition(AbstractRendition):
    file = RenditionField(
        upload_to=get_rendition_upload_to, storage=get_rendition_storage, width_field="width", height_field="height"
    )
    image = models.ForeignKey(GalleryImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_spec")
        ]

    def __str__(self):
        return f"{self.image} ({self.filter_spec})"

    def get_upload_to(self, filename):
        return secret_name(RENDITIONS, filename)
