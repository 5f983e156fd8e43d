"""Colours as people with a colour-vision deficiency see them, and how far apart two look.

Machado, Oliveira and Fernandes (2009), severity 1, on linear RGB; CIEDE2000 as in Sharma, Wu and
Dalal (2005), Color Research and Application 30(1), 21-30; sRGB of IEC 61966-2-1, white D65.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from matplotlib.colors import to_rgb

Colour = npt.NDArray[np.float64]

VISION = {
    "usual": np.eye(3),
    "protan": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                        [-0.003882, -0.048116, 1.051998]]),
    "deutan": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                        [-0.011820, 0.042940, 0.968881]]),
    "tritan": np.array([[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
                        [0.004733, 0.691367, 0.303900]]),
}  # fmt: skip
TO_XYZ = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750],
                   [0.0193339, 0.1191920, 0.9503041]])  # fmt: skip
WHITE = TO_XYZ.sum(axis=1)


def linear(colour: str) -> Colour:
    """A colour's red, green and blue light."""
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def lab(colour: str, vision: str = "usual") -> Colour:
    """A colour in CIELAB as it is seen."""
    seen = np.clip(VISION[vision] @ linear(colour), 0, 1)
    share = TO_XYZ @ seen / WHITE
    root = np.where(share > (6 / 29) ** 3, np.cbrt(share), share * (29 / 6) ** 2 / 3 + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def apart(one: str, other: str, vision: str = "usual") -> float:
    """How far apart two colours look; 1 is about the least that is seen side by side."""
    return ciede2000(lab(one, vision), lab(other, vision))


def ciede2000(one: Colour, other: Colour) -> float:
    """The difference of two colours given in CIELAB."""
    chroma = (np.hypot(*one[1:]) + np.hypot(*other[1:])) / 2
    scale = 1.5 - 0.5 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    lights, a, b = np.array([one, other]).T
    a = a * scale
    chromas = np.hypot(a, b)
    hues = np.degrees(np.arctan2(b, a)) % 360
    light, mean = lights.mean(), chromas.mean()
    grey = bool((chromas == 0).any())
    turn = 0.0 if grey else (hues[1] - hues[0] + 180) % 360 - 180
    hue = hues.sum() if grey else (hues[0] + turn / 2) % 360
    d_light, d_chroma = np.diff(lights)[0], np.diff(chromas)[0]
    d_hue = 2 * np.sqrt(chromas.prod()) * np.sin(np.radians(turn / 2))
    shape = (
        1
        - 0.17 * np.cos(np.radians(hue - 30))
        + 0.24 * np.cos(np.radians(2 * hue))
        + 0.32 * np.cos(np.radians(3 * hue + 6))
        - 0.20 * np.cos(np.radians(4 * hue - 63))
    )
    by_light = d_light / (1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2))
    by_chroma = d_chroma / (1 + 0.045 * mean)
    by_hue = d_hue / (1 + 0.015 * mean * shape)
    around = 30 * np.exp(-(((hue - 275) / 25) ** 2))
    rotation = -2 * np.sqrt(mean**7 / (mean**7 + 25.0**7)) * np.sin(np.radians(2 * around))
    total = by_light**2 + by_chroma**2 + by_hue**2 + rotation * by_chroma * by_hue
    return float(np.sqrt(total))
