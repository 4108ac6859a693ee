"""Pictures with words in them, as photographers' programs write them."""

import struct
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from tests.factories import image_file

PLACE = "43.1917"  # where it was taken, in whatever way it is written
UTF_8 = b"\x1b%G"


def with_exif(name="IMG_2034.jpg", colour="#123456", **texts):
    """texts: by their names in PIL.ExifTags.Base."""
    exif = Image.Exif()
    for tag, text in texts.items():
        wide = tag.startswith("XP")
        exif[Base[tag]] = text.encode("utf-16-le") + b"\0\0" if wide else text.encode()
    exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = "2018:07:14 12:30:00"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (43.0, 11.0, 30.0)
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitudeRef] = "N"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSAreaInformation] = f"area {PLACE}"
    return image_file(300, 200, colour=colour, exif=exif, name=name)


def with_iptc(records, name="scan.jpg", coded=UTF_8, colour="#345678"):
    """records: [(number of record 2, text)]."""
    data = b"\x1c\x01\x5a" + struct.pack(">H", len(coded)) + coded if coded else b""
    for number, text in [*records, (92, f"sublocation {PLACE}")]:
        content = text if isinstance(text, bytes) else text.encode()
        data += b"\x1c\x02" + bytes([number]) + struct.pack(">H", len(content)) + content
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    whole = image_file(300, 200, colour=colour).read()
    segment = b"\xff\xed" + struct.pack(">H", len(block) + 2) + block
    return ContentFile(whole[:2] + segment + whole[2:], name=name)


XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:exif="http://ns.adobe.com/exif/1.0/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 exif:GPSLatitude="43.1917N" photoshop:City="city 43.1917" photoshop:DateCreated="2020-02-29T10:00:00+09:00">
{fields}</rdf:Description></rdf:RDF></x:xmpmeta>"""
FIELDS = """
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">무화과 반쪽</rdf:li>
<rdf:li xml:lang="en">A fig</rdf:li></rdf:Alt></dc:title>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">In a red
bowl &amp; alone</rdf:li></rdf:Alt></dc:description>
<dc:creator><rdf:Seq><rdf:li>Ana Lima</rdf:li><rdf:li>Bram Roos</rdf:li></rdf:Seq></dc:creator>
<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© 2020 Ana Lima</rdf:li></rdf:Alt></dc:rights>
<dc:subject><rdf:Bag><rdf:li>fruit</rdf:li><rdf:li>still life</rdf:li><rdf:li>fruit</rdf:li></rdf:Bag></dc:subject>
<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">A halved fig in a red bowl</rdf:li></rdf:Alt>
</Iptc4xmpCore:AltTextAccessibility>
"""


def with_xmp(fields=FIELDS, image_format="JPEG", name=None, **options):
    xmp = XMP.replace("{fields}", fields).encode()
    if image_format == "PNG":
        from PIL.PngImagePlugin import PngInfo

        texts = PngInfo()
        texts.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return image_file(300, 200, image_format, pnginfo=texts, name=name)
    return image_file(300, 200, image_format, xmp=xmp, name=name or f"a.{image_format.lower()}", **options)


def read(file):
    from gallery.images.ingest import ingest

    return ingest(file, BytesIO()).written
