"""A bureau's own records: lists, what they lack, which are twice there, which come to their end."""
