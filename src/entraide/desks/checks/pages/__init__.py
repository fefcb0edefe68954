"""The pages of the check desk."""
