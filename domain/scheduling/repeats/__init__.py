"""Sessions that repeat: the rule, what people write for it, and the occurrences that follow from it."""
