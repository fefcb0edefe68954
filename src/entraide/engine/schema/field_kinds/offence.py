"""Offences, and the civil matters for which people are sought.

Source: the 71 codes of offence types and the civil codes of the exchange profile for police
cooperation (ANSI/NIST-ITL), as domain.md §1.21 gives them.
"""

from collections.abc import Mapping
from typing import Final

from entraide.engine.schema.field_kinds.choices import OneOf
from entraide.language import _

CRIMES: Final[Mapping[str, str]] = {
    "ICM": _("Crimes against children"),
    "IFA": _("Aiding a criminal"),
    "IFE": _("Escape from custody"),
    "IFL": _("Being at large"),
    "IHG": _("Genocide"),
    "IHH": _("Crimes against humanity"),
    "IHW": _("War crime"),
    "III": _("Illegal immigration"),
    "IIO": _("Organizing illegal immigration"),
    "IIP": _("Organizing trafficking in human beings"),
    "IIT": _("Trafficking in human beings"),
    "IKA": _("Crime against the family, abduction of a child"),
    "IKK": _("Kidnapping or illegal imprisonment"),
    "IKP": _("Maritime piracy"),
    "ILA": _("Assault"),
    "ILB": _("Torture"),
    "ILG": _("Desecration of a burial place"),
    "ILM": _("Murder or manslaughter"),
    "ILO": _("Trafficking in organs"),
    "ILT": _("Threats"),
    "IOO": _("Membership of a criminal organization"),
    "IRO": _("Road traffic offence"),
    "ISE": _("Sexual exploitation or prostitution"),
    "ISP": _("Production of pornography"),
    "ISR": _("Rape"),
    "ISS": _("Sexual offences"),
    "ITA": _("Logistic support of terrorism"),
    "ITB": _("Biological terrorism"),
    "ITC": _("Chemical terrorism"),
    "ITF": _("Financing of terrorism"),
    "ITM": _("Membership of a terrorist group"),
    "ITR": _("Radiological or nuclear terrorism"),
    "ITT": _("Offence related to terrorism"),
    "ITZ": _("Terrorist acts"),
    "NLC": _("Not listed"),
    "PAA": _("Crime involving works of art"),
    "PCF": _("Forgery"),
    "PCM": _("Counterfeit currency"),
    "PCO": _("Pharmaceutical crime"),
    "PCP": _("Intellectual property crime"),
    "PCT": _("Forgery of travel documents"),
    "PDA": _("Doping"),
    "PDC": _("Drugs: cannabis"),
    "PDD": _("Drugs"),
    "PDH": _("Drugs: heroin or opium"),
    "PDO": _("Drugs: cocaine"),
    "PDP": _("Drugs: psychotropic substances"),
    "PEB": _("Bacteriological, biological or nuclear substances"),
    "PEC": _("Chemical substances"),
    "PEE": _("Environmental crime"),
    "PEW": _("Wildlife crime"),
    "PFB": _("Banking or financial fraud"),
    "PFC": _("Bribery or corruption"),
    "PFF": _("Fraud"),
    "PFG": _("Fraud against a government"),
    "PFM": _("Commercial fraud"),
    "PFV": _("Breach of currency control"),
    "PHH": _("Hijacking"),
    "PIH": _("High-tech crime"),
    "PMM": _("Money laundering"),
    "PTA": _("Aggravated theft"),
    "PTB": _("Burglary"),
    "PTE": _("Extortion"),
    "PTR": _("Receiving stolen property"),
    "PTS": _("Theft"),
    "PTW": _("Armed robbery"),
    "PTY": _("Robbery"),
    "PVV": _("Vandalism"),
    "PWA": _("Arson"),
    "PWC": _("Firearms, ammunition or explosives"),
    "PWE": _("Use of an explosive device"),
}

CIVIL: Final[Mapping[str, str]] = {
    "AMN": _("Amnesia"),
    "CIT": _("Citizenship"),
    "DEC": _("Deceased person"),
    "IMM": _("Missing person"),
    "IU": _("Unidentified body"),
    "VIS": _("Visa"),
    "OTH": _("Other civil matter"),
}


class Offence(OneOf):
    """An offence, or a civil matter, by its code or its name."""

    name = "offence"


offence = Offence({**CRIMES, **CIVIL})
