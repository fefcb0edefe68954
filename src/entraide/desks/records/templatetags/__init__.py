"""Tags of the records desk."""
