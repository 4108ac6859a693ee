import struct
from datetime import date
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat, PngImagePlugin, UnidentifiedImageError
from PIL.ExifTags import GPS, IFD, Base

from gallery.images import ingest as module
from tests.factories import image_file


def camera_exif(orientation=1, **more):
    exif = Image.Exif()
    exif[Base.Make], exif[Base.Model], exif[Base.Orientation] = "NIKON CORPORATION", "NIKON D90", orientation
    exif.get_ifd(IFD.Exif).update(
        {
            Base.ExposureTime: 0.004,
            Base.FNumber: 2.8,
            Base.ISOSpeedRatings: 400,
            Base.FocalLength: 35.0,
            Base.LensModel: "35mm f/1.8\0\0",
            Base.DateTimeOriginal: "2018:07:14 12:30:00",
            **more,
        }
    )
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (43.0, 11.0, 30.0)
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    return exif


def ingest(file, longest_side=None):
    """(what the camera told, the clean picture's bytes)"""
    clean = BytesIO()
    return module.ingest(file, clean, longest_side), clean.getvalue()


def ingested(file, longest_side=None):
    """The clean picture."""
    return Image.open(BytesIO(ingest(file, longest_side)[1]))


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_ingest_strips_all_metadata(image_format):
    file = image_file(image_format=image_format, exif=camera_exif(), xmp=b"<x:xmpmeta>secret</x:xmpmeta>")
    exif, content = ingest(file)
    assert b"secret" not in content
    image = Image.open(BytesIO(content))
    assert image.format == image_format
    assert not image.getexif()
    assert not image.getexif().get_ifd(IFD.GPSInfo)
    assert exif.camera == "NIKON D90"


def test_ingest_strips_comments_and_texts():
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Author", "a secret name")
    assert b"secret" not in ingest(image_file(image_format="PNG", pnginfo=texts))[1]
    assert b"secret" not in ingest(image_file(comment=b"a secret"))[1]


def test_ingest_turns_upright():
    assert ingested(image_file(60, 40, exif=camera_exif(orientation=6))).size == (40, 60)


def test_ingest_makes_a_large_picture_small():
    assert ingested(image_file(3000, 2000), longest_side=1024).size == (1024, 683)
    assert ingested(image_file(300, 200), longest_side=1024).size == (300, 200)


