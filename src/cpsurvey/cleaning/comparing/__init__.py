"""Two exports of one project in; what is the same thing in both, and what differs, out."""
