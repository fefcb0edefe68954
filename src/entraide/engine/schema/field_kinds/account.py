"""Accounts: an IBAN, a wallet of a crypto-currency, or a handle on a platform.

Source: ISO 13616; base58check of Bitcoin, Litecoin, Dogecoin, Dash and Tron; BIP 173 and 350.
"""

import re
from hashlib import sha256
from typing import Any, Final

from stdnum import bitcoin
from stdnum import iban as stdnum_iban

from entraide.engine.schema.field_kinds.iban import compact_iban, is_iban
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_LONGEST: Final = 130
_IBAN: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", re.ASCII)
_BASE58: Final = re.compile(r"[13LMDTX9A][1-9A-HJ-NP-Za-km-z]{24,34}")
_BASE58_LENGTHS: Final = (33, 34)
_SEGWIT: Final = re.compile(r"(?:bc1|ltc1)[02-9ac-hj-np-z]{11,87}", re.IGNORECASE)
_SEGWIT_CHECKS: Final = frozenset({1, 0x2BC830A3})
_BECH32: Final = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_HEXADECIMAL: Final = re.compile(r"0x[0-9a-f]{40}", re.IGNORECASE)


class Account(Kind):
    """An account by whatever names it; a handle may follow its platform ("telegram:@nightowl").

    The check digits of IBANs and of base58 and bech32 wallets are verified. Those of Ethereum's
    addresses are not (they need Keccak). A handle is near the same handle on another platform.
    """

    name = "account"
    example = "telegram:@nightowl_77"
    expected = _("Expected: an IBAN, a wallet address, or a handle (telegram:@nightowl_77).")

    def clean(self, value: Any) -> str:
        text = tidy_code(value)
        if len(text) > _LONGEST or not any(map(str.isalnum, text)):
            raise self.refuse("account")
        plain = compact_iban(text)
        if _IBAN.fullmatch(plain):
            if is_iban(plain):
                return plain
            if _has_length_of_its_country(plain):
                raise self.refuse(
                    "iban_check", _("The number's check digits or length do not fit.")
                )
        if (is_right := _wallet(text)) is not None:
            if not is_right:
                raise self.refuse(
                    "wallet_check", _("A character of the wallet's address is wrong.")
                )
            return text.lower() if _SEGWIT.fullmatch(text) else text
        return text

    def exact(self, clean: Any) -> str:
        if _HEXADECIMAL.fullmatch(clean):
            return str(clean.lower())
        if _wallet(clean) or (_IBAN.fullmatch(clean) and is_iban(clean)):
            return str(clean)
        plain = re.sub(r"^https?://(www\.)?", "", clean.casefold()).rstrip("/")
        return re.sub(r"(?:(?<=[:/])|^)\s*@", "", plain.replace(" ", "")) or plain

    def keys(self, clean: Any) -> tuple[str, ...]:
        exact = self.exact(clean)
        return (re.split(r"[:/]", exact)[-1] or exact,)

    def show(self, clean: Any, language: str) -> str:  # noqa: ARG002 - written alike everywhere
        is_account = _IBAN.fullmatch(clean) and is_iban(clean)
        return str(stdnum_iban.format(clean) if is_account else clean)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": _LONGEST}


account = Account()


def _has_length_of_its_country(plain: str) -> bool:
    """Whether these would be an IBAN if only the check digits were other ones."""
    return is_iban(plain[:2] + stdnum_iban.calc_check_digits(plain) + plain[4:])


def _wallet(text: str) -> bool | None:
    """Whether a wallet's address is right; None if the text does not look like one."""
    if _HEXADECIMAL.fullmatch(text):
        return True
    if _SEGWIT.fullmatch(text):
        head, _one, data = text.lower().rpartition("1")
        values = [ord(letter) >> 5 for letter in head] + [0] + [ord(letter) & 31 for letter in head]
        values += [_BECH32.index(letter) for letter in data]
        return bitcoin.bech32_checksum(values) in _SEGWIT_CHECKS
    if _BASE58.fullmatch(text):
        raw = bitcoin.b58decode(text)
        is_right = raw[-4:] == sha256(sha256(raw[:-4]).digest()).digest()[:4]
        mixed = not (text.isdigit() or text.isalpha() or text.isupper() or text.islower())
        return is_right or (False if mixed and len(text) in _BASE58_LENGTHS else None)
    return None
