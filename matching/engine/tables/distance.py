"""How far two points on Earth are from each other, and which points lie within a distance."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.engine.tables.columns import BoolArray, FloatArray

_EARTH_RADIUS_KM: Final = 6371.0088
_ROUNDING: Final = 1e-12


def great_circle_km(
    latitude: FloatArray | float, longitude: FloatArray | float, latitudes: FloatArray, longitudes: FloatArray
) -> FloatArray:
    """Return the distance between points in kilometers, by the haversine formula.

    Parameters
    ----------
    latitude, longitude : float or ndarray of shape (n,), float64
        One point, or one for each of the others, in degrees.
    latitudes, longitudes : ndarray of shape (n,), float64
        The other points, in degrees.

    Returns
    -------
    ndarray of shape (n,), float64
        At least 0; ``nan`` where a coordinate is.
    """
    first, second = np.radians(latitude), np.radians(latitudes)
    turned = np.radians(longitudes) - np.radians(longitude)
    haversine = np.sin((second - first) / 2) ** 2 + np.cos(first) * np.cos(second) * np.sin(turned / 2) ** 2
    return np.asarray(2 * _EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(haversine, 0, 1))))


def is_within_km(
    latitude: float, longitude: float, latitudes: FloatArray, longitudes: FloatArray, limit_km: float
) -> BoolArray:
    """Return which points lie within a distance of one point: ``great_circle_km(…) <= limit_km``, but quicker.

    For x in [0, π/2], ``x² - x⁴/3 <= sin² x <= x²`` brackets the haversine without a sine for each point; only the few
    points whose bracket holds the limit are measured.

    Parameters
    ----------
    latitude, longitude : float
        The one point, in degrees.
    latitudes, longitudes : ndarray of shape (n,), float64
        The others, in degrees; a point with ``nan`` is not within.
    limit_km : float
        Above 0.
    """
    limit = np.sin(min(limit_km / (2 * _EARTH_RADIUS_KM), np.pi / 2)) ** 2
    north = np.radians(np.abs(latitudes - latitude)) / 2
    rows = np.flatnonzero(north <= limit_km / (2 * _EARTH_RADIUS_KM) + _ROUNDING)
    is_within = np.zeros(len(latitudes), dtype=np.bool_)
    if not len(rows):
        return is_within
    others = latitudes[rows]
    turned = np.abs(longitudes[rows] - longitude)
    north, east = north[rows] ** 2, (np.radians(np.minimum(turned, 360 - turned)) / 2) ** 2
    cosine = np.cos(np.radians(latitude))
    ends = np.cos(np.radians([others.min(), others.max()])).clip(min=0)
    widest = 1.0 if others.min() <= 0 <= others.max() else ends.max()
    highest = north + cosine * widest * east
    lowest = north - north**2 / 3 + cosine * ends.min() * (east - east**2 / 3)
    is_within[rows] = highest <= limit - _ROUNDING
    unsure = rows[(lowest <= limit + _ROUNDING) & ~(highest <= limit - _ROUNDING)]
    is_within[unsure] = great_circle_km(latitude, longitude, latitudes[unsure], longitudes[unsure]) <= limit_km
    return is_within
