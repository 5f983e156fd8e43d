"""Pictures of a report in; the same as drawings inside a page, with shapes shared, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree

from cpsurvey.report.document import Picture
from cpsurvey.report.html.markup import Html

_KEPT = ("clipPath", "defs", "g", "image", "path", "pattern", "rect", "use")
_REFERRING = ("clip-path", "href", "style")
_REFERENCE = re.compile(r"(?:(?<=url\()|^)#([^)]+)")
_DIGITS = {"transform": 4}  # after the point; the size of letters is a factor in it


def drawings(pictures: Sequence[Picture]) -> list[Html]:
    """Return each picture as an SVG that belongs in one page with the others.

    Each has its title and description for those who do not see it. Letters and marks are drawn
    as shapes, which are the same in all: they are in the first drawing that has them, and others
    refer to it.
    """
    shapes: dict[str, str] = {}
    return [_drawing(picture, shapes) for picture in pictures]


def _drawing(picture: Picture, shapes: dict[str, str]) -> Html:
    """Return a drawing, and add the shapes that are new in it to those of the page."""
    root = ElementTree.fromstring(picture.svg)
    for node in root.iter():
        _make_plain(node)
    root[:] = _drawn(root)
    _share(root, picture.name, shapes)
    said = f"figure-{picture.name}"
    for tag, text in (("desc", picture.short), ("title", picture.title)):
        node = ElementTree.Element(tag, id=f"{said}-{tag}")
        node.text = text
        root.insert(0, node)
    box = root.attrib["viewBox"]
    root.attrib.clear()
    root.attrib.update({"viewBox": box, "role": "img", "stroke-linejoin": "round"})
    root.set("aria-labelledby", f"{said}-title {said}-desc")
    return Html(ElementTree.tostring(root, encoding="unicode"))


def _make_plain(node: ElementTree.Element) -> None:
    """Take namespaces, needless spaces and digits that nobody sees out of an element."""
    node.tag = _local(node.tag)
    node.text = node.tail = None
    for name, value in list(node.attrib.items()):
        del node.attrib[name]
        node.set(_local(name), _shorter(_local(name), value))
    across = re.fullmatch(r"translate\(([-\d.]+)[ ,]0\)", node.get("transform", ""))
    if node.tag == "use" and across:
        del node.attrib["transform"]
        node.set("x", across[1])


def _local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("}")[2]


def _shorter(name: str, value: str) -> str:
    """Return an attribute's value with no more digits and spaces than are seen."""
    if name == "style":
        return re.sub(r"\s*([:;])\s*", r"\1", value)
    if name in ("id", "href", "clip-path"):
        return value
    digits = _DIGITS.get(name, 2)
    value = re.sub(r"-?\d+\.\d+", lambda found: f"{round(float(found[0]), digits) + 0:g}", value)
    return re.sub(r"\s*([MLQCZz])\s*", r"\1", value).strip() if name == "d" else value


def _drawn(node: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Yield what is drawn in an element, out of groups that say nothing of it.

    What is said about the drawing is left out, and its styles, which would be the whole page's.
    """
    for child in node:
        if child.tag not in _KEPT:
            continue
        child[:] = _drawn(child)
        bare = not set(child.attrib) - {"id"}
        if child.tag == "g" and bare:
            yield from child
        elif child.tag != "defs" or len(child):
            yield child


def _share(root: ElementTree.Element, name: str, shapes: dict[str, str]) -> None:
    """Give what is referred to names of the page, and leave out shapes that it has already."""
    renamed: dict[str, str] = {}
    for defs in root.iter("defs"):
        for shape in list(defs):
            old = shape.attrib.pop("id")
            if shape.tag != "path":
                renamed[old] = f"part-{name}-{len(renamed)}"
                shape.set("id", renamed[old])
                continue
            key = ElementTree.tostring(shape, encoding="unicode")
            if key in shapes:
                defs.remove(shape)
            renamed[old] = shapes.setdefault(key, f"s{len(shapes)}")
            shape.set("id", renamed[old])
    for node in root.iter():
        if node.get("id") not in renamed.values():
            node.attrib.pop("id", None)
        for attribute in set(_REFERRING) & set(node.attrib):
            value = node.attrib[attribute]
            node.set(attribute, _REFERENCE.sub(lambda found: f"#{renamed[found[1]]}", value))
