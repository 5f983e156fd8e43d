"""The names of an export's columns in, its platform and what each column is to it out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from cpsurvey.readers.surveys.responses import IDENTIFYING, UNUSED

EMBEDDED = "embedded"
SUBMITTED = "submitted"


class Platform(NamedTuple):
    """What a platform calls the columns that are no questions, in small letters.

    ``exact`` gives the role of a name, ``patterns`` that of names of a form; ``finished`` the words
    for who finished and who did not.
    """

    exact: Mapping[str, str]
    patterns: Sequence[tuple[str, str]] = ()
    finished: Mapping[str, Sequence[str]] = MappingProxyType({})


def _named(**roles: str) -> dict[str, str]:
    """Return the role of each name; the names of a role are parted by a stroke."""
    return {name.strip(): role for role, names in roles.items() for name in names.split("|")}


LIMESURVEY = Platform(
    _named(
        respondent="id|response id|answer id|antwort id|antwort-id|id de réponse|id de la réponse"
        "|id de respuesta|id de la respuesta|id da resposta|id risposta|id della risposta"
        "|antwoord id|antwoord-id|rhif ymateb",
        submitted="submitdate|date submitted|datum abgeschickt|datum der abgabe|date de soumission"
        "|fecha de envío|data di invio|data de envio|datum ingestuurd",
        started="startdate|date started|datum gestartet|date de lancement|fecha de inicio"
        "|data di inizio|data de início|datum begonnen",
        language="startlanguage|start language|start-sprache|startsprache|langue de départ"
        "|langue initiale|idioma inicial|lenguaje inicial|lingua iniziale|starttaal",
        duration_seconds="interviewtime|total time|gesamtzeit|temps total|tiempo total",
        identifying="token|access code|zugangscode|zugangsschlüssel|code d'accès|ipaddr"
        "|ip address|ip-adresse|adresse ip|dirección ip|indirizzo ip|endereço ip|refurl"
        "|referrer url|url de référence|firstname|lastname|email",
        unused="lastpage|last page|letzte seite|dernière page|última página|ultima pagina"
        "|laatste pagina|seed|zufallsstartwert|graine|semilla|datestamp|date last action"
        "|datum letzte aktivität|date de la dernière action|fecha de la última acción",
    ),
    ((r"(group|question)time.*", UNUSED),),
)
REDCAP = Platform(
    _named(
        identifying="redcap_survey_identifier|survey identifier",
        embedded="redcap_data_access_group|data access group",
        unused="redcap_event_name|event name|redcap_repeat_instrument|repeat instrument"
        "|redcap_repeat_instance|repeat instance",
    ),
    finished={"yes": ("2", "complete"), "no": ("0", "1", "incomplete", "unverified"), "": ("",)},
)
GOOGLE_FORMS = Platform(
    _named(
        recorded="timestamp|zeitstempel|horodateur|marca temporal|carimbo de data/hora"
        "|informazioni cronologiche|tijdstempel|stamp amser",
        identifying="email address|username|e-mail-adresse|adresse e-mail|nombre de usuario"
        "|dirección de correo electrónico|cyfeiriad e-bost",
    )
)
MS_FORMS = Platform(
    _named(
        respondent="id",
        started="start time|startzeit|heure de début|hora de inicio|amser dechrau",
        recorded="completion time|fertigstellungszeit|heure de fin|hora de finalización"
        "|amser cwblhau",
        identifying="email|name|e-mail|nom|nombre|correo electrónico|adresse de messagerie"
        "|e-bost|enw",
        unused="last modified time|uhrzeit der letzten änderung|heure de la dernière modification",
    )
)
TYPEFORM = Platform(
    _named(
        respondent="#",
        started="start date (utc)",
        recorded="submit date (utc)",
        identifying="network id",
        unused="stage date (utc)|tags|ending",
        finished="response type",
    ),
    finished={"yes": ("completed",), "no": ("partial", "started"), "": ("",)},
)
INDICO = Platform(
    _named(recorded="submission date", identifying="submitter|submitter email|submitter e-mail")
)
SURVEYMONKEY = Platform(
    _named(
        respondent="respondentid|respondent id",
        started="start date|startdate|date created",
        recorded="end date|enddate|date modified",
        identifying="ip address|email address|first name|last name",
        unused="collectorid|collector id|collector",
    ),
    ((r"custom ?(data|value) ?\d*", IDENTIFYING),),
)
PLATFORMS = {
    "limesurvey": LIMESURVEY,
    "redcap": REDCAP,
    "google_forms": GOOGLE_FORMS,
    "ms_forms": MS_FORMS,
    "typeform": TYPEFORM,
    "indico": INDICO,
    "surveymonkey": SURVEYMONKEY,
    "table": Platform({}),
}

# Beyond doubt whatever the platform, written together and without signs.
PERSONAL = frozenset(
    _named(
        identifying="ipaddress|ipaddr|ipadresse|adresseip|cyfeiriadip|emailaddress|emailadresse"
        "|recipientemail|firstname|lastname|namefirst|namelast|forename|surname|fullname|vorname"
        "|familyname|givenname"
        "|nachname|prénom|enwcyntaf|cyfenw|recipientfirstname|recipientlastname|latitude|longitude"
        "|locationlatitude|locationlongitude|locationaccuracy|externalreference"
        "|externaldatareference|redcapsurveyidentifier|networkid"
    )
)
# Personal where the cells are addresses; "E-mail" may also be the name of an option.
ADDRESSES = frozenset(("email", "ebost", "mail", "courriel", "correo", "correoelectrónico"))

LIME_CODE = re.compile(r"[a-z]\w*(\[\w+\]){1,2}")
LIME_START = frozenset(("submitdate", "lastpage", "startlanguage"))


def plain(header: str) -> str:
    """Return a column's name as platforms are known by: small letters, single spaces."""
    return " ".join(header.split()).casefold()


