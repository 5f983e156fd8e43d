"""Where a condition stops holding, found by halving."""

from __future__ import annotations

import numpy as np
import pytest

from cpsurvey.stats._roots import boundary


def test_each_element_has_its_own_boundary_in_either_direction():
    targets = np.array([0.1, 2.0, 300.0])
    from_below = boundary(lambda place: place**2 <= targets, 0, 1000)
    from_above = boundary(lambda place: place**2 >= targets, 1000, 0)
    np.testing.assert_allclose(from_below, np.sqrt(targets), rtol=1e-12)
    np.testing.assert_allclose(from_above, np.sqrt(targets), rtol=1e-12)


@pytest.mark.parametrize(("always", "place"), [(True, 5), (False, 3)])
def test_without_a_boundary_it_ends_at_an_end(always, place):
    assert boundary(lambda _: np.array(always), 3, 5) == pytest.approx(place)
