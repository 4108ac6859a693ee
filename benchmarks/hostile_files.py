"""Part of `make audit`: how many hostile files are refused, in which time, and how much memory that takes."""

import os
import resource
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")


def main() -> int:
    django.setup()
    from django.core.exceptions import ValidationError
    from django.core.files.uploadedfile import SimpleUploadedFile

    from gallery.images.forms import PictureField
    from gallery.tests.hostile import hostile_files

    files, refused, slowest = hostile_files(), 0, ("", 0.0)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, (filename, content) in files.items():
        began = time.perf_counter()
        try:
            PictureField().clean(SimpleUploadedFile(filename, content))
        except ValidationError:
            refused += 1
        slowest = max(slowest, (name, time.perf_counter() - began), key=lambda each: each[1])
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(f"hostile files refused                   {refused} of {len(files)}")
    print(f"    slowest                             {slowest[1]:.3f} s: {slowest[0]}")
    print(f"    memory of the web process           +{grown // 1024} MB")
    return 0 if refused == len(files) else 1


if __name__ == "__main__":
    sys.exit(main())
