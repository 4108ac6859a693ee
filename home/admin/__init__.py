"""The editors' desk: what Wagtail's dashboard tells of the gallery."""
