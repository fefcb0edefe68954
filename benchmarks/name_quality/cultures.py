"""Nationalities by the culture of their names, for counting by group."""

from typing import Final

_CULTURES: Final = {
    "Chinese": "CHN HKG TWN MAC SGP",
    "Korean": "KOR PRK",
    "Japanese": "JPN",
    "Vietnamese, Khmer, Lao, Thai, Burmese": "VNM KHM LAO THA MMR",
    "Malay and Philippine": "MYS IDN BRN TLS PHL",
    "Indian": "IND LKA NPL BTN",
    "Muslim South Asian": "PAK BGD AFG",
    "Persian and Turkic": "IRN TUR AZE UZB KGZ TJK KAZ TKM MNG",
    "Arabic": "IRQ SYR DZA EGY MAR JOR TUN SAU QAT LBN ARE KWT OMN YEM BHR LBY SDN PSE MRT",
    "Hebrew": "ISR",
    "East Slavic": "RUS BLR UKR",
    "South and West Slavic": "MKD POL SVK BGR SRB SVN CZE MNE BIH HRV",
    "Iberian and Latin American": "ESP PRT BRA MEX PER GTM BOL ECU ARG CHL PAN PRY PRI CRI VEN URY"
    " COL HND CUB DOM SLV NIC",
    "Germanic": "DEU AUT CHE NLD BEL NOR SWE DNK FIN",
    "English": "GBR USA AUS CAN NZL IRL",
    "French and Italian": "FRA ITA",
    "African": "NGA ETH CMR GHA SEN UGA COD ZWE BWA KEN CIV MLI RWA BFA ZAF TZA SOM",
}

_OF: Final = {code: culture for culture, codes in _CULTURES.items() for code in codes.split()}


def culture_of(nationality: str) -> str:
    """The culture of a nationality's names, "other" where the table does not say."""
    return _OF.get(nationality, "other")
