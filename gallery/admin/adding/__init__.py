"""Adding pictures to an album: the page to which files are dropped, and the list of what was added."""
