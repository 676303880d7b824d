"""Sessions in people's own calendars: a file by button, and feeds."""
