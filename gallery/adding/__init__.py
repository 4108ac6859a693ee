"""How files become pictures: by the pages and forms of the admin, and by the command."""
