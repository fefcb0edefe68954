"""Every kind of value that a database's fields may have."""

from entraide.engine.schema.field_kinds.account import account
from entraide.engine.schema.field_kinds.calibre import calibre
from entraide.engine.schema.field_kinds.call_sign import call_sign
from entraide.engine.schema.field_kinds.choices import one_of, several_of
from entraide.engine.schema.field_kinds.colours import eye_colour, hair_colour
from entraide.engine.schema.field_kinds.container_number import container_number
from entraide.engine.schema.field_kinds.country import country
from entraide.engine.schema.field_kinds.dates import day, moment, past_day
from entraide.engine.schema.field_kinds.document_number import document_number
from entraide.engine.schema.field_kinds.email import email
from entraide.engine.schema.field_kinds.engine_number import engine_number
from entraide.engine.schema.field_kinds.firearm_serial import firearm_serial
from entraide.engine.schema.field_kinds.group import group
from entraide.engine.schema.field_kinds.hash_hex import hash_hex
from entraide.engine.schema.field_kinds.hin import hin
from entraide.engine.schema.field_kinds.iban import iban
from entraide.engine.schema.field_kinds.imei import imei
from entraide.engine.schema.field_kinds.imo import imo
from entraide.engine.schema.field_kinds.impersonal_text import impersonal_text
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.language_code import language_code
from entraide.engine.schema.field_kinds.make_model import make, model
from entraide.engine.schema.field_kinds.mmsi import mmsi
from entraide.engine.schema.field_kinds.numbers import decimal_number, whole_number
from entraide.engine.schema.field_kinds.offence import offence
from entraide.engine.schema.field_kinds.partial_date import partial_date
from entraide.engine.schema.field_kinds.perceptual_hash import perceptual_hash
from entraide.engine.schema.field_kinds.person_name import person_name
from entraide.engine.schema.field_kinds.phone import phone
from entraide.engine.schema.field_kinds.plate import plate
from entraide.engine.schema.field_kinds.reference_number import reference_number
from entraide.engine.schema.field_kinds.sex import sex
from entraide.engine.schema.field_kinds.text import long_text, short_text
from entraide.engine.schema.field_kinds.url import url
from entraide.engine.schema.field_kinds.vessel_name import vessel_name
from entraide.engine.schema.field_kinds.vin import vin
from entraide.engine.schema.field_kinds.yes_no import yes_no

__all__ = [
    "Kind",
    "account",
    "calibre",
    "call_sign",
    "container_number",
    "country",
    "day",
    "decimal_number",
    "document_number",
    "email",
    "engine_number",
    "eye_colour",
    "firearm_serial",
    "group",
    "hair_colour",
    "hash_hex",
    "hin",
    "iban",
    "imei",
    "imo",
    "impersonal_text",
    "language_code",
    "long_text",
    "make",
    "mmsi",
    "model",
    "moment",
    "offence",
    "one_of",
    "partial_date",
    "past_day",
    "perceptual_hash",
    "person_name",
    "phone",
    "plate",
    "reference_number",
    "several_of",
    "sex",
    "short_text",
    "url",
    "vessel_name",
    "vin",
    "whole_number",
    "yes_no",
]
