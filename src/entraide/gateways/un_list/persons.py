"""One entry of the list as a person (or an organisation) and the notice about it.

What has no field of its own goes, with its name, into the remarks: nothing that the list says of
somebody is left out. Source: the list's schema, un.org/sc/resources/sc-sanctions.xsd.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from entraide.engine.schema.field_kinds import partial_date
from entraide.errors import Invalid
from entraide.gateways.tables import cells
from entraide.gateways.un_list.wording import country_in, names_in, number_in, tidy

RESOLUTIONS: Final = {
    "al-qaida": "1267 (1999), 1989 (2011), 2253 (2015)",
    "car": "2127 (2013)",
    "dprk": "1718 (2006)",
    "drc": "1533 (2004)",
    "gb": "2048 (2012)",
    "iran": "2231 (2015)",
    "iraq": "1518 (2003)",
    "libya": "1970 (2011)",
    "somalia": "751 (1992)",
    "southsudan": "2206 (2015)",
    "sudan": "1591 (2005)",
    "taliban": "1988 (2011)",
    "yemen": "2140 (2014)",
}
"""The resolutions that set up each list. Source: the Security Council's sanctions committees."""

_SEXES: Final = {"male": "M", "female": "F"}
_LONGEST_NAME: Final = 300
_LONGEST_LINE: Final = 200
_WIDEST_RANGE: Final = 20


class Entry:
    """An entry's element, read once into a person's body and a notice's."""

    def __init__(self, element: Element) -> None:
        self._element = element
        self._kind = element.tag
        self._remarks: list[str] = []
        self.reference = self._text("REFERENCE_NUMBER")

    def person(self) -> dict[str, Any]:
        """The body of the person or organisation."""
        is_person = self._kind == "INDIVIDUAL"
        self._remarks = []
        body: dict[str, Any] = {
            "kind": "person" if is_person else "organisation",
            "status": "sanctioned_un",
            "names": self._names(),
            **self._birth_dates(),
            **self._birth_place(),
            "sex": _SEXES.get(self._text("GENDER").casefold(), ""),
            "nationalities": list(self._nationalities()),
            "documents": list(self._documents()),
            "addresses": list(self._addresses()),
            "occupation": self._short("Designation", self._texts("DESIGNATION/VALUE")),
        }
        self._remark("Title", self._texts("TITLE/VALUE"))
        self._remark("Submitted by", self._texts("SUBMITTED_BY"))
        self._remark("Submitted on", self._texts("SUBMITTED_ON"))
        self._remark("Updated on", self._texts("LAST_DAY_UPDATED/VALUE"))
        body["remarks"] = "\n".join(self._remarks)
        return {name: value for name, value in body.items() if value}

    def notice(self) -> dict[str, Any]:
        """The body of the notice about it."""
        kind = self._text("UN_LIST_TYPE")
        body = {
            "colour": "un",
            "circulation": "notice",
            "person": self.reference,
            "un_reference": self.reference,
            "un_resolution": RESOLUTIONS.get(kind.casefold(), kind),
            "facts": self._text("COMMENTS1"),
            "published_on": self._text("LISTED_ON")[:10],
            "public_extract": True,
        }
        return {name: value for name, value in body.items() if value}

    # -- names --

    def _names(self) -> list[dict[str, str]]:
        parts = (
            self._text(tag) for tag in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
        )
        names = list(self._name("main", tidy(" ".join(parts))))
        for text in self._texts("NAME_ORIGINAL_SCRIPT"):
            for each in names_in(text):
                names.extend(self._name("original_script", each))
        for alias in self._element.iterfind(f"{self._kind}_ALIAS"):
            names.extend(self._alias(alias))
        return _once(names)

    def _alias(self, alias: Element) -> Iterator[dict[str, str]]:
        text = tidy(alias.findtext("ALIAS_NAME"))
        quality = tidy(alias.findtext("QUALITY"))
        found = names_in(text)
        if found != [text] and text:
            self._remark("Alias as listed", [text])
        others = [
            f"{each.tag.lower().replace('_', ' ')} {tidy(each.text)}"
            for each in alias
            if each.tag not in {"ALIAS_NAME", "QUALITY"} and tidy(each.text)
        ]
        if others:
            self._remark(f"Alias {text}", ["; ".join(others)])
        for name in found:
            for made in self._name("alias", name):
                known = {"good": "good", "low": "low"}.get(quality.casefold())
                yield made | ({"quality": known} if known else {})
        if quality.casefold() == "f.k.a.":
            self._remark("Formerly known as", [text])

    def _name(self, kind: str, text: str) -> Iterator[dict[str, str]]:
        if len(text) > _LONGEST_NAME:
            self._remark("Name", [text])
            text = text[:_LONGEST_NAME].rpartition(" ")[0]
        if text:
            yield {"full": text, "kind": kind}

    # -- dates and places --

    def _birth_dates(self) -> dict[str, Any]:
        dates: list[str] = []
        for each in self._element.iterfind("INDIVIDUAL_DATE_OF_BIRTH"):
            said = {part.tag: tidy(part.text) for part in each if tidy(part.text)}
            dates.extend(_dates(said))
            note = said.get("NOTE", "")
            if said.get("TYPE_OF_DATE", "EXACT") != "EXACT" or note:
                self._remark("Date of birth", [" ".join(said.values())])
        for text in self._texts("INDIVIDUAL_ALIAS/DATE_OF_BIRTH"):
            dates.extend(_dates({"DATE": text}))
        known = list(dict.fromkeys(dates))
        if len(known) == 1:
            return {"birth_date": known[0]}
        return {"possible_birth_dates": known}

    def _birth_place(self) -> dict[str, str]:
        places = [_place(each) for each in self._element.iterfind("INDIVIDUAL_PLACE_OF_BIRTH")]
        places = [each for each in places if any(each.values())]
        if not places:
            return {}
        first = places[0]
        for other in places[1:]:
            self._remark("Other place of birth", [", ".join(filter(None, other.values()))])
        town = self._short(
            "Place of birth", [", ".join(filter(None, (first["town"], first["note"])))]
        )
        code = country_in(first["country"])
        if first["country"] and not code:
            self._remark("Country of birth", [first["country"]])
        return {"birth_place": town, "birth_country": code}

    def _nationalities(self) -> Iterator[str]:
        for text in self._texts("NATIONALITY/VALUE"):
            code = country_in(text)
            if code:
                yield code
            if not code or "(" in text:
                self._remark("Nationality", [text])

    def _addresses(self) -> Iterator[str]:
        for each in self._element.iterfind(f"{self._kind}_ADDRESS"):
            place = _place(each)
            text = self._short("Address", [", ".join(filter(None, place.values()))])
            if text:
                yield text

    # -- documents --

    def _documents(self) -> Iterator[dict[str, str]]:
        for each in self._element.iterfind("INDIVIDUAL_DOCUMENT"):
            said = {part.tag: tidy(part.text) for part in each if tidy(part.text)}
            number, within = "", ""
            for tag in ("NUMBER", "TYPE_OF_DOCUMENT2", "NOTE"):
                if not number:
                    within = said.get(tag, "")
                    number = number_in(within)
            if set(said) - {"TYPE_OF_DOCUMENT", "NUMBER"} or number != said.get("NUMBER"):
                self._remark("Document", ["; ".join(said.values())])
            if number:
                paper = {
                    "number": number,
                    "issuing_country": country_in(
                        said.get("ISSUING_COUNTRY", "").removesuffix(" passport"),
                        said.get("COUNTRY_OF_ISSUE", ""),
                        *_around(within, number),
                        said.get("TYPE_OF_DOCUMENT2", ""),
                    ),
                    "document_type": _document_type(said),
                }
                yield {name: value for name, value in paper.items() if value}

    # -- what all of them need --

    def _text(self, tag: str) -> str:
        return tidy(self._element.findtext(tag))

    def _texts(self, path: str) -> list[str]:
        found = (tidy(each.text) for each in self._element.iterfind(path))
        return [text for text in found if text]

    def _short(self, label: str, texts: Iterable[str]) -> str:
        """The texts on one line, or "" and a remark if that is too long for a field."""
        text = "; ".join(filter(None, texts))
        if len(text) <= _LONGEST_LINE:
            return text
        self._remark(label, [text])
        return ""

    def _remark(self, label: str, texts: Iterable[str]) -> None:
        for text in texts:
            if text:
                self._remarks.append(f"{label}: {text}")


