"""What Discord refuses, as far as it is cheap to check."""
