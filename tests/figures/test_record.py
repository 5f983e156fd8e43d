"""What a figure keeps of what it was drawn from."""

import cpsurvey as cps
from cpsurvey import figures
from cpsurvey.figures import record


def test_a_notebook_that_shows_a_figure_gets_its_words_beside_the_picture():
    chart = figures.count_bars(cps.response_table(cps.load_example(), "nation"), caption="Base.")
    figure, kept = record.figure_of(chart), record.recall(chart)
    data, beside = figure._repr_mimebundle_(include=None, exclude=None)
    assert data == {}
    assert beside == {
        "image/png": {"alt": kept.alt.short, "long": kept.alt.long, "caption": "Base."}
    }
