"""What leaves the guild: the JSON API, and webhooks."""
