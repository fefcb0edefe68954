"""Notices as pages to print: PDF in four languages. `rendering.render` is the door."""
