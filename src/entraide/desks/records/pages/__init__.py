"""The pages of the records desk, for those who keep a bureau's records."""
