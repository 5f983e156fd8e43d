"""What `build` prints."""

from dataclasses import replace
from types import SimpleNamespace

from cpsurvey.exports import Doubt
from cpsurvey.report.data_reports.summary import build_summary


def test_a_survey_in_counts(visits, visit_exports, book):
    said = build_summary(visits, visit_exports, [], book)
    assert said == (
        "Library users 2020\n"
        "\n"
        "Visitors\n"
        "  visitors.csv (qualtrics, export), 8 rows\n"
        "    identifying, not kept: IPAddress\n"
        "    ignored, as the codebook says: Timing_1\n"
        "    standing more than once: Timing_1\n"
        "    comments kept apart, in no table: 2, in 1 question\n"
        "  rows in         8\n"
        "  left out        1  asked for their answers to be withdrawn\n"
        "  left out        1  did not consent\n"
        "  kept            6\n"
        "\n"
        "Staff\n"
        "  staff.csv (qualtrics, export), 1 row\n"
        "  rows in         1\n"
        "  left out        0  asked for their answers to be withdrawn\n"
        "  left out        0  did not consent\n"
        "  kept            1\n"
        "\n"
        "Answers read as another (table changes)\n"
        "  variant                          4\n"
        "  alias                            1\n"
        "  close                            1\n"
        "  decision                         1\n"
        "  spelling                         1\n"
        "\n"
        "Cells without an answer (table nonresponse)\n"
        "  not_shown                       12\n"
        "  skipped                          4\n"
        "  ambiguous                        2\n"
        "  prefer_not                       2\n"
        "  unmatched                        2\n"
        "  unreadable                       1\n"
        "\n"
        "Of these 3 were skipped or not shown: no routing is declared to tell\n"
        "\n"
        "Flags (nothing was changed)\n"
        "  ambiguous_authority              2\n"
        "  speeder                          1\n"
        "  straight_line                    1\n"
        "  unusually_large                  1\n"
    )


def test_nothing_typed_is_in_it(visits, visit_exports, book):
    assert "PLANTED" not in build_summary(visits, visit_exports, [], book)


def test_interviews_alone(talks, book):
    assert build_summary(talks, [], [], book) == "SYNTHETIC talks\n"


def test_interviews_are_counted_once_however_many_files_there_were(talks, book):
    files = [SimpleNamespace(name=f"{n}.xlsx", tool="") for n in (1, 2)]
    assert build_summary(talks, [], files, book) == (
        "SYNTHETIC talks\n\n"
        "Interviews: 1.xlsx (unnamed tool)\n"
        "Interviews: 2.xlsx (unnamed tool)\n"
        "  interviews      3  of which 2 are coded\n"
        "  codings         3  by 2 coders\n"
        "  codes           1  the team said that it is this theme under another name (3 codings)\n"
        "  codes           1  no theme has its name: it joined the frame as it is (1 coding)\n"
        "  left out        1  of the codings: dropped, or the same words under two codes\n"
        "  not kept        3  note\n"
    )


def test_tables_without_flags_say_none(visits, visit_exports, book):
    quiet = replace(visits, flags=visits.flags.iloc[:0])
    assert build_summary(quiet, visit_exports, [], book).endswith(
        "Flags (nothing was changed)\n  none\n"
    )


def test_a_group_of_which_nobody_is_kept_says_so(visits, visit_exports, book):
    out = visits.excluded.assign(rule="no_consent", reason="did not consent")
    nobody = replace(visits, responses=visits.responses.iloc[:0], excluded=out)
    said = build_summary(nobody, visit_exports, [], book)
    assert "  kept            0\n  Nobody is kept: every row was left out.\n\nStaff\n" in said
    assert said.count("  kept            0\n  Nobody is kept: no rows came in.\n") == 1


def test_what_may_be_wrong_with_a_file_stands_below_it(visits, visit_exports, book):
    doubt = Doubt("days", "2 cells of Q5 look like days.", "Download the file again.")
    first, *others = visit_exports
    said = build_summary(visits, [replace(first, doubts=(doubt,)), *others], [], book)
    assert (
        "  visitors.csv (qualtrics, export), 8 rows\n"
        "    may be wrong: 2 cells of Q5 look like days. Download the file again.\n"
    ) in said
