"""Lines that stay in their box."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cpsurvey.figures.hatching import slanting_lines

INCHES = st.floats(0, 5)


@given(INCHES, INCHES)
def test_lines_slant_by_45_degrees_and_stay_in_the_box(wide, high):
    lines = slanting_lines(wide, high)
    across, up = (lines[:, 1] - lines[:, 0]).T
    assert np.allclose(across, up)
    assert np.all(across >= -1e-9)
    assert np.all((lines >= 0) & (lines <= np.array([wide, high]) + 1e-9))


def test_lines_are_as_far_apart_everywhere():
    offsets = [start[0] - start[1] for start, _ in slanting_lines(1, 0.2)]
    assert np.allclose(np.diff(offsets), 0.09)
    assert len(offsets) == 13
