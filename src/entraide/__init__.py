"""Entraide: software for international police cooperation."""