def swapped_profile():
    """A colour profile in which red is green and green is red: where it is obeyed one can see it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red], profile[green] = profile[green], profile[red]
    return bytes(profile)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_ingest_obeys_the_colour_profile_and_drops_it(image_format):
    image = ingested(image_file(colour="#ff0000", image_format=image_format, icc_profile=swapped_profile()))
    red, green, blue = image.convert("RGB").getpixel((10, 10))
    assert green > 200
    assert red < 60
    assert blue < 60
    assert "icc_profile" not in image.info


def grey_profile():
    """One for grey, in which half of the light has half of the number."""
    white = b"XYZ \0\0\0\0" + struct.pack(">3I", 0xF6D6, 0x10000, 0xD32D)
    curve = b"curv" + bytes(8)  # none: light as it is
    tags = struct.pack(">I", 2) + b"wtpt" + struct.pack(">2I", 156, 20) + b"kTRC" + struct.pack(">2I", 176, 12)
    head = bytes(8) + struct.pack(">I", 0x02100000) + b"mntrGRAYXYZ " + bytes(12) + b"acsp" + bytes(28)
    head += struct.pack(">3I", 0xF6D6, 0x10000, 0xD32D) + bytes(48)
    content = head + tags + white + curve
    return struct.pack(">I", len(content)) + content[4:]


def test_ingest_obeys_the_profile_of_a_grey_picture():
    content = BytesIO()
    Image.new("L", (20, 20), 128).save(content, "PNG", icc_profile=grey_profile())
    image = ingested(content)
    assert image.mode == "RGB"
    assert image.getpixel((5, 5)) == pytest.approx((188, 188, 188), abs=2)


@pytest.mark.parametrize("profile", [b"a profile" * 20, b"PK" + bytes(2_000_000)])
def test_ingest_drops_what_is_no_colour_profile(profile):
    _exif, content = ingest(image_file(image_format="WEBP", lossless=True, icc_profile=profile))
    assert len(content) < 1000
    assert "icc_profile" not in Image.open(BytesIO(content)).info


def test_ingest_shows_print_colours_on_a_screen():
    content = BytesIO()
    Image.new("CMYK", (40, 40), (0, 255, 255, 0)).save(content, "JPEG")
    image = ingested(content)
    assert image.mode == "RGB"
    assert image.getpixel((5, 5))[0] > 200


def test_ingest_hardly_changes_a_picture():
    noise = Image.effect_noise((64, 64), 80).convert("RGB")
    content = BytesIO()
    noise.save(content, "JPEG", quality=80)
    difference = ImageChops.difference(Image.open(content), ingested(content))
    assert max(ImageStat.Stat(difference).mean) < 3  # of 255


def test_ingest_reads_what_the_camera_told():
    exif, _content = ingest(image_file(exif=camera_exif()))
    assert (exif.camera, exif.lens, exif.exposure_time) == ("NIKON D90", "35mm f/1.8", "1/250")
    assert (exif.f_number, exif.iso, exif.focal_length) == (2.8, 400, 35.0)
    assert exif.taken_on == date(2018, 7, 14)


@pytest.mark.parametrize(
    ("tag", "value", "name", "read"),
    [
        (Base.ExposureTime, 0.0, "exposure_time", ""),
        (Base.ExposureTime, 2.0, "exposure_time", "2"),
        (Base.ExposureTime, 10 / 13, "exposure_time", "0.8"),
        (Base.FNumber, float("inf"), "f_number", None),
        (Base.DateTimeOriginal, "0000:00:00 00:00:00", "taken_on", None),
        (Base.DateTimeOriginal, "yesterday", "taken_on", None),
        (Base.LensModel, "x" * 5000, "lens", "x" * 100),
        (Base.LensModel, "\x00\x01", "lens", ""),
    ],
)
def test_ingest_leaves_out_nonsense(tag, value, name, read):
    try:
        file = image_file(exif=camera_exif(**{}) if tag is None else _exif_with(tag, value))
    except (ValueError, OverflowError, ZeroDivisionError):
        pytest.fail(f"Pillow cannot write {value!r}")
    assert getattr(ingest(file)[0], name) == read


def _exif_with(tag, value):
    exif = camera_exif()
    exif.get_ifd(IFD.Exif)[tag] = value
    return exif


def test_ingest_survives_damaged_exif():
    file = image_file(exif=b"Exif\0\0II*\0\xff\xff\xff\xffrubbish" + bytes(range(256)))
    assert ingest(file)[0].camera == ""


def test_ingest_refuses_half_a_picture():
    whole = image_file(200, 200, "PNG", "#123456").read()
    with pytest.raises(OSError, match=r"truncated|broken"):
        ingest(BytesIO(whole[: len(whole) // 2]))


@pytest.mark.parametrize("image_format", ["BMP", "GIF", "PPM", "TIFF"])
def test_ingest_has_no_other_format_decoded(image_format):
    with pytest.raises(UnidentifiedImageError):
        ingest(image_file(image_format=image_format))


@pytest.mark.parametrize("turn", range(1, 9))
def test_ingest_turns_every_way_as_pillow_does(turn):
    exif, content = Image.Exif(), BytesIO()
    exif[Base.Orientation] = turn
    picture = Image.new("RGB", (3, 2))
    picture.putdata([(40 * n, 255 - 40 * n, n) for n in range(6)])
    picture.save(content, "PNG", exif=exif)
    right = ImageOps.exif_transpose(Image.open(content))
    assert ingested(content).tobytes() == right.tobytes()


def test_ingest_keeps_transparency():
    content = BytesIO()
    Image.new("RGBA", (4, 4), (255, 0, 0, 0)).quantize(16).save(content, "PNG")
    assert ingested(content).convert("RGBA").getpixel((0, 0))[3] == 0


@pytest.mark.parametrize(("sent", "stored"), [("1", "L"), ("L", "L"), ("LA", "RGBA"), ("P", "RGB"), ("RGB", "RGB")])
def test_ingest_stores_what_every_format_can(sent, stored):
    content = BytesIO()
    Image.new(sent, (4, 4)).save(content, "PNG")
    assert ingested(content).mode == stored


def test_ingest_makes_16_bits_of_grey_8():
    content = BytesIO()
    Image.new("I;16", (4, 4), 0x8000).save(content, "PNG")
    stored = ingested(content)
    assert (stored.mode, stored.getpixel((0, 0))) == ("L", 128)