def _dates(said: dict[str, str]) -> Iterator[str]:
    """The dates that one element names: a range as its years, if it is not too wide."""
    first, last = said.get("FROM_YEAR", ""), said.get("TO_YEAR", "")
    if first.isdecimal() and last.isdecimal() and 0 <= int(last) - int(first) <= _WIDEST_RANGE:
        yield from map(str, range(int(first), int(last) + 1))
        return
    for text in (said.get("DATE", ""), said.get("YEAR", ""), first, last):
        try:
            if text:
                yield partial_date.clean(cells.read(text[:10], partial_date))
                return
        except Invalid:
            continue


def _place(element: Element) -> dict[str, str]:
    said = {part.tag: tidy(part.text) for part in element}
    town = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE")
    return {
        "town": ", ".join(filter(None, (said.get(tag, "") for tag in town))),
        "country": said.get("COUNTRY", ""),
        "note": said.get("NOTE", ""),
    }


def _around(text: str, number: str) -> tuple[str, ...]:
    """What stands before, after and in brackets beside a number: "Qatari passport", "Yemen"."""
    before, _number, after = text.partition(number)
    return (after.strip(" ,()"), before.strip(" ,()"))


def _document_type(said: dict[str, str]) -> str:
    words = " ".join(
        said.get(tag, "") for tag in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NUMBER")
    ).casefold()
    second = said.get("TYPE_OF_DOCUMENT2", "").casefold()
    if "travel document" in words:
        return "T"
    if "passport" in words or "passeport" in words or "pasaporte" in words:
        return "PD" if "diplomatic" in words else "P"
    return "I" if "identi" in (second or words) else ""


def _once(names: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    """Each name once, the first mention of it."""
    seen: dict[str, dict[str, str]] = {}
    for name in names:
        seen.setdefault(name["full"].casefold(), name)
    return list(seen.values())
