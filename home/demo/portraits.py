"""Drawn portraits of the demo's members, as none of them is a person: flat shapes in the site's colours.

drawing.py draws them. A shape is (kind, colour, numbers), in hundredths of the side; a stroke goes from its first point
to its third, bent towards the second, and its last number is its width.
"""

PAPER, INK, SOFT, LINE, PRINT, PENCIL = "#f5f3ee", "#1b1917", "#5c5750", "#d9d4ca", "#d8c9a3", "#c8261b"
RED_SHADE = "#a51d14"

# Skin and its shade.
FAIR, OLIVE, DARK = ("#f0dcc0", "#dcbf9c"), ("#dcb88e", "#c39a6d"), ("#8a5f41", "#6d4830")

PORTRAITS = {
    # Wet pavements: a bob, a fringe, a raincoat with its collar up.
    "ana": {
        "ground": [("fill", PRINT)],
        "back": [("ellipse", INK, 24, 13, 76, 72), ("box", INK, 24, 42, 76, 71, 5)],
        "coat": [
            ("ellipse", PENCIL, 8, 77, 92, 140),
            ("polygon", RED_SHADE, 33, 88, 50, 98, 39, 73),
            ("polygon", RED_SHADE, 67, 88, 50, 98, 61, 73),
            ("stroke", INK, 50, 97, 50, 99, 50, 110, 0.8),
        ],
        "skin": FAIR,
        "front": [
            ("dome", INK, 27, 14, 73, 66),
            ("box", INK, 24, 36, 33, 71, 4),
            ("box", INK, 67, 36, 76, 71, 4),
            ("polygon", INK, 29, 37, 71, 37, 69, 45.5, 31, 45.5),
        ],
    },
    # The tripod: bald, a full beard, round glasses.
    "bram": {
        "ground": [("fill", "#6f7a76")],
        "back": [],
        "coat": [
            ("ellipse", INK, 4, 76, 96, 140),
            ("stroke", PRINT, 22, 80, 27, 92, 28, 102, 2.2),
            ("stroke", PRINT, 78, 80, 73, 92, 72, 102, 2.2),
        ],
        "skin": FAIR,
        "front": [
            ("bowl", "#7a4a2c", 29, 34, 71, 88),
            ("polygon", "#7a4a2c", 31, 50, 34, 50, 40, 60, 60, 60, 66, 50, 69, 50, 70, 66, 30, 66),
            ("ellipse", "#c48f73", 45, 65, 55, 69),
            ("stroke", "#5e371f", 39, 64, 44, 59, 50, 61.5, 3),
            ("stroke", "#5e371f", 61, 64, 56, 59, 50, 61.5, 3),
            ("ring", INK, 34, 43, 48, 57, 1.4),
            ("ring", INK, 52, 43, 66, 57, 1.4),
            ("stroke", INK, 48, 49, 50, 47.5, 52, 49, 1.4),
        ],
        "mouth": None,
    },
    # One lens, one walk: a bun, a grey streak, a striped jersey.
    "chiyo": {
        "ground": [("fill", "#c9d0c6"), ("ellipse", PENCIL, 15, 11, 85, 81)],
        "back": [("ellipse", INK, 37, 3, 63, 27), ("ellipse", INK, 26, 15, 74, 66)],
        "coat": [
            ("ellipse", PAPER, 12, 79, 88, 140),
            ("stroke", INK, 25.5, 87.5, 50, 95, 74.5, 87.5, 2.2),
            ("stroke", INK, 19.5, 93.5, 50, 102, 80.5, 93.5, 2.2),
        ],
        "skin": FAIR,
        "front": [
            ("dome", INK, 29, 16, 71, 54),
            ("polygon", INK, 28, 42, 33, 26, 56, 22, 45, 35, 34, 39, 30, 52),
            ("polygon", INK, 72, 42, 67, 26, 52, 22, 58, 35, 66, 39, 70, 52),
            ("stroke", LINE, 55, 17.5, 63, 22, 68.5, 35, 1.5),
        ],
    },
    # Kitchens: curls, a moustache, an apron.
    "dario": {
        "ground": [("fill", "#b9603f")],
        "back": [("ellipse", INK, x, y, x + 21, y + 21) for x, y in ((23, 22), (26, 12), (39, 7), (53, 11), (57, 21))],
        "coat": [
            ("ellipse", PAPER, 7, 77, 93, 140),
            ("polygon", SOFT, 34, 90, 66, 90, 72, 102, 28, 102),
            ("stroke", SOFT, 36, 78, 36, 84, 36, 92, 2.6),
            ("stroke", SOFT, 64, 78, 64, 84, 64, 92, 2.6),
        ],
        "skin": OLIVE,
        "front": [
            *(("ellipse", INK, x, y, x + 15, y + 15) for x, y in ((28, 25), (35, 19), (45, 17), (55, 20), (59, 27))),
            ("stroke", INK, 40, 63, 45, 58.5, 50, 60.5, 3),
            ("stroke", INK, 60, 63, 55, 58.5, 50, 60.5, 3),
        ],
        "mouth": (45, 66.5, 50, 68, 55, 66.5),
    },
    # Up before the light: a woollen cap, long hair, a high collar.
    "elif": {
        "ground": [("fill", "#26343d"), ("ellipse", PRINT, 62, 8, 128, 74)],
        "back": [("box", "#5a3421", 26, 34, 74, 96, 12)],
        "coat": [
            ("ellipse", LINE, 9, 78, 91, 140),
            ("box", LINE, 36, 71, 64, 90, 5),
            ("stroke", SOFT, 38, 79, 50, 83, 62, 79, 1),
        ],
        "skin": OLIVE,
        "front": [
            ("polygon", "#5a3421", 29, 36, 50, 36, 38, 44, 34, 70, 28, 72),
            ("polygon", "#5a3421", 71, 36, 50, 36, 62, 44, 66, 70, 72, 72),
            ("dome", PENCIL, 27, 8, 73, 64),
            ("box", RED_SHADE, 25, 31, 75, 42, 3),
            ("ellipse", PAPER, 43, 2, 57, 16),
        ],
    },
    # Lines first: cropped hair with a high top, square glasses, a checked shirt.
    "femi": {
        "ground": [("fill", "#d9a441")],
        "back": [("box", INK, 31, 8, 69, 44, 7)],
        "coat": [
            ("ellipse", "#2f4a45", 6, 77, 94, 140),
            ("polygon", PAPER, 40, 76, 50, 90, 60, 76, 66, 84, 50, 108, 34, 84),
            ("polygon", "#2f4a45", 46, 91, 54, 91, 56, 110, 44, 110),
        ],
        "skin": DARK,
        "front": [
            ("box", INK, 32, 12, 68, 34, 6),
            ("frame", PAPER, 33, 43, 47.5, 54, 1.5),
            ("frame", PAPER, 52.5, 43, 67, 54, 1.5),
            ("stroke", PAPER, 47.5, 47, 50, 46, 52.5, 47, 1.5),
        ],
        "mouth": (43, 65, 50, 69.5, 57, 65),
    },
    # Cropped silver hair, red spectacles, a polo neck.
    "editor": {
        "ground": [("fill", "#8fa3a8")],
        "back": [("ellipse", LINE, 26, 13, 74, 58)],
        "coat": [("ellipse", INK, 10, 78, 90, 140), ("box", INK, 38, 70, 62, 90, 5)],
        "skin": DARK,
        "front": [
            ("dome", LINE, 27, 14, 73, 58),
            ("polygon", LINE, 28, 34, 72, 34, 70, 47, 66, 38, 46, 36, 33, 40, 30, 47),
            ("ring", PENCIL, 33.5, 43, 48, 57, 1.5),
            ("ring", PENCIL, 52, 43, 66.5, 57, 1.5),
            ("stroke", PENCIL, 48, 49, 50, 47.5, 52, 49, 1.5),
        ],
    },
    # A scarf round the head, a pin on it.
    "moderator": {
        "ground": [("fill", "#e3b7a0")],
        "back": [("ellipse", "#2b5d66", 22, 11, 78, 84)],
        "coat": [("ellipse", SOFT, 8, 80, 92, 140)],
        "skin": OLIVE,
        "front": [
            ("ring", "#2b5d66", 21, 11, 79, 86, 12),
            ("polygon", "#22494f", 34, 72, 50, 80, 68, 70, 72, 82, 58, 98, 40, 96, 28, 84),
            ("ellipse", PENCIL, 58, 82, 62, 86),
        ],
    },
}
