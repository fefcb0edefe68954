"""The pages of the notices desk."""
