"""Calibres of firearms, whose one round goes by many names.

Source: names in use of the cartridges that C.I.P. and SAAMI standardise; the firearms reference
table refines them.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from entraide.engine.schema.field_kinds.identifier import unaccented
from entraide.engine.schema.field_kinds.text import Text

_METRIC: Final = re.compile(
    r"(\d{1,3}(?:\.\d+)?) ?(?:mm)? ?x ?(\d{1,3}(?:\.\d+)?) ?(?:mm)? ?(r|sr|rf)?(?![a-z0-9])"
)
_GAUGE: Final = re.compile(
    r"(4|8|10|12|14|16|20|24|28|32|36|410)(?: ?(?:gauge|ga|bore|g)\b.*| ?/ ?\d\d.*)?"
)
_WORDS: Final[Mapping[str, str]] = {
    "mag": "magnum", "spl": "special", "spc": "special", "spec": "special", "spcl": "special",
    "winchester": "win", "remington": "rem", "springfield": "", "auto": "acp", "automatic": "acp",
    "parabellum": "luger", "para": "luger", "nato": "nato", "short": "kurz", "corto": "kurz",
    "corta": "kurz", "court": "kurz", "k": "kurz", "longrifle": "lr", "and": "", "cal": "",
    "calibre": "", "caliber": "", "gauge": "ga", "british": "", "soviet": "", "russian": "",
}  # fmt: skip  # a table reads by rows

_NAMES: Final[Mapping[str, str]] = {
    "9luger": "9x19", "9mmluger": "9x19", "9mmnato": "9x19", "9nato": "9x19",
    "9mmmakarov": "9x18", "9makarov": "9x18", "9mmpm": "9x18", "9mmmak": "9x18",
    "9mmkurz": "9x17", "9kurz": "9x17", "380acp": "9x17", "380": "9x17", "9mmbrowningkurz": "9x17",
    "9mmbrowning": "9x17",
    "765mmbrowning": "7.65x17", "765browning": "7.65x17", "32acp": "7.65x17", "765mm": "7.65x17",
    "635mmbrowning": "6.35x16", "635browning": "6.35x16", "25acp": "6.35x16", "635mm": "6.35x16",
    "765mmluger": "7.65x21", "30luger": "7.65x21", "763mmmauser": "7.63x25", "30mauser": "7.63x25",
    "762mmtokarev": "7.62x25", "762tokarev": "7.62x25",
    "22lr": "5.6x15r", "22": "5.6x15r", "22longrifle": "5.6x15r",
    "45acp": "11.43x23", "45": "11.43x23", "40sw": "10x22", "40": "10x22", "10mmacp": "10x25",
    "357magnum": "9x33r", "38special": "9x29.5r", "44magnum": "10.9x33r", "38": "9x29.5r",
    "556mmnato": "5.56x45", "556nato": "5.56x45", "556mm": "5.56x45", "223rem": "223rem",
    "223": "223rem", "762mmnato": "7.62x51", "762nato": "7.62x51", "308win": "308win",
    "308": "308win", "3006": "7.62x63", "3006sprg": "7.62x63", "30carbine": "7.62x33",
    "30m1carbine": "7.62x33", "303": "7.7x56r", "8mmmauser": "7.92x57", "7mmmauser": "7x57",
    "50bmg": "12.7x99", "12.7mmnato": "12.7x99", "762mmr": "7.62x54r",
}  # fmt: skip  # a table reads by rows
"""A name, folded → the metric form by which it is compared."""

_SAME_METRIC: Final[Mapping[str, str]] = {
    "9x17sr": "9x17", "7.65x17sr": "7.65x17", "7.65x17": "7.65x17", "6.35x16sr": "6.35x16",
    "8x57": "7.92x57", "8x57r": "8x57r", "7.62x54": "7.62x54r", "11.43x23": "11.43x23",
    "11.4x23": "11.43x23", "9x29r": "9x29.5r", "5.6x15": "5.6x15r", "9x32r": "9x33r",
}  # fmt: skip  # a table reads by rows

_MAY_BE: Final[Mapping[str, tuple[str, ...]]] = {
    "9mm": ("9mm", "9x19", "9x18", "9x17"),
    "762mm": ("762mm", "7.62x39", "7.62x51", "7.62x54r", "7.62x25"),
    "308win": ("308win", "7.62x51"),
    "223rem": ("223rem", "5.56x45"),
}
"""A form → the forms that it may stand for, so that they are near each other."""


class Calibre(Text):
    """A calibre; "9 mm Parabellum", "9x19mm" and "9 mm Luger" are the same one.

    What says too little (9 mm) and rounds that are fired from the same chamber (.308 Winchester and
    7.62x51) are near each other.
    """

    name = "calibre"

    def exact(self, clean: Any) -> str:
        plain = unaccented(clean).casefold().replace("×", "x").replace(",", ".").replace("*", "x")
        plain = re.sub(r"\b(?:cal(?:ibre|iber)?)\b\.?", " ", plain).strip(" .")
        if metric := _METRIC.search(plain):
            bullet, case = (_trimmed(number) for number in metric.group(1, 2))
            form = f"{bullet}x{case}{metric[3] or ''}"
            return _SAME_METRIC.get(form, form)
        if gauge := _GAUGE.fullmatch(plain):
            return f"{gauge[1]}ga"
        words = [_WORDS.get(word, word) for word in re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", plain)]
        folded = "".join(words).replace(".", "")
        return _NAMES.get(folded, folded or plain or str(clean))

    def keys(self, clean: Any) -> tuple[str, ...]:
        exact = self.exact(clean)
        return _MAY_BE.get(exact, (exact,))


def _trimmed(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number.lstrip("0") or number


calibre = Calibre(60, example="9x19mm")
