"""What office files say of people beside their contents: taken out, whatever template they were made from."""

import re

PERSONAL = ("last_modified_by", "keywords", "category", "subject", "content_status", "comments")
# Parts of a package that a template brings along and that may name or show people.
DROPPED = ("/thumbnail", "/custom-properties", "/commentAuthors", "/comments", "/people")
MARKS = ("commentRangeStart", "commentRangeEnd", "commentReference")
COMPANY = re.compile(rb"<(Manager|Company)>.*?</\1>", re.DOTALL)


def clear(package: object, properties: object) -> None:
    """Take people out of a package (of python-pptx or python-docx) and its core properties."""
    for name in PERSONAL:
        setattr(properties, name, "")
    for part in list(package.iter_parts()):
        if part.partname == "/docProps/app.xml":
            part._blob = COMPANY.sub(b"", part.blob)
    main = package.main_document_part
    for relations in (package._rels if hasattr(package, "_rels") else package.rels, main.rels):
        for id_, relation in list(relations.items()):
            if not relation.is_external and relation.reltype.endswith(DROPPED):
                relations.pop(id_)
    for mark in [one for one in main._element.iter() if str(one.tag).rpartition("}")[2] in MARKS]:
        mark.getparent().remove(mark)
