"""From what people and files send to a record's body: every error found at once."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from entraide.engine.schema.database import Body, Database, Field
from entraide.engine.schema.field_kinds.country import country
from entraide.engine.schema.field_kinds.field import (
    InvalidBody,
    errors_of,
    is_given,
    listed,
    unknown_field,
)
from entraide.engine.schema.field_kinds.group import required
from entraide.engine.schema.field_kinds.impersonal_text import refuse_personal_data
from entraide.engine.schema.field_kinds.phone import Phone, phone_in
from entraide.engine.schema.field_kinds.text import long_text, short_text
from entraide.engine.schema.vocabulary import Writer
from entraide.errors import Invalid
from entraide.language import _

__all__ = ["InvalidBody", "clean_body", "upgrade_body"]

_PERSONAL_NAMES: Final = re.compile(
    r"(sur|fore|first|last|given|family|maiden|middle|full|person|holder|bearer|owner|driver"
    r"|victim|suspect)_?names?|name_of_.*|(document_|passport_)?(holder|bearer|keeper)s?(_.*)?"
    r"|(date_of_)?birth(_?(date|day|place|name))?|(place|country)_of_birth|dob|born(_on)?"
    r"|nationality|sex|gender|(home_|postal_)?address|(tele)?phone(_number)?|e_?mail(_address)?"
    r"|father.*|mother.*|personal_(number|data)|national_(id|number)"
    r"|nom(_.*)?|prenoms?|titulaire|porteur|(date|lieu)_(de_)?naissance|ne_le|adresse"
    r"|apellidos?|nombres?|titular|portador|(fecha|lugar)_(de_)?nacimiento|direccion|domicilio"
    r"|(ال)?اسم(_.*)?|(ال)?لقب|حامل(_.*)?|صاحب(_.*)?|(تاريخ|مكان)_(ال)?(ميلاد|ولادة)|العنوان"
)


def clean_body(
    database: Database,
    raw: Mapping[str, Any],
    *,
    today: date,
    owner: str,
    by_act: bool = False,
) -> Body:
    """The body to keep, in the declared order of its fields.

    Args:
        database: whose fields these are.
        raw: field → what a form, a row or a JSON document held; None and blanks mean unknown.
        today: the day against which dates are held.
        owner: the country or entity that will own the record.
        by_act: whether an act of ours fills derived fields; from people they are refused.

    Raises:
        InvalidBody: with every error in `errors`, each naming its field ("documents.1.number"). The
            database's rules over the whole body are tried once each field by itself is right.
    """
    declared = {field.name: field for field in database.fields}
    errors = [_undeclared(database, name) for name in raw if name not in declared]
    body: Body = {}
    for name, field in declared.items():
        value = raw.get(name)
        given = is_given(value)
        if field.derived and not by_act:
            if given:
                errors.append(_derived(field))
        elif given:
            errors.extend(_put(body, database, field, value, today=today, owner=owner))
        elif field.required:
            errors.append(required(field))
    errors = errors or list(_broken_rules(database, body, today=today, owner=owner))
    if errors:
        raise InvalidBody(errors)
    return body


def upgrade_body(database: Database, body: Body, version: int) -> Body:
    """A body of an older version as the database writes it now.

    Raises:
        Invalid: the version is none that this program knows (code "body_version").
    """
    if not 1 <= version <= database.body_version:
        raise Invalid(
            "body_version",
            _("The record is of version %(version)s; this program knows up to %(newest)s."),
            version=version,
            newest=database.body_version,
        )
    for upgrade in database.upgraders[version - 1 :]:
        body = upgrade(body)
    return body


def _put(
    body: Body, database: Database, field: Field, value: Any, *, today: date, owner: str
) -> list[Invalid]:
    """Puts the tidy value into the body, or gives what is wrong with it."""
    try:
        tidy = field.clean(value)
        field.check(tidy, today)
        if not database.has_personal_data and field.kind in (short_text, long_text):
            for text in tidy if field.many else [tidy]:
                refuse_personal_data(text, field.name)
    except Invalid as error:
        return [_with_country(each, field, value, owner) for each in errors_of(error)]
    if tidy != []:
        body[field.name] = tidy
    return []


def _broken_rules(database: Database, body: Body, *, today: date, owner: str) -> Iterator[Invalid]:
    named = body.get(database.country_field)
    if (
        database.written_by is Writer.COUNTRY_IN_FIELD
        and named is not None
        and country.exact(named) != country.exact(owner)
    ):
        yield Invalid(
            "not_own_country",
            _("Only the country that this field names may record it."),
            field=database.country_field,
            expected=_("Expected: %(owner)s, the country that writes."),
            repair=owner,
            owner=owner,
        )
    for check in database.checks:
        try:
            check(body, today)
        except Invalid as error:
            yield from errors_of(error)


def _undeclared(database: Database, name: str) -> Invalid:
    letters = unicodedata.normalize("NFKD", str(name).casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = re.sub(r"[\W_]+", "_", plain).strip("_")
    if not database.has_personal_data and _PERSONAL_NAMES.fullmatch(plain):
        return Invalid(
            "personal_data",
            _("This database holds no personal data, and this field looks personal."),
            field=str(name)[:100],
            expected=_("Expected: the row without this field."),
        )
    return unknown_field(str(name), database.fields)


def _derived(field: Field) -> Invalid:
    return Invalid(
        "derived",
        _("This field is filled by the hub itself."),
        field=field.name,
        expected=_("Expected: the row without this field."),
    )


def _with_country(error: Invalid, field: Field, value: Any, owner: str) -> Invalid:
    """A national telephone number: what it would be in the owner's country, as a repair."""
    if error.code == "phone_country" and isinstance(field.kind, Phone):
        place = error.field.rpartition(".")[2]
        try:
            error.repair = phone_in(owner).clean(listed(value)[int(place)] if field.many else value)
        except Invalid:
            error.repair = None
    return error
