"""Sessions in time: when they are, how long they take, and who has a seat."""
