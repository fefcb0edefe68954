"""Syllables of which invented names are composed: no name here is anybody's.

Each syllable is written `latin/other spelling/native`; an empty spelling is that of the Latin one.
"""

from typing import Final, NamedTuple


class Culture(NamedTuple):
    """How names of one sort are composed.

    Attributes:
        share: of all persons, in hundredths.
        states: fictional nationalities.
        given: syllables of forenames.
        family: syllables of family names.
        endings: of family names; "" for none.
        particles: that may stand before a family name.
        forenames: how many a person may have, each as likely.
        families: the same of family names.
        between: what stands between the syllables of a name in Latin letters.
    """

    share: int
    states: tuple[str, ...]
    given: str
    family: str
    endings: str
    particles: tuple[str, ...] = ("",)
    forenames: tuple[int, ...] = (1, 1, 2)
    families: tuple[int, ...] = (1,)
    between: str = ""


CULTURES: Final = (
    Culture(
        22, ("UTO", "QMA", "QMB"),
        "al el jo ma lu an ro be kar hen wil ri tho mar pe ne so fi va le da mi "
        "ju ed gre ni no ja",
        "han ber stor kol wen mar tre fal nor gar lin hol bran wick dun mor pen tor vel sten "
        "kes rad lam far win hart gel bos",
        "son man ton er s ley sen feld berg ard in",
        ("", "", "", "", "", "van ", "de ", "von "),
    ),
    Culture(
        14, ("QMC", "QMD"),
        "lu ca mar te ro sa jo se fe ri na al be do an di vi to is ga el ma ra lo pa bri el",
        "val mon fer ro cal der gon mar ti var ri sal ga nu que her nan do pe al ca bri",
        "ez es ano era illo ada ino eira osa",
        ("", "", "", "", "de ", "de la "), (1, 2), (1, 2),
    ),
    Culture(
        16, ("QMF", "QMG"),
        "vla//вла di/dy/ди mir//мир ser//сер gei/gey/гей ye/e/е le//ле na//на ya/ia/я ro//ро "
        "bo/bo/бо ris//рис dan//дан iv//ив an//ан gor//гор tem//тем yur/iur/юр vol//вол kon//кон "
        "sta//ста zor//зор mi//ми lya/lia/ля",
        "sher/cher/шер kor//кор bel//бел zor//зор mol//мол gru//гру vol//вол chen/tchen/чен "
        "pet//пет ryb/rib/рыб sor//сор tar//тар yel/el/ел kras//крас niv//нив dol//дол "
        "zhur/jur/жур "
        "khol/hol/хол lis//лис stran//стран",
        "ov/off/ов ev/eff/ев in//ин enko//енко sky/skiy/ский uk//ук ovich/ovic/ович",
    ),
    Culture(
        18, ("QMH", "QMI", "QMJ"),
        "mu/mo/م ham/hem/حم ah/a/اح mad/med/مد ya/ia/يا sin/seen/سين kha/cha/خا lid/led/لد "
        "sa/sae/سا mir/meer/مير ra/re/را shi/chi/شي ab/abd/عب nu/noo/نو fa/fe/فا ris/rees/رس "
        "ta/te/طا riq/rik/رق zay/zei/زي na/ne/نا ju/jo/جو ma/me/ما hus/hous/حس ka/ke/كا",
        "mas/mes/مص ri/ry/ري ba/be/با gh/g/غ dad/ded/داد dur/door/دور ra/re/را ha/he/ها "
        "shim/chim/شم "
        "kur/koor/كور di/dy/دي ta/te/تا mi/my/مي za/ze/زا war/wer/ور qa/ka/قا sem/sim/سم "
        "na/ne/نا "
        "jar/ger/جر fa/fe/فا",
        "i/y/ي an/en/ان  awi/aoui/اوي ",
        ("", "al-", "al ", "el-", "bin "), (1, 2, 2),
    ),
    Culture(
        10, ("QMK", "QML"),
        "wei//伟 xiao/hsiao/小 ming//明 jun/chun/军 li//丽 hua//华 jing/ching/静 qiang/chiang/强 "
        "yan/yen/艳 bo/po/博 tao//涛 lei//磊 yu//玉 fang//芳 hong/hung/红 jian/chien/建 "
        "guo/kuo/国 "
        "zhi/chih/志 mei//梅 long/lung/龙 chun//春 ping//平 rong/jung/荣 ying//英 "
        "an//安 bin/pin/斌 bing/ping/冰 cai/tsai/才 chang/ch'ang/昌 cheng/ch'eng/成 "
        "dan/tan/丹 de/te/德 "
        "dong/tung/东 fei//飞 feng//峰 fu//福 gang/kang/刚 guang/kuang/光 gui/kuei/桂 "
        "hai//海 han//涵 "
        "hao//浩 he/ho/和 heng//恒 hui//辉 jia/chia/佳 jie/chieh/杰 jin/chin/金 "
        "juan/chuan/娟 kai/k'ai/凯 "
        "kang/k'ang/康 ke/k'o/可 kun/k'un/坤 lan//兰 liang//亮 lin//琳 ling//玲 "
        "lu//露 man//曼 min//敏 "
        "na//娜 ning//宁 peng/p'eng/鹏 qi/ch'i/琪 qin/ch'in/琴 qing/ch'ing/青 rui/jui/瑞 "
        "shan//山 "
        "shu//淑 shun//顺 song/sung/松 ting/t'ing/婷 wen//文 xia/hsia/霞 xin/hsin/欣 "
        "xing/hsing/星 "
        "xiu/hsiu/秀 xue/hsueh/雪 yi//义 yong/yung/永 yun//云 ze/tse/泽 zhen/chen/珍 "
        "zhong/chung/忠",
        "wang//王 li//李 zhang/chang/张 liu//刘 chen//陈 yang//杨 zhao/chao/赵 huang//黄 "
        "zhou/chou/周 wu//吴 xu/hsu/徐 sun//孙 ma//马 zhu/chu/朱 hu//胡 guo/kuo/郭 "
        "he/ho/何 gao/kao/高 lin//林 "
        "luo/lo/罗 zheng/cheng/郑 liang//梁 xie/hsieh/谢 tang//唐 xue/hsueh/薛 dong/tung/董",
        "", families=(0,), forenames=(1, 2, 2),
    ),
    Culture(
        7, ("QMM",),
        "min//민 jun/joon/준 seo/suh/서 ji//지 hyun/hyeon/현 woo/u/우 eun/un/은 young/yeong/영 "
        "su/soo/수 jin//진 ho//호 kyung/gyeong/경 hee/hui/희 "
        "dong/tong/동 sun/seon/선 tae//태 mi//미 "
        "ah/a/아 bin//빈 bo//보 chan//찬 chul/cheol/철 gi/ki/기 gyu/kyu/규 ha//하 "
        "hae//해 hak//학 "
        "han//한 hoon/hun/훈 hwa//화 hyuk/hyeok/혁 il//일 in//인 jae//재 joo/ju/주 "
        "jong/chong/종 ki/gi/기 "
        "kwang/gwang/광 man//만 myung/myeong/명 na//나 nam//남 ra//라 rim/lim/림 "
        "sang//상 sook/suk/숙 "
        "sung/seong/성 won//원 yeon/yun/연 yong//용 yu//유",
        "kim/gim/김 lee/yi/이 park/bak/박 choi/choe/최 jung/jeong/정 kang/gang/강 cho/jo/조 "
        "yoon/yun/윤 jang/chang/장 lim/im/임 han//한 oh/o/오 shin/sin/신 seo/suh/서 kwon/gwon/권",
        "", families=(0,), forenames=(2,), between="-",
    ),
    Culture(
        8, ("QMN", "QMO"),
        "ra//रा vi//वि ja/jaa/जा su/soo/सु ni/nee/नि ta/taa/ता mo//मो han//हन de//दे "
        "ka/kaa/का sh/s/श "
        "an//अन pra/praa/प्र mi/mee/मि a/aa/अ li//लि po/poo/पो ya//या",
        "sha/sa/शा ma/maa/मा ku/koo/कु mar//मर ver//वर gup//गुप ta//ता ra//रा tho//ठो dev//देव "
        "pa/paa/पा til//तिल jo/joo/जो ban//बन sin//सिन cha/chha/चा",
        "an//न i/ee/ी   a/aa/ा",
    ),
    Culture(
        5, ("QMP",),
        "geor/yor/γεωρ gi/yi/γι os//ος ni//νι ko/co/κο la//λα e/ae/ε le//λε ni/ny/νι di/dy/δη "
        "mi/my/μη tri/try/τρι a//α na//να sta//στα vro//βρο thi/ti/θη",
        "pa//πα do/tho/δο pou/pu/που ka/ca/κα ra//ρα man/mann/μαν si/sy/σι vel//βελ "
        "mi//μι ta//τα "
        "ko/co/κο li/ly/λι dra/thra/δρα zo//ζο",
        "los//λος dis/thes/δης akis//ακης poulos/pulos/πουλος",
    ),
)  # fmt: skip
"""The particles of Arabic are written as the article in Arabic letters."""


class Syllable(NamedTuple):
    """One syllable in its spellings."""

    latin: str
    other: str
    native: str


def syllables(written: str) -> list[Syllable]:
    """The syllables of a list as it is written above."""
    found = []
    for each in written.split():
        latin, other, native = (*each.split("/"), "", "")[:3]
        found.append(Syllable(latin, other or latin, native))
    return found
