"""What a reader of the PDF gets to hear: outloud, pdfua and a few entries of the catalogue.

Prints one PASS or FAIL line a file and check, findings below it, and exits with 1 when a check
failed. Uses the libraries instead of their command lines: one start of Python for all files, and
a rule of outloud that crashed is seen (its command line ends with 0 then).
"""

import re
import sys

import outloud
import pdfua
import pikepdf
from pdfua.model import Confidence, Severity

LANGUAGE = "nl"

# TBL-010 looks for wrapped headings cut into rows of header cells. Its bare count, more header
# cells than data cells, holds for every good table of two columns with row headers.
MISTAKEN = re.compile(r"TBL-010 .*: header cells look shredded: \d+ header cells against \d+ data cells")

# A fault that is everywhere in a file need not fill the log.
LINES_SHOWN = 15


# The pages of a slide on which only some items of its lists are seen are no content: the last one
# says it all, so that a reader of the PDF hears it once.
STEPS = ".stappen.pdf"
SAID_LATER = re.compile(r"TAG-002 .*")


def check_outloud(path):
    """(problems, remarks): what outloud calls an error, and what it merely warns of."""
    result = outloud.check(path)
    if result.error:
        return [f"cannot be read: {result.error}"], []
    problems, remarks = [], []
    for found in result.sorted_findings():
        line = f"{found.rule} {f'page {found.page}' if found.page else 'document'}: {found.message}"
        wrong = found.severity == "error" and not MISTAKEN.fullmatch(line)
        wrong = wrong and not (path.endswith(STEPS) and SAID_LATER.fullmatch(line))
        if found.evidence:
            line += f" [{found.evidence}]"
        if wrong:
            problems.append(line)
        elif found.severity != "info":
            remarks.append(line)
    problems += [f"{run.rule} crashed: {run.reason}" for run in result.runs if run.status == "crashed"]
    return problems, remarks


def check_pdfua(path):
    """(problems, remarks): what pdfua is certain of, and what it only suspects."""
    problems, remarks = [], []
    for outcome in pdfua.validate(path).outcomes:
        for found in outcome.findings:
            line = f"{found.rule_id} {found.location.describe()}: {found.message}"
            certain = found.confidence is Confidence.CERTAIN and found.severity is not Severity.INFO
            (problems if certain else remarks).append(line)
    return problems, remarks


def check_catalogue(path):
    """(problems, []): the language of the document and the title as the name of the window."""
    problems = []
    with pikepdf.open(path) as pdf:
        language = str(pdf.Root.get("/Lang", ""))
        if not re.fullmatch(rf"{LANGUAGE}(-[A-Za-z0-9-]+)?", language, re.IGNORECASE):
            problems.append(f"the language (/Lang) is '{language}', not '{LANGUAGE}'")
        preferences = pdf.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        if preferences.get("/DisplayDocTitle", False) is not True:
            problems.append("the title is not shown (/DisplayDocTitle is not true)")
    return problems, []


def check_bookmarks(path):
    """(problems, []): slides have a bookmark each, in order, and lead to their own page."""
    problems = []
    with pikepdf.open(path) as pdf:
        _, _, width, height = (float(side) for side in pdf.pages[0].mediabox)
        if width < height:
            return [], []
        with pdf.open_outline() as outline:
            found = list(flat(outline.root))
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        targets = [pages.get(target(item)) for item in found]
        if None in targets or targets != sorted(set(targets)):
            problems.append(f"the bookmarks do not lead to the slides in order: {targets}")
        if not path.endswith(STEPS) and len(found) != len(pdf.pages):
            problems.append(f"{len(found)} bookmarks for {len(pdf.pages)} slides")
    return problems, []


def flat(items):
    for item in items:
        yield item
        yield from flat(item.children)


def target(item):
    destination = item.destination if item.destination is not None else item.action.D
    return destination[0].objgen


CHECKS = {
    "outloud": check_outloud,
    "pdfua": check_pdfua,
    "catalogue": check_catalogue,
    "bookmarks": check_bookmarks,
}


def main(paths):
    failed = False
    for name, check in CHECKS.items():
        for path in paths:
            try:
                problems, remarks = check(path)
            except Exception as exc:  # a damaged file may break a library anywhere; it never passes
                problems, remarks = [f"cannot be read: {type(exc).__name__}: {exc}"], []
            print("FAIL" if problems else "PASS", name, path)
            lines = problems + [f"remark: {line}" for line in remarks]
            for line in lines[:LINES_SHOWN]:
                print(f"  {line}")
            if len(lines) > LINES_SHOWN:
                print(f"  and {len(lines) - LINES_SHOWN} more")
            failed = failed or bool(problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
