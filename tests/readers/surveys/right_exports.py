"""Small right exports of each platform, made by hand, and what the wrong one of them is told."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl

from cpsurvey.cleaning import clean_survey
from cpsurvey.codebook import Codebook, load_codebook
from cpsurvey.drafting import draft_codebook
from cpsurvey.errors import ExportError
from cpsurvey.readers import read_survey_export

Rows = list[list[str]]

QUALTRICS_META = [
    ("StartDate", "Start Date", "startDate"),
    ("EndDate", "End Date", "endDate"),
    ("Status", "Response Type", "status"),
    ("IPAddress", "IP Address", "ipAddress"),
    ("Progress", "Progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    ("Finished", "Finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate"),
    ("ResponseId", "Response ID", "_recordId"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    ("UserLanguage", "User Language", "userLanguage"),
]
QUALTRICS_ASKED = [
    ("Q1", "How was the room?", "QID1"),
    ("Q2_1", "Who came? - Chair", "QID2_1"),
    ("Q2_2", "Who came? - Parent", "QID2_2"),
    ("Q3", "How old are you?", "QID3_TEXT"),
    ("area", "area", "area"),
]
SURVEYMONKEY_META = (
    "Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address",
    "First Name", "Last Name", "Custom Data 1",
)  # fmt: skip
PEOPLE = [
    ("Good", "Chair", "", "41", "North"),
    ("Good", "", "Parent", "35", "South"),
    ("Poor", "Chair", "Parent", "52", "North"),
    ("Good", "Chair", "Parent", "28", "South"),
    ("Poor", "Chair", "", "60", "North"),
    ("", "", "Parent", "44", "South"),
]


def qualtrics() -> Rows:
    """Six responses as Qualtrics gives them today, choice text, split."""
    columns = QUALTRICS_META + QUALTRICS_ASKED
    rows = [[name for name, _, _ in columns], [text for _, text, _ in columns]]
    rows.append([json.dumps({"ImportId": key}, separators=(",", ":")) for _, _, key in columns])
    for number, answers in enumerate(PEOPLE, start=1):
        day = f"2020-10-0{number}"
        moments = [f"{day} 09:00:00", f"{day} 09:05:00", f"{day} 09:05:01"]
        known = ["IP Address", "192.0.2.1", "100", "300", "True", moments[2], f"R_{number}"]
        rows.append([*moments[:2], *known, "anonymous", "EN", *answers])
    return rows


def surveymonkey() -> Rows:
    """Six responses as SurveyMonkey gives them, condensed, actual answer text."""
    rows = [
        [*SURVEYMONKEY_META, "How was the room?", "Who came?", "", "How old are you?"],
        [""] * 9 + ["Response", "Chair", "Parent", "Open-Ended Response"],
    ]
    for number, (room, *came, age, _) in enumerate(PEOPLE, start=1):
        moment = f"2020-10-0{number} 09:00:00"
        rows.append(
            [str(110 + number), "7", moment, moment, "192.0.2.1", *[""] * 4, room, *came, age]
        )
    return rows


def one_row(names: list[str], sign: str, before: str, after: str = "") -> Rows:
    """Six responses under one header row, select-alls joined."""
    rows = [[*names, "How was the room?", "Who came?", "How old are you?"]]
    for number, (room, *came, age, _) in enumerate(PEOPLE, start=1):
        meta = [cell.replace("?", str(number)) for cell in before.split("|")]
        joined = sign.join(filter(None, came))
        rows.append([*meta, room, joined and joined + after, age])
    return rows


def ms_forms() -> Rows:
    """Six responses as Microsoft Forms gives them."""
    names = ["ID", "Start time", "Completion time", "Email", "Name"]
    return one_row(names, ";", "?|10/1?/20 9:00:00|10/1?/20 9:05:00|anonymous|", ";")


def google_forms() -> Rows:
    """Six responses as Google Forms gives them in its download."""
    return one_row(["Timestamp"], ";", "2020/10/0? 9:05:00 AM GMT+1")


def indico() -> Rows:
    """Six responses as Indico gives them."""
    names = ["Submitter", "Submitter Email", "Submission Date"]
    return one_row(names, "; ", "||2020-10-0? 09:05:00+00:00")


def typeform() -> Rows:
    """Six responses as Typeform gives them today."""
    after = ["Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)"]
    rows = [["#", "How was the room?", "Chair", "Parent", "How old are you?", *after]]
    rows[0] += ["Network ID", "Tags", "Ending"]
    for number, (room, *came, age, _) in enumerate(PEOPLE, start=1):
        moments = [f"2020-10-0{number} 09:00:00", "", f"2020-10-0{number} 09:05:00"]
        rows.append(
            [f"a{number}", room, *came, age, "completed", *moments, f"n{number}", "", "End"]
        )
    return rows


def without_columns(rows: Rows, *names: str) -> Rows:
    """Rows without the columns of these names."""
    kept = [place for place, name in enumerate(rows[0]) if name not in names]
    return [[row[place] for place in kept] for row in rows]


def csv_text(rows: Rows) -> str:
    """Rows as a CSV file."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def workbook(rows: Rows, merged: str = "") -> bytes:
    """Rows as a workbook, a range of cells merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append([cell or None for cell in row])
    if merged:
        sheet.merge_cells(merged)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def codebook_of(rows: Rows, folder: Path) -> Codebook:
    """The codebook that is drafted from rows, as nobody edited it."""
    path = folder / "right.csv"
    path.write_text(csv_text(rows), encoding="utf-8")
    for name, text in draft_codebook(read_survey_export(path)).files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return load_codebook(folder)


def diagnosis(
    content: str | bytes, folder: Path, codebook: Codebook | None = None, **named: str
) -> str:
    """What is said of a file when it is read and, with a codebook, cleaned; a line a doubt."""
    path = folder / "answers.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    try:
        export = read_survey_export(path, **named)
        if codebook:
            clean_survey(export, codebook)
    except ExportError as error:
        return str(error)
    return "\n".join(f"{doubt.words} {doubt.mend}" for doubt in export.doubts)
