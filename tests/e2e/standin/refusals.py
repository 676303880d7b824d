"""How Discord says no: a status, a code of its own and a message."""

from typing import Any


class Refused(Exception):
    """An answer of Discord's that is an error."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message} {errors or ''}".rstrip())
        self.status = status
        self.body: dict[str, Any] = {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors


def unauthorised() -> Refused:
    """The token is not the bot's."""
    return Refused(401, 0, "401: Unauthorized")


def unknown_route() -> Refused:
    """No such address in the API."""
    return Refused(404, 0, "404: Not Found")


def unknown(thing: str) -> Refused:
    """The named thing (`Channel`, `Message`, `Interaction` ...) does not exist."""
    return Refused(404, UNKNOWN[thing], f"Unknown {thing}")


def missing_access() -> Refused:
    """The bot cannot see the channel."""
    return Refused(403, 50001, "Missing Access")


def missing_permissions() -> Refused:
    """The bot sees the channel, but may not do that there."""
    return Refused(403, 50013, "Missing Permissions")


UNKNOWN = {
    "Channel": 10003,
    "Guild": 10004,
    "Member": 10007,
    "Message": 10008,
    "User": 10013,
    "Emoji": 10014,
    "Webhook": 10015,
    "Interaction": 10062,
    "Guild Scheduled Event": 10070,
    "application command": 10063,
}


class Problems:
    """Collects what is wrong with a form, and refuses it as a whole with code 50035."""

    def __init__(self) -> None:
        self._errors: dict[str, Any] = {}

    def add(self, path: str, code: str, message: str) -> None:
        """Notes a problem at a dotted path such as `components.0.custom_id`."""
        node = self._errors
        for step in path.split("."):
            node = node.setdefault(step, {})
        node.setdefault("_errors", []).append({"code": code, "message": message})

    def length(self, path: str, value: object, low: int, high: int) -> None:
        """Notes a problem unless `value` is a text of `low` to `high` characters; no value counts as empty."""
        size = len(value) if isinstance(value, str) else 0
        if not low <= size <= high:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")

    def count(self, path: str, values: object, low: int, high: int) -> None:
        """Notes a problem unless `values` is a list of `low` to `high` items."""
        size = len(values) if isinstance(values, list) else 0
        if not low <= size <= high:
            self.add(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")

    def required(self, path: str) -> None:
        """Notes that a field is missing."""
        self.add(path, "BASE_TYPE_REQUIRED", "This field is required")

    def settle(self) -> None:
        """Raises `Refused` if anything was noted."""
        if self._errors:
            raise Refused(400, 50035, "Invalid Form Body", self._errors)
