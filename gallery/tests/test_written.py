import pytest

from gallery.images.exif import Exif
from gallery.images.written import NOTHING, Written
from tests.factories import image_file

from .metadata import read, with_exif, with_iptc, with_xmp

OF_XMP = Written(
    title="무화과 반쪽",
    caption="In a red bowl & alone",
    alt_text="A halved fig in a red bowl",
    credit="Ana Lima, Bram Roos",
    copyright="© 2020 Ana Lima",
    keywords=("fruit", "still life"),
    taken_on="2020-02-29",
)


@pytest.mark.parametrize("image_format", ["JPEG", "PNG", "WEBP"])
def test_xmp_is_read(image_format):
    assert read(with_xmp(image_format=image_format)) == OF_XMP


def test_iptc_is_read():
    records = [(5, "Half a fig"), (120, "In a bowl"), (80, "Ana Lima"), (80, "Bram Roos"), (116, "© Ana")]
    records += [(25, "fruit"), (25, "정물"), (55, "20190301")]
    assert read(with_iptc(records)) == Written(
        "Half a fig", "In a bowl", "", "Ana Lima, Bram Roos", "© Ana", ("fruit", "정물"), "2019-03-01"
    )


def test_iptc_without_a_coding_is_utf_8_or_latin_1():
    assert read(with_iptc([(5, "Façade")], coded=None)).title == "Façade"
    assert read(with_iptc([(5, "Façade".encode("latin-1"))], coded=None)).title == "Façade"


def test_exif_is_read():
    file = with_exif(
        ImageDescription="In a bowl",
        Artist="Ana Lima",
        Copyright="© Ana",
        XPTitle="무화과",
        XPKeywords="fruit;still life",
    )
    assert read(file) == Written("무화과", "In a bowl", "", "Ana Lima", "© Ana", ("fruit", "still life"), "2018-07-14")


def test_the_newer_way_is_believed_first():
    exif = with_exif(Artist="Of EXIF", ImageDescription="Of EXIF").read()
    iptc = with_iptc([(80, "Of IPTC")]).read()
    start = iptc.index(b"\xff\xed")
    end = start + 2 + int.from_bytes(iptc[start + 2 : start + 4], "big")
    both = type(image_file())(exif[:2] + iptc[start:end] + exif[2:], name="a.jpg")
    assert (read(both).credit, read(both).caption) == ("Of IPTC", "Of EXIF")


@pytest.mark.parametrize("text", ["OLYMPUS DIGITAL CAMERA", "   ", "\0\0"])
def test_what_cameras_write_is_no_caption(text):
    assert read(with_exif(ImageDescription=text)).caption == ""


@pytest.mark.parametrize(
    "xmp",
    [
        b"<x:xmpmeta",
        b"<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><x>&b;</x>",
        b"<x:xmpmeta xmlns:x='a'><RDF>text</RDF></x:xmpmeta>",
        b"<a>" * 100_000,
    ],
)
def test_damaged_and_hostile_xmp_says_nothing(xmp):
    assert read(image_file(image_format="WEBP", xmp=xmp)) == NOTHING


def test_long_texts_are_cut():
    many = "".join(f"<rdf:li>word{n} {'x' * 200}</rdf:li>" for n in range(200))
    written = read(with_xmp(f"<dc:subject><rdf:Bag>{many}</rdf:Bag></dc:subject>"))
    assert len(written.keywords) == 30
    assert max(map(len, written.keywords)) == 50
    assert len(read(with_exif(Copyright="x" * 20_000)).copyright) == 200


def test_what_is_written_survives_the_way_out_of_the_child():
    exif = Exif(written=OF_XMP)
    assert Exif.from_json(exif.to_json().encode()) == exif
