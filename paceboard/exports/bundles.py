"""Several files in one archive."""

import io
import zipfile
from collections.abc import Mapping

# Without a fixed date the same files would make a different archive each time.
CREATED = (2000, 1, 1, 0, 0, 0)


def bundle(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive of the files (name: content), in the order given."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, CREATED), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
