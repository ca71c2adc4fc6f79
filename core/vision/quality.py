"""How well a face can be told, as one number from 0 to 1: by the length of what the recogniser answers.

Networks that are trained with a margin between people answer at length to a clear face, and briefly to one
that tells little: small, blurred, turned away, half hidden (Meng et al., "MagFace", CVPR 2021, who train one
for that). How much like their player's template faces are goes with it more than with their size, sharpness
and pose together (docs/accuracy.md).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# Of a reference photo.
USUAL_QUALITY = 0.8


def face_quality(lengths: NDArray[np.float32], known: tuple[float, float] | None) -> NDArray[np.float64]:
    """The quality of faces, (N,).

    Args:
        lengths: of the recogniser's answers, (N,).
        known: the lengths at which quality is 0 and 1; None where nobody has measured them, and each face
            counts as one of a reference photo.
    """
    if known is None:
        return np.full(len(lengths), USUAL_QUALITY)
    least, most = np.log(known)
    longer = np.log(np.maximum(lengths.astype(np.float64), known[0]))
    return np.asarray(np.minimum((longer - least) / (most - least), 1.0))
