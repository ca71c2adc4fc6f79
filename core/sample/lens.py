"""What a lens does: where a point is seen, how blurred, and in what light the photo is developed.

A pinhole camera without tilt: a point at (x, y, z) metres is seen at
(middle + f (x - camera x) / z, horizon - f (y - camera height) / z) pixels, f in pixels. What is out of
focus is blurred by the lens's circle of confusion.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from core.sample.cutouts import Pixels, Plane

# Pixels of the studio posture to a metre: 2480 rows are a person of 1.75 m.
POSTURE_PX_PER_M = 1417.0
SENSOR_M = 0.036


@dataclass(frozen=True, slots=True)
class Light:
    """A gain for each colour, contrast, how dark shadows are, how much the floor mirrors."""

    gain: tuple[float, float, float]
    contrast: float
    shadow: float
    gloss: float


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera is and what it sees; `width` and `height` are of the upright photo."""

    width: int
    height: int
    focal_px: float
    horizon: float
    camera_height: float
    x: float
    focus_z: float
    f_number: float

    @property
    def focal_m(self) -> float:
        """Focal length in metres, on a sensor `SENSOR_M` long."""
        return self.focal_px * SENSOR_M / max(self.width, self.height)

    def zoom(self, z: float) -> float:
        """Pixels a metre at a distance."""
        return self.focal_px / z

    def blur(self, z: float) -> float:
        """Standard deviation, in pixels, of the blur of things at a distance."""
        aperture = self.focal_m / self.f_number
        # A disc of diameter d blurs about as a Gaussian of d / 4.
        return aperture * self.focal_px * abs(1 / self.focus_z - 1 / z) / 4

    def at(self, x: float, y: float, z: float) -> tuple[float, float]:
        """Where a point is seen, in pixels."""
        zoom = self.zoom(z)
        return (
            self.width / 2 + (x - self.x) * zoom,
            self.horizon - (y - self.camera_height) * zoom,
        )


@dataclass(frozen=True, slots=True)
class Finish:
    """What the photo suffers: blur and smear of the players in pixels, light, sensor noise."""

    defocus: float = 0.0
    smear: float = 0.0
    smear_angle: float = 0.0
    exposure: float = 1.0
    balance: tuple[float, float, float] = (1.0, 1.0, 1.0)
    noise: float = 3.0

    def tone(self, light: Light) -> Plane:
        """The 4 x 4 matrix that develops a premultiplied RGBA pixel in a light.

        Exposure, white balance and contrast about the middle grey, all linear, so that a sprite may be
        developed before it's laid over a background that was.
        """
        gain = np.array(self.balance) * np.array(light.gain) * self.exposure * light.contrast
        matrix = np.diag([*gain, 1.0])
        matrix[:3, 3] = 0.5 - 0.5 * light.contrast
        return matrix


def soften(image: Pixels, sigma: float) -> Pixels:
    """Gaussian blur; a wide one is done on a smaller picture, where it costs less."""
    if sigma < 0.4:
        return image
    shrink = 1
    while sigma / shrink > 4 and min(image.shape[:2]) // (2 * shrink) > 8:
        shrink *= 2
    if shrink == 1:
        return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma))
    size = (max(1, image.shape[1] // shrink), max(1, image.shape[0] // shrink))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), sigma / shrink)
    return np.asarray(cv2.resize(small, image.shape[1::-1], interpolation=cv2.INTER_LINEAR))
