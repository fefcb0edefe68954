"""The forms of the notices desk."""
