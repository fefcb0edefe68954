"""Surnames that tell a culture, and how passports of different countries spell them."""

from typing import Final

CHINESE_SURNAMES: Final = """
陈 chen chan tan|黄 huang wong hwang ng|李 li lee|张 zhang chang cheung teo|王 wang wong ong
吴 wu ng goh|林 lin lam lim|刘 liu lau low|杨 yang yeung yeo|郑 zheng cheng tay
周 zhou chow chou chew|许 xu hsu hui koh|郭 guo kuo kwok quek|谢 xie hsieh tse chia
曾 zeng tseng tsang|蔡 cai tsai choi chua|邓 deng teng tang|梁 liang leung neo|罗 luo lo law
何 he ho|高 gao kao ko|朱 zhu chu|胡 hu woo|赵 zhao chao chiu|孙 sun suen|马 ma|徐 xu hsu tsui
叶 ye yeh yip yap|潘 pan poon phua|冯 feng fung|萧 xiao hsiao siu|程 cheng ching|余 yu yue
苏 su so soh|卢 lu lo|蒋 jiang chiang|姜 jiang chiang keung|钟 zhong chung|石 shi shih shek
江 jiang chiang kong|吕 lu lyu lui|丁 ding ting|沈 shen sim|袁 yuan yuen|洪 hong hung ang
关 guan kuan kwan|方 fang fong|曹 cao tsao|温 wen wan|唐 tang tong|宋 song sung|韩 han hon
董 dong tung|于 yu yue|魏 wei ngai|薛 xue hsueh sit|汪 wang wong|田 tian tien|任 ren jen yam
范 fan|姚 yao yiu|彭 peng pang|傅 fu foo|崔 cui tsui chui|贾 jia chia|夏 xia hsia ha
邹 zou tsou chau|熊 xiong hsiung hung|陆 lu luk|郝 hao|孔 kong kung hung|白 bai pai pak
毛 mao mo|邱 qiu chiu yau|秦 qin chin chun|江 jiang|史 shi shih|顾 gu ku koo|侯 hou hau
邵 shao siu|孟 meng mang|龙 long lung|万 wan man|段 duan tuan|雷 lei lui|钱 qian chien chin
汤 tang tong|尹 yin wan|黎 li lai|易 yi yik|常 chang sheung|武 wu mo|乔 qiao chiao kiu|贺 he ho
赖 lai|龚 gong kung|文 wen man|庞 pang|樊 fan|兰 lan|殷 yin yan|施 shi shih sze|陶 tao to
翟 zhai chai|安 an|倪 ni ngai|严 yan yen yim|牛 niu ngau|欧阳 ouyang auyeung|司徒 situ szeto
司马 sima szema|诸葛 zhuge chuko|上官 shangguan|夏侯 xiahou|皇甫 huangfu|慕容 murong
"""
"""Surname → its spellings: pinyin first, then Wade-Giles, Cantonese, Hokkien and Teochew."""

KOREAN_SURNAMES: Final = """
김 kim gim|이 lee yi rhee ri|리 ri lee yi rhee|박 park pak bak|최 choi choe
정 jung jeong chung cheong|강 kang gang|조 cho jo|윤 yoon yun|장 jang chang|임 lim im yim rim
림 rim lim im|한 han|오 oh o|서 seo suh|신 shin sin|권 kwon gwon|황 hwang|안 ahn an|송 song
류 ryu yoo yu|유 yoo yu ryu you|전 jeon jun chun chon|홍 hong|고 ko go koh|문 moon mun|양 yang
손 son sohn|배 bae pae|백 baek paik paek|허 heo huh hur ho|노 noh no roh|로 ro roh noh
심 shim sim|하 ha|주 joo ju chu|구 koo gu ku|곽 kwak gwak|성 sung seong|차 cha|우 woo u wu
남 nam|나 na ra|라 ra na|진 jin chin|지 ji chi jee|엄 eom um|채 chae|원 won|천 cheon chun
방 bang pang|공 kong gong|현 hyun hyeon|함 ham|변 byun byeon pyon|염 yeom yum|여 yeo yuh
추 choo chu|도 do to|소 so|석 seok suk|선 sun seon|설 seol sul|마 ma|길 gil kil|위 wi|표 pyo
명 myung myeong|기 ki gi|반 ban pan|왕 wang|금 keum geum|옥 ok|육 yook yuk|인 in|맹 maeng|제 je
탁 tak|국 kook guk|은 eun|용 yong ryong|남궁 namgung namkung|황보 hwangbo|선우 sunwoo seonwoo
제갈 jegal|독고 dokgo|사공 sagong
"""
"""Surname → its spellings, the most usual first."""

VIETNAMESE_SURNAMES: Final = frozenset("""
nguyen tran le pham huynh hoang phan vu vo dang bui do ho ngo duong ly dinh trinh
""".split())  # fmt: skip  # noqa: SIM905 - a list to be read
HUNGARIAN_SURNAMES: Final = frozenset("""
nagy kovacs toth szabo horvath varga kiss molnar nemeth farkas balogh papp takacs juhasz lakatos
meszaros olah racz fekete szilagyi torok feher balazs gal szucs kocsis orsos pinter fodor szalai
sipos magyar lukacs gulyas biro
""".split())  # fmt: skip  # noqa: SIM905 - a list to be read

SYLLABIC_SURNAMES: Final = frozenset(
    spelt
    for table in (CHINESE_SURNAMES, KOREAN_SURNAMES)
    for line in table.replace("\n", "|").split("|")
    for spelt in line.split()[1:]
    if len(spelt) > 1
)
"""Chinese and Korean ones in Latin letters."""
