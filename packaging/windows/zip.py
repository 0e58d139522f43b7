"""Writes a zip whose bytes depend on nothing but its files: zip.py TARGET SECONDS, the files' names on standard input."""

import sys
import time
import zipfile

target, seconds = sys.argv[1], int(sys.argv[2])
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
    for line in sys.stdin:
        name = line.rstrip("\n")
        entry = zipfile.ZipInfo(name, time.gmtime(seconds)[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        with open(name, "rb") as file:
            archive.writestr(entry, file.read(), compresslevel=9)
