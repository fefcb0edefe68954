"""Free text for databases without personal data: it refuses what tells who somebody is.

It finds e-mail addresses, telephone numbers, machine readable zones, dates said to be of birth and
names said to be somebody's, in the four languages. It cannot find a name that stands alone ("seen
with Smith"), a nickname, an address or a description: the bureau's own reading stays needed.
"""

import re
from typing import Any, Final

import phonenumbers

from entraide.engine.schema.field_kinds.text import Text
from entraide.engine.schema.field_kinds.tidy import ascii_digits
from entraide.errors import Invalid
from entraide.language import _

_EMAIL: Final = re.compile(r"[^\s@<>\"]{1,64}@[^\s@<>\"]{1,253}\.\w{2,}")
_PHONE_WORD: Final = re.compile(
    r"(?:\b(?:phone|tel|tél|téléphone|telephone|mobile|portable|cell|gsm|whatsapp|teléfono|telefono"
    r"|móvil|movil|celular)\b|هاتف|جوال|موبايل|تلفون)[^\d\n]{0,15}\+?(?:\d[ .()/-]{0,2}){6,}",
    re.IGNORECASE,
)
_PHONE_ABROAD: Final = re.compile(r"(?<![\w+])(?:\+|00)[1-9](?:[ .()/-]{0,2}\d){6,}")
_MRZ: Final = re.compile(r"[A-Z0-9]{1,30}<[A-Z0-9<]{6,}|[A-Z0-9]{15,44}<<|<<[A-Z]{2,}")
_BIRTH: Final = re.compile(
    r"(?:\b(?:born|birth|birthdate|birthday|dob|d\.o\.b\.?|née?s?(?=\s+(?:le|en|à|a)\b)|naissance"
    r"|nacid[oa]s?|nacimiento|nac\.)|مولود|مواليد|ميلاد|الولادة|ولادته|ولد في)"
    r"[^\d\n]{0,25}\d",
    re.IGNORECASE,
)
_NAME: Final = r"(?:[^\W\d_a-zß-öø-ÿ][^\W\d_]+)"
_NAMED: Final = re.compile(
    rf"""
    (?i:\b(?:(?:in|under)\ the\ name\ of|(?:holder|bearer|owner|driver)(?:'s|s')?\ name(?:\ is)?
        |name\ of\ (?:the\ )?(?:holder|bearer|owner|driver)|issued\ to|belong(?:s|ing)\ to
        |registered\ to|his\ name\ is|her\ name\ is|surname|forenames?|first\ name|family\ name
        |au\ nom\ d[e'’]|nom\ (?:du\ )?(?:titulaire|porteur|propriétaire)|appartenant\ à
        |appartient\ à|délivrée?\ à|prénoms?|nom\ de\ famille
        |a\ nombre\ de|nombre\ del?\ (?:titular|portador|propietario|dueño)|perteneciente\ a
        |pertenece\ a|expedid[oa]\ a|apellidos?)
    )\s*[:=]?\s*(?i:mr|mrs|ms|mme|sr|sra|dr)?\.?\s*{_NAME}
    | (?i:\b(?:holder|bearer|owner|driver|titulaire|porteur|propriétaire|conducteur|titular
        |portador|propietari[oa]|dueñ[oa]|conductor))\s*(?:[:=]\s*[^\W\d_]|\s[A-ZÀ-Þ][a-zß-ÿ]+)
    | \b(?:Mr|Mrs|Ms|Miss|Mme|Mlle|Sra?|Srta|Dr|MR|MRS|MS|MME|MLLE|SRA?|SRTA)\.?\s+{_NAME}
    | (?:باسم|اسم\ (?:حامل|صاحب|مالك)\S*|اسمه|اسمها|حامله|حاملها|صاحبه|صاحبها|مالكه|مالكها
        |السيد|السيدة)\s*[:=]?\s*[^\W\d_]
    """,
    re.VERBOSE,
)

_FINDERS: Final = (
    (_EMAIL, _("This text holds an e-mail address; no personal data may be kept here.")),
    (_PHONE_WORD, _("This text holds a telephone number; no personal data may be kept here.")),
    (_MRZ, _("This text holds a machine readable zone; no personal data may be kept here.")),
    (_BIRTH, _("This text holds a date of birth; no personal data may be kept here.")),
    (_NAMED, _("This text seems to name a person; no personal data may be kept here.")),
)


class ImpersonalText(Text):
    """One line of at most 1,000 characters that may hold no personal data."""

    name = "impersonal_text"
    expected = _("Expected: text of at most %(most)s characters, without personal data.")

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        refuse_personal_data(text)
        return text


def refuse_personal_data(text: str, field: str = "") -> None:
    """Nothing, if no personal data is found in the text.

    Raises:
        Invalid: with the code "personal_data"; the sentence says of what kind, never the value.
    """
    plain = ascii_digits(text)
    for pattern, sentence in _FINDERS:
        if pattern.search(plain):
            raise _personal(sentence, field)
    if _PHONE_ABROAD.search(plain) and any(
        phonenumbers.is_valid_number(found.number)
        for found in phonenumbers.PhoneNumberMatcher(re.sub(r"(?<!\d)00", "+", plain), None)
    ):
        raise _personal(_FINDERS[1][1], field)


def _personal(sentence: str, field: str) -> Invalid:
    return Invalid(
        "personal_data",
        sentence,
        field=field,
        expected=_("Expected: text that does not tell who anybody is."),
    )


impersonal_text = ImpersonalText(1000, example="Blue folder, found near the depot")
