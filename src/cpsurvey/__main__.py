"""``python -m cpsurvey``."""

import sys

from cpsurvey.cli import main

sys.exit(main())
