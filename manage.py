#!/usr/bin/env python
"""Runs Django's commands."""

import os
import sys
from pathlib import Path


def main():
    # site/ is a folder, not a package: `site` is a module of the standard library, so `import site.config` cannot work.
    sys.path.insert(1, str(Path(__file__).resolve().parent / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
