"""What leaves the guild: keys to the JSON API, and webhooks."""
