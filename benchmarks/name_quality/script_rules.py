"""Ways to write letters in Latin that the fitting pairs show too seldom or not at all.

Of published romanisations: ELOT 743 and ISO 843 for Greek; the national systems of Ukraine,
Belarus, Serbia, Bulgaria and Kazakhstan; BGN/PCGN for Persian and Urdu letters; pinyin and
Wade-Giles; Revised Romanization and McCune-Reischauer; Hepburn and kunrei. A number is a weight, 1
if there is none.
"""

from typing import Final

from entraide.engine.matching.compare.script_units import units

WEIGHTS: Final = {"Cyrl": 0.03, "Arab": 0.03, "Hani": 0.1, "Hang": 0.1, "Kana": 0.05}
"""How often a rule is followed where a unit was fitted from pairs too: most by Hanzi, whose pairs
are foreign names."""

RULES: Final = {
    "Grek": {
        "α": "a:30", "β": "v:20 b:8", "γ": "g:20 y:6 gh:3 j", "δ": "d:20 dh:2", "ε": "e:30 ae",
        "ζ": "z:20 s", "η": "i:20 e:6 ee:2 y:2", "θ": "th:20 t:4", "ι": "i:20 y:3 j j ia",
        "κ": "k:20 c:7 ck qu", "λ": "l:20 ll:3", "μ": "m:20 mm:2", "ν": "n:20 nn:2",
        "ξ": "x:20 ks:6 xi cks", "ο": "o:30 u", "π": "p:20 pp:2", "ρ": "r:20 rr:2 rh:2",
        "σ": "s:20 ss:4 z", "τ": "t:20 tt:3 th", "υ": "y:20 i:10 u:4", "φ": "f:12 ph:12 ff",
        "χ": "ch:12 h:8 kh:4 x:2 c", "ψ": "ps:20", "ω": "o:20 w oo", "μπ": "mp:12 b:12 mb:4",
        "ντ": "nt:14 d:8 nd:5", "γκ": "gk:10 g:8 ng:4 nk:4 k", "γγ": "ng:14 gg:6 g",
        "γξ": "nx:8 gx:4 nks", "γχ": "nch:8 gch:4 nh nkh", "τσ": "ts:18 tch:3 ch:2 tz:2 c",
        "τζ": "tz:18 j:3 dj:2 dz:2 g", "ου": "ou:16 u:12 oo:2 w", "αυ": "av:14 af:8 au:10",
        "ευ": "ev:14 ef:8 eu:10 eph:2", "ηυ": "iv:8 if:5 eu", "αι": "ai:14 e:10 ae:6 e",
        "ει": "ei:12 i:12 e:3 y:2 ee", "οι": "oi:12 i:8 oe:4 e:2", "υι": "yi:8 i:6 ui:2",
    },
    "Cyrl": {
        "г": "g:3 h:3", "и": "y:3 i:3", "і": "i:16 y:2", "ї": "i:10 yi:5 ji:3",
        "є": "ie:8 ye:8 e:4 je:3", "ґ": "g:16", "ў": "u:8 w:6 v:4", "ј": "j:14 y:4 i:2",
        "љ": "lj:14 ly:3 l:2", "њ": "nj:14 ny:3 n:2", "ђ": "dj:10 d:5 dzh:3",
        "ћ": "c:10 ch:4 t:2 cs", "џ": "dz:6 dzh:5 dj:3 j:2", "ѓ": "gj:8 g:2 dj",
        "ќ": "kj:8 k:2 c", "ѕ": "dz:10 z", "ъ": "a:6 u:3 :6 y", "щ": "sht:3 shch:3",
        "х": "h:3 kh:3", "ж": "zh:3 z:2", "ц": "c:2 ts:3", "ч": "ch:3 c:2", "ш": "sh:3 s:2",
        "ә": "a:8 ae:3 e:2", "ғ": "g:6 gh:8", "қ": "q:8 k:8", "ң": "ng:8 n:6",
        "ө": "o:12 oe:2 u:2", "ұ": "u:12", "ү": "u:12 y:2", "һ": "h:14", "i": "i:16 y:2",
        "ҳ": "h:14 kh:2", "ҷ": "j:8 ch:4", "ӣ": "i:14", "ӯ": "u:14", "җ": "j:8 zh:4", "'": ":9",
        "ё": "e:3 yo:3 io:3 o:2", "я": "ya:3 ia:3 ja:3", "ю": "yu:3 iu:3 ju:3", "ы": "y:3 i",
    },
    "Arab": {
        "پ": "p:16", "چ": "ch:14 c:3 tch:2", "ژ": "zh:10 j:5 z", "گ": "g:14 gu:2 gh",
        "ٹ": "t:14 tt", "ڈ": "d:14 dd", "ڑ": "r:10 d:2 rr", "ڤ": "v:14 f:2",
        "ق": "q:3 gh:3 k:2 g", "و": "v:3 u:2 w", "ث": "s:3 th:3", "ذ": "z:3 dh:3 th",
        "ض": "z:3 d:3 dh", "ظ": "z:3 dh zh", "ئ": "i y :2", "ؤ": "u o :2", "ټ": "t:14",
        "ډ": "d:14", "ړ": "r:14", "ښ": "sh:6 kh:5 x:3", "ږ": "zh:4 g:4", "څ": "ts:6 s:4",
        "ځ": "z:6 dz:5", "ۍ": "ai ay i e", "ې": "e:8 i:4", "ڼ": "n:10 rn", "ګ": "g:14",
        "ڕ": "r:14", "ڵ": "l:14", "ى": "a:6 i:6 y", "ي": "i:3 y:3 e:2",
    },
    "Hani": {
        "b-": "b:4 p:2", "p-": "p:4", "m-": "m:4", "f-": "f:4", "d-": "d:4 t:2", "t-": "t:4",
        "n-": "n:4", "l-": "l:4", "g-": "g:4 k:2", "k-": "k:4", "h-": "h:4",
        "j-": "j:4 ch:3 k ts", "q-": "q:4 ch:3 ts k", "x-": "x:4 hs:3 sh:2 s h",
        "zh-": "zh:4 ch:3 j:2 c", "ch-": "ch:4", "sh-": "sh:4 s:2", "r-": "r:4 j:2",
        "z-": "z:4 ts:3 tz:2", "c-": "c:4 ts:3 tz", "s-": "s:4 sz ss", "y-": "y:4 :2",
        "w-": "w:4 :2 v", "0-": ":4", "-a": "a:8 ah", "-o": "o:8", "-e": "e:8 eh:2 o:2 er ur",
        "-i": "i:8 ih:2 u:2 y ee:2 ze zu", "-u": "u:8 oo:2 uh wu", "-v": "u:8 u:4 ue",
        "-ai": "ai:8", "-ei": "ei:8", "-ao": "ao:8 au:2 ow:2 o", "-ou": "ou:8 ow:2 au o eu",
        "-an": "an:8 ahn am:2 on:2", "-en": "en:8 un an", "-ang": "ang:8 ong:2 eung",
        "-eng": "eng:8 ung ang", "-ong": "ong:8 ung:3", "-er": "er:8 erh:3", "-ia": "ia:8",
        "-ie": "ie:8 ieh:3", "-iao": "iao:8 iu io eow", "-iu": "iu:8 iou ieu yu:2 oo ew",
        "-ian": "ian:8 ien:3", "-in": "in:8 yin:2 ing am um", "-iang": "iang:8 eung:2 iong",
        "-ing": "ing:8 in", "-iong": "iong:8 iung yung:2", "-ua": "ua:8 wa:2 a",
        "-uo": "uo:8 o:4", "-uai": "uai:8 wai:2", "-ui": "ui:8 uei:2 wei",
        "-uan": "uan:8 wan:2 oon uen yuan:2", "-un": "un:8 uen:2 oon",
        "-uang": "uang:8 wang:2 ong wong", "-ue": "ue:8 ueh:3 ieh ioh",
    },
    "Hang": {
        "ᄀ": "g:8 k:9", "ᄁ": "kk:4 gg g", "ᄂ": "n:16", "ᄃ": "d:9 t:5", "ᄄ": "tt:4 dd d",
        "ᄅ": "r:9 l:6 n", "ᄆ": "m:16", "ᄇ": "b:8 p:6", "ᄈ": "pp:4 bb b", "ᄉ": "s:16 sh:3",
        "ᄊ": "ss:8 s:4", "ᄋ": ":16 y l r", "ᄌ": "j:9 ch:7 z", "ᄍ": "jj:4 tch j:2 ch",
        "ᄎ": "ch:14", "ᄏ": "k:14", "ᄐ": "t:14", "ᄑ": "p:14", "ᄒ": "h:16", "ᅡ": "a:16 ar ah",
        "ᅢ": "ae:10 ai:3 e:2 ay", "ᅣ": "ya:14", "ᅤ": "yae:4 ye", "ᅥ": "eo:8 u:6 o:6 uh",
        "ᅦ": "e:14 eh", "ᅧ": "yeo:8 you:3 yu:3 yo:4 yun", "ᅨ": "ye:8 e:2 yeh", "ᅩ": "o:16 oh",
        "ᅪ": "wa:14", "ᅫ": "wae:6 wai", "ᅬ": "oe:8 oi:3 we:2 eoi", "ᅭ": "yo:12 yoh",
        "ᅮ": "u:9 oo:7 ou woo:3 wo", "ᅯ": "wo:6 weo:2 won", "ᅰ": "we:6 weh",
        "ᅱ": "wi:8 ui:2 wee", "ᅲ": "yu:9 yoo:6 you:2 ryu", "ᅳ": "eu:9 u:8 eo",
        "ᅴ": "ui:9 eui:5 hee ee:2 i", "ᅵ": "i:14 ee:5 yi:3 ie y", "ᆨ": "k:12 g:4 c ck",
        "ᆩ": "k g", "ᆫ": "n:16", "ᆭ": "n", "ᆮ": "t:8 d", "ᆯ": "l:16 r:3 ll", "ᆷ": "m:16",
        "ᆸ": "p:10 b:6", "ᆺ": "s:4 t:4", "ᆻ": "ss:4 t s", "ᆼ": "ng:14 n:2", "ᆽ": "j t",
        "ᆾ": "ch t", "ᆿ": "k", "ᇀ": "t", "ᇁ": "p", "ᇂ": "h :3",
    },
    "Kana": {
        "ア": "a", "イ": "i:8 y", "ウ": "u:8 :2 oo", "エ": "e:8 ye", "オ": "o:8 oh", "カ": "ka",
        "キ": "ki", "ク": "ku", "ケ": "ke", "コ": "ko", "ガ": "ga", "ギ": "gi", "グ": "gu",
        "ゲ": "ge", "ゴ": "go", "サ": "sa", "シ": "shi:8 si:2", "ス": "su", "セ": "se", "ソ": "so",
        "ザ": "za", "ジ": "ji:8 zi:2", "ズ": "zu", "ゼ": "ze", "ゾ": "zo", "タ": "ta",
        "チ": "chi:8 ti:2", "ツ": "tsu:8 tu:2", "テ": "te", "ト": "to", "ダ": "da",
        "ヂ": "ji:4 di:2 zi", "ヅ": "zu:4 du:2 dzu", "デ": "de", "ド": "do", "ナ": "na",
        "ニ": "ni", "ヌ": "nu", "ネ": "ne", "ノ": "no", "ハ": "ha", "ヒ": "hi", "フ": "fu:8 hu:2",
        "ヘ": "he", "ホ": "ho", "バ": "ba", "ビ": "bi", "ブ": "bu", "ベ": "be", "ボ": "bo",
        "パ": "pa", "ピ": "pi", "プ": "pu", "ペ": "pe", "ポ": "po", "マ": "ma", "ミ": "mi",
        "ム": "mu", "メ": "me", "モ": "mo", "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ラ": "ra",
        "リ": "ri", "ル": "ru", "レ": "re", "ロ": "ro", "ワ": "wa", "ヲ": "o:4 wo",
        "ン": "n:8 m:2", "ー": ":4 h u o", "キャ": "kya", "キュ": "kyu", "キョ": "kyo",
        "ギャ": "gya", "ギュ": "gyu", "ギョ": "gyo", "ニャ": "nya", "ニュ": "nyu", "ニョ": "nyo",
        "ヒャ": "hya", "ヒュ": "hyu", "ヒョ": "hyo", "ビャ": "bya", "ビュ": "byu", "ビョ": "byo",
        "ピャ": "pya", "ピュ": "pyu", "ピョ": "pyo", "ミャ": "mya", "ミュ": "myu", "ミョ": "myo",
        "リャ": "rya", "リュ": "ryu", "リョ": "ryo", "シャ": "sha:8 sya:2", "シュ": "shu:8 syu:2",
        "ショ": "sho:8 syo:2", "チャ": "cha:8 tya:2", "チュ": "chu:8 tyu:2", "チョ": "cho:8 tyo:2",
        "ジャ": "ja:8 zya:2", "ジュ": "ju:8 zyu:2", "ジョ": "jo:8 zyo:2",
    },
}  # fmt: skip
"""Script → unit → ways, each "letters:weight"."""

