"""The demo."""


def demo(*, tour: bool, port: int | None) -> int:
    """Placeholder while the page is being written."""
    raise SystemExit("not yet")
