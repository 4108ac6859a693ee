"""The editors' desk: what Wagtail's dashboard tells of the gallery, the guide, and what is done with the front page."""
