"""What rigour's data lacks: short forms of given names, and the small words around names."""

from hashlib import blake2b
from typing import Final

from entraide.engine.matching.name_data.table import Sort
from entraide.engine.matching.normalise.surnames import CHINESE_SURNAMES, KOREAN_SURNAMES

NICKNAMES: Final = """
александр саша сашка шура саня санек алекс алик
александра саша сашенька шура саня аля
алексей алеша леша алеха
анастасия настя настена ася стася
анатолий толя толик
андрей андрюша дрон
анна аня анечка нюра анюта нюша
антон антоша тоша тоха
аркадий аркаша
артем тема артемка артемий
борис боря борька
вадим вадик дима
валентин валя
валентина валя
валерий валера
валерия лера валера
василий вася васек василек
вера верочка верунчик
виктор витя витек
виктория вика
виталий виталик
владимир володя вова вован вовка вовчик володька
владислав влад владик слава
вячеслав слава славик
галина галя
геннадий гена генка
георгий гоша жора гога егор юрий
григорий гриша гриня
даниил данила даня данил
дарья даша дашка
денис дэн дениска
дмитрий дима митя димон дмитро
евгений женя жека евген
евгения женя
екатерина катя катюша катерина
елена лена леночка алена
елизавета лиза
иван ваня ванька ванюша ваняша
игорь гарик игорек
илья илюша илюха
иосиф ося йося
ирина ира ириша
кирилл кирюша кирюха киря
константин костя костик
ксения ксюша оксана
лариса лара
лев лева левушка
леонид леня лень
лидия лида
людмила люда люся мила
любовь люба
максим макс максик
маргарита рита марго
мария маша маруся маня машенька
матвей мотя
михаил миша мишка мишаня михайло
надежда надя
наталья наташа ната наталия
никита никитка ника
николай коля колян николаша мыкола
нина ниночка
олег олежка
ольга оля олюшка
павел паша павлик
петр петя петро
полина поля
роман рома ромка
светлана света лана
семен сема сеня
сергей сережа серый серега
софия соня софья
станислав стас слава
степан степа
тамара тома
тарас тарасик
татьяна таня танюша
тимофей тима тимоша
федор федя федька
филипп филя
эдуард эдик
юлия юля
юрий юра юрик
яков яша
ярослав ярик слава
francisco paco pancho curro fran kiko francesc
jose pepe chepe pepito josep
manuel manolo manu lolo
enrique quique kike
ignacio nacho
guadalupe lupe lupita
dolores lola loli
concepcion concha conchita
mercedes merche meche
rosario charo
isabel isa chabela
guillermo memo willy
jesus chucho chuy suso
alfonso poncho fonso
antonio tono toni tonio antoni
eduardo lalo edu
gerardo lalo
gonzalo chalo
gregorio goyo
rafael rafa rafi
roberto beto tito
alberto beto tito
humberto beto
ernesto neto
fernando nando
gabriel gabi gabo
hernando nando
javier javi xavi
luis lucho luisito
miguel migue mike
pedro perico pedrito
ramon moncho monchi
ricardo riqui richi
santiago santi chago
sebastian seba sebas
vicente chente vicent
teresa tere teresita
patricia pati paty
maria mari marucha marie
margarita marga magui
beatriz bea betty
consuelo chelo
alexander alex sandy xander lex aleksander
alexandra alex sandra sandy lexi
andrew andy drew
anthony tony
arthur art artie
barbara barb babs
benjamin ben benny benji
catherine cathy kate katie kathy kitty cate
katherine kathy kate katie kitty
charles charlie chuck chas
christine chris chrissy tina
christopher chris topher kit
cynthia cindy
daniel dan danny
david dave davey
deborah deb debbie debra
dorothy dot dottie dolly
edmund ed eddie ted
edward ed eddie ted ned teddy
eleanor ellie nell nora
elizabeth liz lizzie beth betty bess eliza lisa betsy libby
eugene gene
frances fran fanny francie
francis frank fran
franklin frank
frederick fred freddie freddy
gerald gerry jerry
gregory greg
harold harry hal
henry harry hank hal
isabella bella izzy
jacob jake
james jim jimmy jamie jem
jeffrey jeff
jennifer jen jenny
jeremiah jerry jeremy
jerome jerry
jessica jess jessie
john jack johnny
jonathan jon jonny
joseph joe joey
joshua josh
judith judy
katharine kate kathy
kenneth ken kenny
lawrence larry laurie
leonard len lenny
louis lou
margaret maggie meg peggy marge madge greta
martha marty
martin marty
matthew matt
maximilian max
michael mike mick mickey mikey
mitchell mitch
nathaniel nat nate nathan
nicholas nick nicky
pamela pam
patricia pat patty trish tricia
patrick pat paddy
peter pete
philip phil pip
randolph randy
raymond ray
rebecca becky becca
reginald reg reggie
richard dick rick rich ricky richie
robert bob rob bobby robbie bert
ronald ron ronnie
samantha sam sammy
samuel sam sammy
sandra sandy
stanley stan
stephen steve
steven steve
susan sue susie suzy
sylvester sly
theodore ted theo teddy
theresa terry tess tessa
thomas tom tommy
timothy tim timmy
valerie val
victor vic
victoria vicky tori
vincent vince vinny
walter walt wally
william bill will billy willy willie liam
zachary zach zack
hans johannes johann
fritz friedrich
heinz heinrich
sepp josef
klaus nikolaus
wolfgang wolf
guiseppe giuseppe beppe peppe pino
giovanni gianni nino
luigi gigi
vincenzo enzo
francesco franco ciccio
salvatore toto turi
domenico mimmo
jean jeannot
abdullah abdallah abdulla
muhammad mohammed mohamed mohammad muhammed mohamad mohd muhamad mukhammad magomed mehmet
ahmad ahmed ahmet akhmed akhmad achmad
yusuf yousef youssef yussuf yosef joseph iosif jusuf
ibrahim ebrahim abraham brahim ibragim
husayn hussein hussain hossein husein houcine khusein
hasan hassan hasen khasan
ali aly
umar omar omer oumar
uthman osman othman ousmane usman
khalid khaled halid
said saeed sayeed saied
abdulrahman abdurrahman abderrahmane abdelrahman abdirahman abdurahman
abdulaziz abdelaziz abdul aziz
sulayman suleiman soliman suleyman sulaiman soulaymane
ismail ismael esmail
mustafa moustafa mostafa mustapha
mahmud mahmoud mahmood mehmood
hamid hameed
rashid rachid rasheed
jamal gamal djamel jamel
zaynab zeinab zainab zeynep
fatimah fatima fatma fatemeh
aishah aisha ayesha aicha
khadijah khadija hadija
"""
"""A name and its short forms a line: Russian, Spanish, English, some German and Italian; then
names whose romanisations differ by country. Each line is one number of the table."""

