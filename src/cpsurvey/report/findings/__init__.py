"""Results in; sentences that say what was found and how sure that is, out."""
