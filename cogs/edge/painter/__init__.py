"""Drawing cards: the first change at once, then at most one edit a second, and the last state always lands."""

from cogs.edge.painter.canvas import Canvas, passes
from cogs.edge.painter.drawing import Drawing
from cogs.edge.painter.painter import Painter
from cogs.edge.painter.pictures import Attached, Picture
from cogs.edge.painter.turns import OLD_PACE, PACE

__all__ = ["OLD_PACE", "PACE", "Attached", "Canvas", "Drawing", "Painter", "Picture", "passes"]
