"""Drawn scenes as pictures of the invented companies: flat fields, ink outline, the colors of the look."""

from collections.abc import Callable, Iterable

from cms.demo.services.scenes import indoors, outdoors
from cms.demo.services.scenes.canvas import Canvas

Motif = Callable[[Canvas], None]

MOTIFS: dict[str, tuple[Motif, str]] = {
    "hall": (indoors.hall, "Gezeichnete Werkhalle mit Kran, Maschine und hohen Fenstern"),
    "workshop": (indoors.workshop, "Gezeichnete Werkstatt mit Werkbank, Holz und Werkzeug an der Wand"),
    "office": (indoors.office, "Gezeichnetes Büro mit Bildschirmen und Blick auf Hügel"),
    "clinic": (indoors.clinic, "Gezeichnetes helles Zimmer mit Bett, Sessel und Blumen"),
    "shop": (outdoors.shop, "Gezeichneter Laden mit Markise und Auslage"),
    "farm": (outdoors.farm, "Gezeichneter Hof mit Scheune, Feldern und Traktor"),
    "forest": (outdoors.forest, "Gezeichneter Teich am Waldrand"),
    "road": (outdoors.road, "Gezeichnete Landstraße mit Bus, Hügeln und Kirchturm"),
    "energy": (outdoors.energy, "Gezeichnete Windräder und Sonnendächer über Hügeln"),
    "house": (outdoors.house, "Gezeichnetes Umgebindehaus am See"),
    "playground": (outdoors.playground, "Gezeichnetes Kinderhaus mit Rutsche und Sandkasten"),
    "stage": (outdoors.stage, "Gezeichneter Festplatz mit Bühne und bunten Wimpeln"),
}
# What a company offers work in (see offers.toml) → what is drawn; the first that is known decides.
MOTIF_OF = {
    **dict.fromkeys(("fieldservice", "metal", "automation", "welding", "plastic", "textile", "lab"), "hall"),
    **dict.fromkeys(("timber", "wood", "construction", "car", "hvac", "electro"), "workshop"),
    **dict.fromkeys(("it", "finance", "office", "design", "public"), "office"),
    **dict.fromkeys(("care", "clinic", "therapy", "household"), "clinic"),
    **dict.fromkeys(("bakery", "food", "trade"), "shop"),
    **dict.fromkeys(("farm", "garden"), "farm"),
    **dict.fromkeys(("nature", "volunteer-nature"), "forest"),
    **dict.fromkeys(("transport", "bus", "warehouse", "transport-people", "volunteer-fire"), "road"),
    "energy": "energy",
    **dict.fromkeys(("hotel", "gastro"), "house"),
    **dict.fromkeys(("childcare", "volunteer-child"), "playground"),
    **dict.fromkeys(("culture", "sport", "social", "volunteer-culture", "volunteer-sport", "volunteer-guide"), "stage"),
}


def motif_of(fits: Iterable[str]) -> str:
    """Return which scene goes with what a company offers work in."""
    return next((MOTIF_OF[field] for field in fits if field in MOTIF_OF), "house")


def scene(fits: Iterable[str], *, mirrored: bool = False) -> bytes:
    """Return the scene that goes with what a company offers work in, as WebP, 1200 by 675 pixels."""
    draw, _words = MOTIFS[motif_of(fits)]
    canvas = Canvas()
    draw(canvas)
    return canvas.webp(mirrored=mirrored)


def words_for(fits: Iterable[str]) -> str:
    """Return what the scene shows, for people who do not see it."""
    return MOTIFS[motif_of(fits)][1]
