import errno
import os
import time

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.documents import get_document_model

from gallery.images.files import ORIGINALS, RENDITIONS, secret_name
from gallery.images.orphans import sweep_orphans
from tests.factories import ImageFactory

pytestmark = pytest.mark.django_db


def leave_file(folder, hours):
    name = default_storage.save(secret_name(folder, "picture.jpg"), ContentFile(b"half a picture"))
    age_of(name, hours)
    return name


def age_of(name, hours):
    then = time.time() - hours * 3600
    os.utime(default_storage.path(name), (then, then))


def test_files_that_no_row_names_are_deleted_and_reported(caplog):
    orphans = {leave_file(ORIGINALS, 1.1), leave_file(RENDITIONS, 1.1)}
    assert set(sweep_orphans()) >= orphans
    assert not any(map(default_storage.exists, orphans))
    assert all(name in caplog.text for name in orphans)


def test_files_in_use_and_young_files_stay():
    image = ImageFactory()
    rendition = image.get_rendition("width-20")
    young = leave_file(ORIGINALS, 0.9)
    for file in (image.file, rendition.file):
        age_of(file.name, 48)
    sweep_orphans()
    assert all(map(default_storage.exists, [image.file.name, rendition.file.name, young]))


def test_documents_are_swept_too():
    document = get_document_model().objects.create(title="Rules", file=ContentFile(b"%PDF", "rules.pdf"))
    age_of(document.file.name, 48)
    orphan = leave_file("documents", 2)
    assert orphan in sweep_orphans()
    assert default_storage.exists(document.file.name)
    assert not default_storage.exists(orphan)


def test_where_nothing_was_ever_stored_nothing_is_swept(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert sweep_orphans() == []


def test_a_full_disk_leaves_no_half_file():
    class Content(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"half a"
            raise OSError(errno.ENOSPC, "No space left on device")

    name = secret_name(ORIGINALS, "picture.jpg")
    with pytest.raises(OSError, match="No space"):
        default_storage.save(name, Content(b"half a picture"))
    assert not default_storage.exists(name)
