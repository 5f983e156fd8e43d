"""Categories and codes of a QualCoder project in; one table of both, with their hierarchy, out."""

from __future__ import annotations

import pandas as pd

from cpsurvey.readers.codings.database_tables import by_id
from cpsurvey.readers.codings.losses import Loss
from cpsurvey.readers.codings.nested_codes import Code, code_table, hex_colour
from cpsurvey.readers.files.sqlite import Database

CATEGORIES = {"catid": int, "name": str, "memo": str, "supercatid": int}
CODES = {"cid": int, "name": str, "memo": str, "catid": int, "color": str, "supercid": int}


def read_codes(database: Database) -> tuple[pd.DataFrame, list[Loss]]:
    """Return the categories and the codes, and how many are below what is not there."""
    categories = by_id(database, "code_cat", CATEGORIES)
    codes = by_id(database, "code_name", CODES)
    held = {f"category-{row['catid']}" for row in categories}
    held |= {f"code-{row['cid']}" for row in codes}
    made = [
        Code(f"category-{row['catid']}", row["name"], _above("category", row["supercatid"]), False,
             row["memo"].strip())
        for row in categories
    ] + [
        Code(f"code-{row['cid']}", row["name"],
             _above("category", row["catid"]) or _above("code", row["supercid"]), True,
             row["memo"].strip(), hex_colour(row["color"]))
        for row in codes
    ]  # fmt: skip
    astray = [code for code in made if code.parent_id not in (*held, "")]
    known = [code._replace(parent_id="") if code in astray else code for code in made]
    lost = Loss("code below one that is not in the project", len(astray), "it is at the top")
    return code_table(known, database.name), [lost]


def _above(kind: str, number: int | None) -> str:
    """Return the identifier of what a code is below; 0 and nothing are the top."""
    return f"{kind}-{number}" if number else ""
