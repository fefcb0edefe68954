"""Vessels' radio numbers, and the flag that they name.

Source: ITU-R M.585 (forms of numbers); ITU table of maritime identification digits.
"""

import re
from typing import Any, Final

from entraide.engine.schema.field_kinds.identifier import capitals
from entraide.engine.schema.field_kinds.kind import Kind
from entraide.engine.schema.field_kinds.tidy import tidy_code
from entraide.language import _

_LONGEST: Final = 20

_TABLE: Final = """
201 ALB 202 AND 203 AUT 204 PRT 205 BEL 206 BLR 207 BGR 208 VAT 209-210 CYP 211 DEU 212 CYP
213 GEO 214 MDA 215 MLT 216 ARM 218 DEU 219-220 DNK 224-225 ESP 226-228 FRA 229 MLT 230 FIN
231 FRO 232-235 GBR 236 GIB 237 GRC 238 HRV 239-241 GRC 242 MAR 243 HUN 244-246 NLD 247 ITA
248-249 MLT 250 IRL 251 ISL 252 LIE 253 LUX 254 MCO 255 PRT 256 MLT 257-259 NOR 261 POL 262 MNE
263 PRT 264 ROU 265-266 SWE 267 SVK 268 SMR 269 CHE 270 CZE 271 TUR 272 UKR 273 RUS 274 MKD
275 LVA 276 EST 277 LTU 278 SVN 279 SRB
301 AIA 303 USA 304-305 ATG 306 CUW 307 ABW 308-309 BHS 310 BMU 311 BHS 312 BLZ 314 BRB 316 CAN
319 CYM 321 CRI 323 CUB 325 DMA 327 DOM 329 GLP 330 GRD 331 GRL 332 GTM 334 HND 336 HTI 338 USA
339 JAM 341 KNA 343 LCA 345 MEX 347 MTQ 348 MSR 350 NIC 351-357 PAN 358 PRI 359 SLV 361 SPM
362 TTO 364 TCA 366-369 USA 370-374 PAN 375-377 VCT 378 VGB 379 VIR
401 AFG 403 SAU 405 BGD 408 BHR 410 BTN 412-414 CHN 416 TWN 417 LKA 419 IND 422 IRN 423 AZE
425 IRQ 428 ISR 431-432 JPN 434 TKM 436 KAZ 437 UZB 438 JOR 440-441 KOR 443 PSE 445 PRK 447 KWT
450 LBN 451 KGZ 453 MAC 455 MDV 457 MNG 459 NPL 461 OMN 463 PAK 466 QAT 468 SYR 470-471 ARE
472 TJK 473 YEM 475 YEM 477 HKG 478 BIH
501 ATF 503 AUS 506 MMR 508 BRN 510 FSM 511 PLW 512 NZL 514-515 KHM 516 CXR 518 COK 520 FJI
523 CCK 525 IDN 529 KIR 531 LAO 533 MYS 536 MNP 538 MHL 540 NCL 542 NIU 544 NRU 546 PYF 548 PHL
550 TLS 553 PNG 555 PCN 557 SLB 559 ASM 561 WSM 563-566 SGP 567 THA 570 TON 572 TUV 574 VNM
576-577 VUT 578 WLF
601 ZAF 603 AGO 605 DZA 607 ATF 608 SHN 609 BDI 610 BEN 611 BWA 612 CAF 613 CMR 615 COG 616 COM
617 CPV 618 ATF 619 CIV 620 COM 621 DJI 622 EGY 624 ETH 625 ERI 626 GAB 627 GHA 629 GMB 630 GNB
631 GNQ 632 GIN 633 BFA 634 KEN 635 ATF 636-637 LBR 638 SSD 642 LBY 644 LSO 645 MUS 647 MDG
649 MLI 650 MOZ 654 MRT 655 MWI 656 NER 657 NGA 659 NAM 660 REU 661 RWA 662 SDN 663 SEN 664 SYC
665 SHN 666 SOM 667 SLE 668 STP 669 SWZ 670 TCD 671 TGO 672 TUN 674 TZA 675 UGA 676 COD 677 TZA
678 ZMB 679 ZWE
701 ARG 710 BRA 720 BOL 725 CHL 730 COL 735 ECU 740 FLK 745 GUF 750 GUY 755 PRY 760 PER 765 SUR
770 URY 775 VEN
"""


def _read(table: str) -> dict[str, str]:
    flags = {}
    for digits, flag in re.findall(r"([\d-]+) ([A-Z]{3})", table):
        first, _dash, last = digits.partition("-")
        flags.update({str(each): flag for each in range(int(first), int(last or first) + 1)})
    return flags


FLAGS: Final = _read(_TABLE)
"""Maritime identification digits → country."""

_FORMS: Final = re.compile(
    r"(?P<ship>[2-7]\d{2})\d{6}|00(?P<coast>[2-7]\d{2})\d{4}|0(?P<group>[2-7]\d{2})\d{5}"
    r"|111(?P<aircraft>[2-7]\d{2})\d{3}|99(?P<aid>[2-7]\d{2})\d{4}|98(?P<boat>[2-7]\d{2})\d{4}"
    r"|8(?P<hand>[2-7]\d{2})\d{5}|97[0-9]\d{6}"
)


class Mmsi(Kind):
    """Nine digits; all but those of distress beacons (97…) name a country."""

    name = "mmsi"
    example = "211123450"
    expected = _("Expected: nine digits that begin with a country's (211123450).")

    def clean(self, value: Any) -> str:
        text = tidy_code(value)
        plain = capitals(text).removeprefix("MMSI") if len(text) <= _LONGEST else ""
        form = _FORMS.fullmatch(plain) if plain.isascii() else None
        if form is None:
            raise self.refuse("mmsi")
        if form.lastgroup and form[form.lastgroup] not in FLAGS:
            raise self.refuse("mmsi_country", _("No country has these maritime digits."))
        return plain

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": _LONGEST}


mmsi = Mmsi()


def mmsi_flag(clean: str) -> str | None:
    """The country (alpha-3) that a vessel's radio number names, or None."""
    form = _FORMS.fullmatch(clean)
    return FLAGS.get(form[form.lastgroup]) if form and form.lastgroup else None
