"""The EU carbon border mechanism as dated rule tables and calculations over them."""

from typing import Any

from numpy.typing import NDArray

Array = NDArray[Any]
