"""The names of Qualtrics' own columns in, what each is to it out; no answers come here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cpsurvey.readers.surveys.names import Names, named, only_once, plain
from cpsurvey.readers.surveys.responses import IDENTIFYING, UNUSED

# Where the file says nothing, a response is a normal one.
STATUS = {
    "normal": ("", "0", "ip address", "16", "offline", "32", "ex", "48", "ex offline"),
    "preview": ("1", "survey preview", "17", "offline survey preview"),
    "test": ("2", "survey test"),
    "spam": ("8", "spam", "9", "survey preview spam", "12", "imported spam", "40", "ex spam"),
}
# A spreadsheet writes them in its own language when it saves the file again.
FINISHED = {
    "yes": ("1", "true", "wahr", "vrai", "verdadero", "vero", "waar", "sant", "prawda"),
    "no": ("0", "false", "falsch", "faux", "falso", "onwaar", "falskt", "fałsz"),
    "": ("",),
}
LEGACY_NAME = re.compile(r"V\d+")
BY_IMPORT_ID = {
    "startDate": "started",
    "endDate": "ended",
    "recordedDate": "recorded",
    "status": "status",
    "progress": "progress",
    "duration": "duration_seconds",
    "finished": "finished",
    "_recordId": "respondent",
    "responseId": "respondent",
    "responseSetId": UNUSED,
    "Q_RecaptchaScore": UNUSED,
    "distributionChannel": "channel",
    "userLanguage": "language",
    "ipAddress": IDENTIFYING,
    "recipientLastName": IDENTIFYING,
    "recipientFirstName": IDENTIFYING,
    "recipientEmail": IDENTIFYING,
    "externalDataReference": IDENTIFYING,
    "locationLatitude": IDENTIFYING,
    "locationLongitude": IDENTIFYING,
    "locationAccuracy": IDENTIFYING,
}
LEGACY_ROLES = {
    "ResponseID": "respondent",
    "ResponseSet": UNUSED,
    "Name": IDENTIFYING,
    "ExternalDataReference": IDENTIFYING,
    "EmailAddress": IDENTIFYING,
    "IPAddress": IDENTIFYING,
    "Status": "status",
    "StartDate": "started",
    "EndDate": "ended",
    "Finished": "finished",
}
IDENTIFYING_NAMES = {
    "IPAddress",
    "RecipientLastName",
    "RecipientFirstName",
    "RecipientEmail",
    "EmailAddress",
    "ExternalReference",
    "ExternalDataReference",
    "LocationLatitude",
    "LocationLongitude",
    "LocationAccuracy",
}
# Those that no other tool gives its columns.
OWN_NAMES = {
    "RecordedDate": "recorded",
    "Duration (in seconds)": "duration_seconds",
    "ResponseId": "respondent",
    "ResponseID": "respondent",
    "ResponseSet": UNUSED,
    "DistributionChannel": "channel",
    "UserLanguage": "language",
    "Q_RecaptchaScore": UNUSED,
}
BY_NAME = {
    **OWN_NAMES,
    "StartDate": "started",
    "EndDate": "ended",
    "Status": "status",
    "Progress": "progress",
    "Finished": "finished",
    **dict.fromkeys(sorted(IDENTIFYING_NAMES), IDENTIFYING),
}
# What row 2 has above the end of a response, in the languages of an account; German was seen in a
# file, the others are of Qualtrics' own help pages [doc].
LANGUAGES = named(
    en="end date",
    de="enddatum",
    nl="einddatum",
    fr="date de fin",
    es="fecha final|fecha de finalización|fecha de fin",
    it="data di fine|data fine",
    pt="data de término|data final",
    pl="data zakończenia",
    sv="slutdatum",
    cy="dyddiad gorffen",
)
SAID = Names(finished=FINISHED, statuses=STATUS)
# SPSS allows no brackets and no spaces in a name: Duration (in seconds) is Duration__in_seconds_.
IN_SPSS = {re.sub(r"\W", "_", name).casefold(): role for name, role in BY_NAME.items()}
SURE_IN_SPSS = {re.sub(r"\W", "_", name).casefold() for name in OWN_NAMES}


def roles_in_spss(names: Sequence[str], labels: Sequence[str]) -> list[str]:
    """Return what each variable of an SPSS file is to Qualtrics; none where it wrote no such file.

    Examples
    --------
    >>> roles_in_spss(["StartDate", "Duration__in_seconds_", "Q1"], ["", "", "Gender"])
    ['started', 'duration_seconds', '']
    >>> roles_in_spss(["id", "Q1"], ["", "Gender"])
    []
    """
    said = [plain(name) for name in names]
    old = [
        LEGACY_ROLES.get(label, "") if LEGACY_NAME.fullmatch(name) else ""
        for name, label in zip(names, labels, strict=True)
    ]
    if "respondent" in old:
        return only_once(old, said)
    found = [IN_SPSS.get(name, "") for name in said]
    own = SURE_IN_SPSS & set(said)
    return only_once(found, said) if own and len([role for role in found if role]) > 1 else []
