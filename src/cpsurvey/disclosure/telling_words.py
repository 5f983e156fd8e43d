"""Words that are written with a capital and tell of nobody, and words that do, by language."""

from __future__ import annotations

# Months, days, feasts, languages and what everybody uses: with a capital, and nobody's name.
_CAPITALS = """
i i'm i'd i'll i've monday tuesday wednesday thursday friday saturday sunday january february
march april may june july august september october november december christmas easter eid ramadan
diwali english welsh british irish scottish polish urdu punjabi bengali arabic romanian somali
england wales scotland ireland britain uk europe european covid coronavirus brexit god teams zoom
skype whatsapp facetime microsoft google facebook instagram webex internet wifi iphone ipad
android outlook email child protection conference conferences social worker workers chair cymraeg
cymru saesneg lloegr prydain nadolig pasg llun mawrth mercher iau gwener sadwrn sul ionawr
chwefror ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr duw sir mr mrs ms miss dr
interviewer interviewee dad mum mam nan starleaf participant respondent researcher speaker parent
professional
"""
# Whom and what people who work in children's services speak of, in the singular: with a capital,
# and nobody's name.
_PROFESSIONS = """
father grandparent aac abuse act advanced agreement adolescent admin administration adult advocacy
advocate after agency aid alcohol allegation assessment assistant attendance authority barnardo
behaviour board broadband business cafcass camhs care carer case child childcare childline children
children's citrix coordinator clerk clinical college commissioner committee community compliance
consultant contact core council county court dentist department deputy designated development dfe
director disability doctor domestic drug duty early education educational elective emergency
emotional estyn excel executive exploitation families family first form framework gateway general
government group guardian guidance harm head headteacher health help home hospital housing hub
hybrid independent initial inspectorate interpreter intervention interviewing judge justice kindle
laptop lead learning legal line local lockdown looked magistrate manager mba meeting mental
metropolitan midwife midwives midwifery ministry minute misuse mother motivational msc need neglect
nhs note nursery nurse occupational offending office officer ofsted order outcome outline outreach
paediatric paediatrician panel parenting partner partnership pathway permanence phd phone physical
placement plan police policy powerpoint practice practitioner pre-birth prevention primary
principal probation procedure process profile professional psychiatrist psychologist public quality
record referral refuge regional residential resource review reviewing risk safeguard safeguarding
safety school scrutiny secondary secretary section senior sergeant service sexual sharepoint
sibling signs specialist special staff standard statement statutory strategic strategy
strengthening student substance supervising supervision support surestart sure teacher team
technology therapist therapy thresholds threshold together training treasury trust twitter unborn
unit violence visitor visiting voice voluntary vulnerable webchat welfare wellbeing whitehall women
woman word working youth youtube awdurdod addysg amddiffyn cadeirydd cafcass cyngor cymdeithasol
cynhadledd cynadleddau gwasanaeth gwasanaethau gweithiwr gweithwyr heddlu iechyd lleol llywodraeth
meddyg plant rheolwr rhieni senedd swyddog teulu teuluoedd ymwelydd ysgol
"""
# What sentences begin with, English and Welsh.
_STARTS = """
a about above absolutely actually after afterwards again ages all almost also although always am an
and another any anybody anyone anything anyway apart are as ask at away back basically be because
been before being believe better between both brilliant bring but by call can cause certainly chair
children clearly come could course day definitely depends did do does doing done don't down during
each either else er erm even ever every everybody everyone everything exactly few fine first for
from generally get getting give go going good got great had half hard has have having he hearing
hello her here hi him his honestly hopefully how however if in initially instead is it its it's
just keep kids knowing last lastly later least let like lots luckily many maybe me mine more most
mostly much mum must my never next no nobody none nope normally not nothing now obviously
occasionally of off often oh ok okay on once one ones only or originally other others otherwise our
ours out over overall parents partly people perhaps personally please plus possibly previously
probably professionals quite rather really right same say saying school seeing seems several she
should since sitting so social some somebody someone something sometimes sorry speaking still such
suddenly sure sort talk technically than thank thanks that that's the their them then there there's
these they they're things think this those though three through to together too towards trying
turning two um under unfortunately unless until up us usually very was we we're we've well went
were what what's whatever when whenever where whether which while who whole whose why will with
within without would sadly mainly nearly fairly simply totally completely consent privacy hmm mm
mmm mhm uh huh ah aye yeah yep yes yet you your you're yours a ac achos ambell am ar arfer at aeth
basai beth bob bod bron byddai byddaf byddwn cafodd cefais ces chi credu cyn da dach dan dim diolch
does doedd dw dwi dydy dyna dyma dydw efallai ei ein eich er eto eu falle fe felly fi fo fy gan
gyda gallai gallwch gwelais hi hefyd heb hon hwn i ia ie iawn in mae mae'n maen mi mewn mi'n mor
mynd na nac nad nawr nes neu ni nid o oedd oes ond os pam pan pawb popeth pryd pwy rhai rhaid roedd
roeddwn rwan rwy rwy'n sut tra trwy un wedi wedyn weithiau wel wnaeth wnes wrth y yn ydw ydy yma
yna yno yr ym
"""
# First names that are words too: with a capital inside a sentence they are names.
_NAMES_TOO = """
mark will grace rose joy hope faith bill jack rob pat sue dawn amber ruby jade daisy lily ivy
holly hazel poppy frank grant guy dean drew miles nick ray rod violet olive pearl gene josh carol
bob summer autumn skye heather iris robin jasmine gwen bryn haf seren eira heulwen glyn nia
"""
TITLES = r"(?:Mr|Mrs|Ms|Mx|Miss|Dr|Doctor|Prof|Professor|Sir|Dame|Judge|Nurse|Cllr|Councillor|Rev|"
TITLES += r"Auntie|Aunty|Aunt|Uncle|Anti|Ewythr|Athro|Meistr)"
MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|March|April|May|June|July|Aug(?:ust)?|Sept(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|Ionawr|Chwefror|[MF]awrth|Ebrill|[MF]ai|[MF]ehefin|"
    r"G?orffennaf|Awst|[MF]edi|Hydref|[TD]h?achwedd|Rh?agfyr)"
)
WEEKDAYS = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
SPOKE = (  # what a person does who may be called by a word or a month
    r"(?:said|says|told|rang|asked|came|went|thought|cried|shouted|phoned|texted|helped|left)"
)
NUMBERS = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|un|dwy|dau|tair|tri|"
    r"pedair|pedwar|pum|pump|chwe|chwech|saith|wyth|naw|deg|deuddeg|pymtheg|deunaw|ugain)"
)
ORDINALS = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w{3,6}teenth|"
    r"twentieth|twenty-\w{3,8}|thirtieth|thirty-first)"
)
ROADS = r"(?:Road|Street|Avenue|Lane|Close|Drive|Crescent|Estate|School|Academy|College|Primary|"
ROADS += r"Hospital|Surgery|Nursery|Church|Mosque|Hostel|Refuge)"
CAPITALS = frozenset((_CAPITALS + _PROFESSIONS).split())
STARTS = frozenset(_STARTS.split())
NAMES_TOO = frozenset(_NAMES_TOO.split())
CALLED = (
    rf"(?:{'|'.join(name.capitalize() for name in sorted({*NAMES_TOO, 'april', 'may', 'june'}))})"
)
