"""The fields of an image's original and of its renditions."""

from PIL import Image
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from .child import IngestedFile, ingest_upload


class PictureFile(WagtailImageFieldFile):
    """Its header says how large the picture is: Wagtail decodes all of it, in the web process and in the worker."""

    def get_image_dimensions(self):
        close = self.closed
        self.open()
        try:
            return Image.open(self).size
        finally:
            self.close() if close else self.seek(0)


class OriginalFile(PictureFile):
    """Stores nothing but ingested pictures. Forms have ingested theirs; those of code and commands are here."""

    def save(self, name, content, save=True):
        """Raises PictureRefusedError."""
        if not isinstance(content, IngestedFile):
            content = ingest_upload(content)
        content.name = name  # Django takes a file without a name for none, and would not read its width
        super().save(name, content, save=False)
        content.close()
        self.instance.set_metadata(content)
        if save:
            self.instance.save()


class OriginalField(WagtailImageField):
    attr_class = OriginalFile


class RenditionField(WagtailImageField):
    attr_class = PictureFile