SURNAMES: Final = f"{CHINESE_SURNAMES}|{KOREAN_SURNAMES}".replace("\n", "|").replace("|", "\n")
"""Surnames whose spellings differ by country and time; a line is one number, as above."""

PHRASES: Final = {
    Sort.LINK: """
        bin;ibn;ben;بن;ابن;בן|bint;binti;bent;بنت;בת|oglu;ogly;oglı;oghlu;uulu;uly;оглы;оглу
        улы;уулу
        |kyzy;qizi;kizi;gizi;кызы;гызы|ould;wuld;oueld;ولد|mint;منت|zade;zadeh;زاده

        |son of|daughter of""",
    Sort.PARTICLE: """
        al;el;ul;ال;אל;аль;эль|ad;as;ash;ar;an;az;at|de;de la;de las;de los;de lo
        |del;della;dello;dei;degli;delle|da;das;do;dos|di|du;des
        |van;van de;van der;van den;van 't;ван
        |von;von der;von und zu;von dem;фон|zu;zum;zur|vom|af;av|la;le;les
        |ter;ten|der;den|y;e|und|st;saint""",
    Sort.GENERATION: """
        jr;junior;jnr;filho;fils;hijo;младший|sr;senior;snr;père;старший|ii;2nd|iii;3rd|iv;4th
        |neto""",
    Sort.TITLE: """
        mr;mister;m;herr;monsieur;señor;sr;senhor;signor;sig;bay;pan;господин;г-н;السيد;آقای;氏
        先生;씨
        |mrs;missis;ms;miss;mme;madame;mlle;mademoiselle;frau;señora;sra;señorita;srta;signora
        donna;doña;dona
        |госпожа;г-жа;السيدة;خانم;女士;小姐;夫人
        |dr;doctor;docteur;doktor;dott;dottore;dottoressa;dra;доктор;д-р;الدكتور;الدكتورة;دكتور
        دکتر;博士
        |prof;professor;professeur;profesor;profesora;профессор;проф;أستاذ;الأستاذ;教授|ing
        ingeniero;ingeniera;engr
        |lic;licenciado;licenciada|arq|me;maître|adv;advocate|esq;esquire|hon;honourable;honorable
        |sir;dame;lord;lady;baron;baroness;count;countess;graf;gräfin;freiherr;conde;condesa
        comte;duke;duchess;earl
        |his excellency;her excellency;he;his highness;his royal highness;his majesty
        her majesty;hrh;hm
        |general;gen;général;генерал;اللواء;الفريق;将军|major general;maj gen;lieutenant general
        lt gen;brigadier general
        |brig gen;brigadier;brig;العميد|colonel;col;coronel;oberst;полковник;العقيد
        lieutenant colonel;lt col
        |major;maj;майор;الرائد|captain;capt;cpt;capitaine;capitán;hauptmann;капитан;النقيب
        |lieutenant;lt;leutnant;teniente;лейтенант;الملازم|sergeant;sgt;sergent;sargento
        сержант;staff sergeant;ssgt
        |corporal;cpl|private;pvt|admiral;adm;amiral;almirante;адмирал;vice admiral
        rear admiral;commodore
        |commander;cmdr;comandante;commandant|field marshal;marshal;marshall;maréchal;mariscal
        |haji;hajji;hajj;al hajj;el hadj;elhadj;alhaji;hadji;hadj;hacı;حاج;حاجي;الحاج;хаджи
        |mullah;mulla;molla;mollah;ملا;мулла|maulavi;mawlawi;maulawi;mawlavi;moulavi;molvi
        maulvi;مولوي
        |maulana;mawlana;moulana;mowlana;مولانا|qari;القاري;قاري|hafiz;hafez;حافظ|mufti;مفتي
        |ustad;ustaz;ustadz;استاد
        |sheikh;shaikh;shaykh;cheikh;sheik;scheich;jeque;şeyh;شيخ;الشيخ;шейх|sayyid;sayed;syed
        sayyed;seyed;سيد;سید
        |ayatollah;ayatullah;آية الله;hojatoleslam;hojjatoleslam|imam;إمام;الإمام|amir;emir;الأمير
        |prince;princess;prinz;prinzessin;príncipe;princesa;king;queen;sultan|khwaja;khawaja|pir
        |father;frère;padre;père;abbé;reverend;rev;reverendo;pastor;rabbi;rabbin;bishop
        archbishop;cardinal
        |president;président;presidente;президент;الرئيس;minister;ministre;ministro;министр
        governor;senator;ambassador
        |shri;sri;shree;श्री|smt;shrimati;श्रीमती|kumari|nai|นาย;นาง;นางสาว;ด.ช.;พล.อ.
        |phd;md;mba;llm;cpa;dds;dvm|alias|comrade;товарищ;tov""",
    Sort.ORG_WORD: """
        refinery;refineries;raffinerie;refinería;refineria;مصفاة|airways;aerolíneas
        |airline;airlines|navigation;navegación;navegação|sons;söhne;fils et cie
        |brothers;bros;frères;gebrüder;hermanos;fratelli|food;foods|textile;textiles|metal;metals
        |gas;gaz|oil;öl|software|church;église;iglesia;kirche;igreja|store;stores
        |market;markets;supermarket|real estate;immobilier;inmobiliaria;immobilien
        |plastic;plastics|furniture;meubles;muebles;möbel|fashion;fashions|freight;cargo
        |tanker;tankers|shipyard;shipyards;werft|works;werke|mill;mills
        |commission;comisión;kommission|council;conseil;consejo|federation;fédération;federación
        |society;société;sociedad|league;ligue;liga|movement;mouvement;movimiento
        |front;frente|battalion;bataillon;batallón""",
}
"""The words in and around a name by what they are: ";" between spellings of one, "|" between
different ones. Links show whose child; particles are often left out."""

OWN: Final = blake2b(f"{NICKNAMES}{SURNAMES}{PHRASES}".encode(), digest_size=4).hexdigest()
"""Changes when these do, so that the table is made anew."""