SHARE_IN_CONTEXT: Final = 0.35
"""How often a rule for a unit in its surroundings is followed."""

IN_CONTEXT: Final = {
    "Hang": {
        "^<ᄋ>ᅵ": ":5 l:3 y:3 r", "ᄋ<ᅵ>$": "ee:4 i:4 ie", "ᄇ<ᅡ>ᆨ": "a:5 ar:5 ah",
        "ᄎ<ᅬ>$": "oi:6 oe:5 we oy", "ᄋ<ᅮ>$": "oo:5 u:3 ooh", "^<ᄋ>ᅮ": "w:5 :3",
        "^<ᄂ>ᅩ": "n:4 r:4", "^<ᄅ>ᅩ": "n:2 r:4", "ᄂ<ᅩ>$": "o:4 oh:4",
        "ᄋ<ᅲ>$": "yu:4 yoo:4 you:2 ryu:2", "ᄌ<ᅥ>ᆼ": "eo:4 u:4 o:4", "ᄌ<ᅩ>$": "o:4 oh:2",
        "ᄉ<ᅥ>$": "eo:4 uh:2 u:2 oh", "^<ᄉ>ᅵ": "sh:5 s:3", "ᄋ<ᅡ>ᆫ": "a:5 ah:4",
        "ᄆ<ᅮ>ᆫ": "oo:4 u:4", "ᄉ<ᅩ>ᆫ": "o:5 oh:2", "ᄋ<ᅲ>ᆫ": "yoo:4 yu:3 you:2 u",
        "ᄀ<ᅮ>$": "oo:4 u:3", "ᄇ<ᅢ>ᆨ": "ae:4 ai:3 e:2", "ᄌ<ᅮ>ᆫ": "u:4 oo:4",
        "ᄌ<ᅮ>$": "u:4 oo:4", "ᄉ<ᅮ>$": "u:4 oo:4", "ᄒ<ᅥ>$": "eo:2 u:4 uh:3 ur",
        "ᄋ<ᅧ>ᆼ": "yo:4 yeo:4 you:4 yu", "ᄆ<ᅧ>ᆼ": "yu:4 yeo:4 you:3 yo:2",
        "ᄀ<ᅧ>ᆼ": "yu:3 yeo:4 you:2 yo:3", "ᄉ<ᅥ>ᆼ": "eo:4 u:4 o:3",
        "ᄒ<ᅧ>ᆫ": "yu:4 yeo:4 you:2 yo:2",
    },
}  # fmt: skip
"""Jamo between their neighbours, as families are used to writing them: Park, Lee, Jung, Roh."""

