"""Makers and models of vehicles, engines and firearms, as people write them."""

import re
from typing import Any, Final

from entraide.engine.schema.field_kinds.identifier import unaccented
from entraide.engine.schema.field_kinds.text import Text

_MAKES: Final = {
    "vw": "volkswagen", "mercedes": "mercedesbenz", "benz": "mercedesbenz", "mb": "mercedesbenz",
    "daimlerbenz": "mercedesbenz", "chevy": "chevrolet", "alfa": "alfaromeo",
    "harley": "harleydavidson", "hd": "harleydavidson", "rr": "rollsroyce",
    "bayerischemotorenwerke": "bmw",
    "kgmobility": "ssangyong",
    "sw": "smithwesson", "smithandwesson": "smithwesson", "fnherstal": "fn",
    "fabriquenationale": "fn", "fabriquenationaleherstal": "fn", "fnh": "fn",
    "hk": "hecklerkoch", "heckler": "hecklerkoch", "hecklerandkoch": "hecklerkoch",
    "cz": "ceskazbrojovka", "ceskazbrojovkauherskybrod": "ceskazbrojovka",
    "sig": "sigsauer", "sigarms": "sigsauer", "pietroberetta": "beretta", "colts": "colt",
    "carlwalther": "walther", "sturmruger": "ruger", "tikkakoski": "tikka",
    "kalashnikovconcern": "kalashnikov", "izhmash": "kalashnikov",
}  # fmt: skip  # a table reads by rows
"""Another name of a maker, folded → the one under which it is compared.

Firearms' makers go through the reference table first.
"""

_LEGAL_FORMS: Final = re.compile(
    r"\b(?:gmbh|ag|kg|inc|ltd|limited|llc|co|corp|corporation|company|spa|srl|sarl|sa|plc|bv|nv|as"
    r"|oy|ab|motors?|motor company|automobiles?|werke?)\b\.?"
)


class Make(Text):
    """A maker's name; its legal form, case, accents and punctuation do not count."""

    name = "make"

    def exact(self, clean: Any) -> str:
        plain = unaccented(clean).casefold()
        folded = _folded(_LEGAL_FORMS.sub("", plain)) or _folded(plain) or plain or str(clean)
        return _MAKES.get(folded, folded)


class Model(Text):
    """A model's name; case, accents, blanks and punctuation do not count."""

    name = "model"

    def exact(self, clean: Any) -> str:
        plain = unaccented(clean).casefold()
        return _folded(plain) or plain or str(clean)


def _folded(plain: str) -> str:
    return re.sub(r"[\W_]+", "", plain)


make = Make(60, example="Volkswagen")
model = Model(60, example="Golf GTI")
