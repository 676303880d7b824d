"""A stand-in for Discord, of the tests' own: REST, gateway, and people, on 127.0.0.1."""