FAMILY_HANZI: Final = {
    "陈": ("ch:4 t:3", "en:4 an:5 in"), "黄": ("h:4 w:4 :2", "uang:4 ang:2 ong:5"),
    "林": ("l:4", "in:4 am:4 im:3 um"), "李": ("l:4", "i:4 ee:5 ei ie"),
    "张": ("zh:4 ch:5 t:2", "ang:5 eung:4 eong iong"), "王": ("w:4 :2", "ang:4 ong:4"),
    "吴": ("w:4 ng:4 :2", "u:4 oo:2 o oh :2"), "刘": ("l:4", "iu:4 au:4 ao ew"),
    "蔡": ("c:3 ts:4 ch:4 s", "ai:4 oi:4 ua:3 oy"), "杨": ("y:4", "ang:4 eung:3 eong ong"),
    "许": ("x:4 hs:4 h:4 k:2", "u:4 ui:4 oh:2 oi"),
    "郑": ("zh:4 ch:5 t:2", "eng:4 ung:2 ang ay:2 ing"),
    "谢": ("x:4 hs:4 ts:3 ch:2 t", "ie:4 ieh:4 e:3 ia:3 ay"),
    "郭": ("g:4 k:5", "uo:4 wok:4 ok:2 uek oh"), "洪": ("h:4 :2", "ong:4 ung:4 ang:2"),
    "曾": ("z:4 ts:4 ch:3", "eng:4 ang:4 an"), "周": ("zh:4 ch:5 j", "ou:4 ow:3 au:3 ew:2 iu"),
    "叶": ("y:4", "e:4 eh:3 ip:4 ap:2 ipp"), "苏": ("s:4", "u:4 o:3 oo"),
    "吕": ("l:4", "u:4 ui:3 iu eu"), "何": ("h:4", "e:4 o:5 oh"),
    "罗": ("l:4", "uo:4 o:4 aw:3 oh"), "高": ("g:4 k:4", "ao:4 o:4 ou"),
    "潘": ("p:4", "an:4 oon:3 un"), "梁": ("l:4", "iang:4 eung:4 eong:2 iong"),
    "邓": ("d:4 t:4", "eng:4 ang:4 an"), "冯": ("f:4 p:2", "eng:4 ung:4 ong ang"),
    "徐": ("x:4 hs:4 ts:3 ch:3", "u:4 ui:4 ee:2 oo"), "谭": ("t:4", "an:4 am:4 ham"),
    "赵": ("zh:4 ch:5", "ao:4 iu:3 iew eo"), "朱": ("zh:4 ch:5 j", "u:4 oo oh"),
    "胡": ("h:4 w:3 :2", "u:4 oo:2"), "萧": ("x:4 hs:4 s:4", "iao:4 iu:4 ew iew"),
    "江": ("j:4 ch:3 k:4 g", "iang:4 ong:4"), "沈": ("sh:4 s:4", "en:4 um:3 im:3 am"),
    "程": ("ch:4", "eng:4 ing:4"), "余": ("y:4", "u:4 ee:2 ue"), "马": ("m:4", "a:4 ah:2"),
    "丁": ("d:4 t:3", "ing:4"), "阮": ("r:2 ng:5 y", "uan:3 uyen:4 uen"),
}  # fmt: skip
"""Hanzi of many families → ways to write its initial and its final, in Cantonese, Hokkien, Hakka or
Wade-Giles, which names of Hong Kong, Taiwan and South-East Asia carry."""


def ways(script: str) -> dict[str, dict[str, float]]:
    """For each unit with rules: the letters it may be written with, summing to 1."""
    return {unit: _shares(text) for unit, text in RULES.get(script, {}).items()}


def ways_in_context(script: str) -> dict[tuple[str, ...], dict[str, float]]:
    """The same for units in surroundings; a context is named from the unit alone on."""
    if script == "Hani":
        return {
            contexts[:3]: _shares(text)
            for letter, texts in FAMILY_HANZI.items()
            for contexts, text in zip(units(letter, script), texts, strict=True)
        }
    found = {}
    for name, text in IN_CONTEXT.get(script, {}).items():
        unit = name[2]
        found[(unit, f"{unit}{name[3:]}", name)] = _shares(text)
    return found


def _shares(text: str) -> dict[str, float]:
    weighed: dict[str, float] = {}
    for way in text.split():
        letters, _, weight = way.partition(":")
        weighed[letters] = weighed.get(letters, 0.0) + float(weight or 1)
    total = sum(weighed.values())
    return {letters: weight / total for letters, weight in weighed.items()}
