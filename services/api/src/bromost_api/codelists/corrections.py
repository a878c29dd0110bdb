"""What the code lists hold beyond CLDR: former countries and clearer names."""

from typing import TypeAlias

Names: TypeAlias = dict[str, str]

# Two codes each in CLDR's alias table, because the country was renamed or split.
ISO_NUMBERS = {"CD": ("COD", "180"), "FR": ("FRA", "250"), "TL": ("TLS", "626")}

# Not in ISO 3166-1: Kosovo has user-assigned codes (983 as in CLDR), the others are
# dissolved. Czechoslovakia is missing, for its code CS went to Serbia and Montenegro.
FURTHER_COUNTRIES: dict[str, tuple[str, str, str]] = {
    "AN": ("ANT", "530", "historic"),
    "CS": ("SCG", "891", "historic"),
    "DD": ("DDR", "278", "historic"),
    "SU": ("SUN", "810", "historic"),
    "XK": ("XKX", "983", "user_assigned"),
    "YU": ("YUG", "891", "historic"),
}


def _names(en: str, nb: str, bs: str, pl: str) -> Names:
    return {"en": en, "nb": nb, "bs": bs, "pl": pl}


# Dissolved countries, which CLDR does not name, and CLDR's short forms (HK, MM, MO,
# PS), which Babel does not carry. Both Congos are written so that nobody confuses them.
COUNTRY_NAMES: dict[str, Names] = {
    "AN": _names(
        "Netherlands Antilles",
        "De nederlandske Antillene",
        "Holandski Antili",
        "Antyle Holenderskie",
    ),
    "CD": _names(
        "Democratic Republic of the Congo",
        "Den demokratiske republikken Kongo",
        "Demokratska Republika Kongo",
        "Demokratyczna Republika Konga",
    ),
    "CG": {"en": "Republic of the Congo"},
    "CS": _names(
        "Serbia and Montenegro",
        "Serbia og Montenegro",
        "Srbija i Crna Gora",
        "Serbia i Czarnogóra",
    ),
    "CV": {"en": "Cabo Verde"},
    "DD": _names("East Germany", "Øst-Tyskland", "Istočna Njemačka", "NRD"),
    "HK": _names("Hong Kong", "Hongkong", "Hong Kong", "Hongkong"),
    "MM": _names("Myanmar", "Myanmar", "Mijanmar", "Mjanma"),
    "MO": _names("Macao", "Macao", "Makao", "Makau"),
    "PS": _names("Palestine", "Palestina", "Palestina", "Palestyna"),
    "SU": _names("Soviet Union", "Sovjetunionen", "Sovjetski Savez", "ZSRR"),
    "VC": {"bs": "Sveti Vinsent i Grenadini"},
    "YU": _names("Yugoslavia", "Jugoslavia", "Jugoslavija", "Jugosławia"),
}

# Renamed without a new code: the day, and the languages whose name changed with it.
RENAMED: dict[str, tuple[str, Names]] = {
    "CD": ("1997-05-17", _names("Zaire", "Zaire", "Zair", "Zair")),
    "CV": ("2013-10-24", {"en": "Cape Verde"}),
    "CZ": ("2016-07-05", {"en": "Czech Republic"}),
    "MK": ("2019-02-12", _names("Macedonia", "Makedonia", "Makedonija", "Macedonia")),
    "SZ": ("2018-04-19", _names("Swaziland", "Swaziland", "Svazilend", "Suazi")),
    "TR": ("2022-06-01", {"en": "Turkey"}),
    "WS": (
        "1997-07-04",
        _names("Western Samoa", "Vest-Samoa", "Zapadna Samoa", "Samoa Zachodnie"),
    ),
}

# Money without being any country's tender: Salvadoran colón, special drawing rights,
# the digital bolívar. Metals, test codes and accounting units are left out.
FURTHER_CURRENCIES = ("SVC", "VED", "XDR")

# Withdrawn, but found in budgets since 1990.
HISTORIC_CURRENCIES = (
    *("ANG", "ATS", "AZM", "BEF", "BYR", "CSD", "CYP", "DEM", "EEK", "ESP", "FIM"),
    *("FRF", "GHC", "GRD", "HRK", "IEP", "ITL", "LTL", "LUF", "LVL", "MGF", "MRO"),
    *("MTL", "MZM", "NLG", "PTE", "ROL", "SDD", "SIT", "SKK", "SLL", "STD", "TRL"),
    *("VEF", "XEU", "YUM", "ZMK", "ZWD", "ZWL"),
)

# ISO 4217's decimals where they are not two. CLDR's are those of daily use and differ.
MINOR_UNITS = {
    **dict.fromkeys(("BIF", "BYR", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW"), 0),
    **dict.fromkeys(("PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BEF", "ESP", "ITL", "LUF", "PTE", "TRL", "GRD", "MGF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}

# Too new for CLDR in some of the languages, or named there after what they replaced.
CURRENCY_NAMES: dict[str, Names] = {
    "BYN": {"nb": "belarusiske rubler"},
    "BYR": {"nb": "belarusiske rubler (2000\u20132016)"},
    "DEM": {"bs": "Njemačka marka"},
    "GRD": {"bs": "Grčka drahma"},
    "VED": _names(
        "Venezuelan Digital Bolívar",
        "venezuelanske digitale bolivar",
        "Venecuelanski digitalni bolivar",
        "boliwar cyfrowy",
    ),
    "XCG": _names(
        "Caribbean Guilder", "karibiske gylden", "Karipski gulden", "gulden karaibski"
    ),
    "XDR": {"bs": "Specijalna prava vučenja"},
    "YUM": {"nb": "jugoslaviske nye dinarer (1994\u20132002)"},
    "ZWG": _names(
        "Zimbabwe Gold (ZiG)",
        "zimbabwisk gull (ZiG)",
        "Zimbabveansko zlato (ZiG)",
        "złoto Zimbabwe (ZiG)",
    ),
}