def platform_of(headers: Sequence[str]) -> str:
    """Return the platform whose names these are, or table."""
    names = [plain(header) for header in headers]
    first, known = names[0] if names else "", set(names)
    if _is_limesurvey(names):
        return "limesurvey"
    if _is_redcap(names):
        return "redcap"
    for platform, roles in (
        ("ms_forms", {"respondent", "started", "recorded"}),
        ("indico", {"recorded", IDENTIFYING}),
        ("typeform", {"started", "recorded"}),
    ):
        found = {PLATFORMS[platform].exact.get(name) for name in names[:5] + names[-7:]}
        if roles <= found:
            return platform
    if GOOGLE_FORMS.exact.get(first) == "recorded":
        return "google_forms"
    return "surveymonkey" if {"respondentid", "respondent id"} & known else "table"


def roles_of(platform: str, headers: Sequence[str]) -> list[str]:
    """Return what each column is to the platform: metadata, identifying, embedded, or nothing."""
    names = [plain(header) for header in headers]
    if platform == "redcap":
        roles = _redcap_roles(names)
    else:
        spec = PLATFORMS.get(platform, PLATFORMS["table"])
        roles = [_role(spec, name) for name in names]
    taken: set[str] = set()
    for position, role in enumerate(roles):
        if role in taken:
            roles[position] = ""
        elif role and role not in (IDENTIFYING, UNUSED, EMBEDDED):
            taken.add(role)
        if re.sub(r"[\W_]", "", names[position]) in PERSONAL:
            roles[position] = IDENTIFYING
    return roles


def may_be_address(header: str) -> bool:
    """Tell whether a column's name is that of e-mail addresses, or of an option."""
    return re.sub(r"[\W_]", "", plain(header)) in ADDRESSES


def _role(spec: Platform, name: str) -> str:
    """Return the role of a name."""
    forms = (role for form, role in spec.patterns if re.fullmatch(form, name))
    return spec.exact.get(name) or next(forms, "")


def _is_limesurvey(names: Sequence[str]) -> bool:
    """Tell whether names are codes, codes with texts, or texts as LimeSurvey writes them."""
    codes = [name.partition(". ")[0] for name in names]
    first = codes[0] if codes else ""
    if first == "id" and LIME_START & set(codes):
        return True
    if sum(bool(LIME_CODE.fullmatch(code)) for code in codes) > 1:
        return True
    texts = {LIMESURVEY.exact.get(name) for name in names[1:8]}
    bracketed = first != "id" and any(name.endswith("]") for name in names)
    return LIMESURVEY.exact.get(first) == "respondent" and (
        bracketed or len(texts & {SUBMITTED, "language", UNUSED}) > 1
    )


def _is_redcap(names: Sequence[str]) -> bool:
    """Tell whether names are a record's identifier, fields, and the state of each form."""
    if any(name.startswith("redcap_") for name in names):
        return True
    first = names[0] if names else ""
    forms = any(name.endswith("_complete") for name in names)
    labelled = first in ("record id", "study id") and "complete?" in names
    return labelled or (forms and (first.endswith("id") or any("___" in name for name in names)))


def _redcap_roles(names: Sequence[str]) -> list[str]:
    """Return the roles of the columns of REDCap; the first numbers the records.

    The state of a form, and when it was sent, are metadata where there is but one form.
    """
    forms = [name for name in names if name.endswith("_complete") or name == "complete?"]
    times = [name for name in names if name.endswith(("_timestamp", "survey timestamp"))]
    of_forms = dict.fromkeys(forms, "finished" if len(forms) == 1 else EMBEDDED)
    of_forms |= dict.fromkeys(times, "recorded" if len(times) == 1 else EMBEDDED)
    return ["respondent", *(of_forms.get(name) or _role(REDCAP, name) for name in names[1:])]
