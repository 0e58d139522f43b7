"""Griffel's schemas and SARIF, judged by validators that others keep.

1. Each schema is JSON Schema, draft 2020-12.
2. Each example file that Griffel accepts is accepted by its schema; of the bad inputs in
   tests/findings, so is each file in which Griffel finds nothing wrong with keys and values, and
   those with a wrong key or kind of value are refused.
3. The engine of editors accepts a new work folder with the settings that `griffel nieuw` writes,
   and refuses it after a slip.
4. The SARIF of every bad input is valid by the schema of the standard and by the multitool that the
   editors of the format keep; damaged SARIF is refused by both.

Every check prints one line; they are counted at the end, so that a check that says nothing cannot pass.
"""

import copy
import datetime
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

ROOT, GRIFFEL, CACHE = (Path(argument) for argument in sys.argv[1:4])
FINDINGS = ROOT / "tests/findings"
MULTITOOL = CACHE / "node/node_modules/@microsoft/sarif-multitool-linux"

# Which files a schema is for. Letters hold their data between +++ lines.
FILES = {
    "gemeente": ["data/gemeente.toml"],
    "reeks": ["data/reeksen/*.toml"],
    "kengetallen": ["data/kengetallen.toml", "data/kengetallen/*.toml"],
    "feiten": ["data/feiten.toml", "data/feiten/*.toml"],
    "grafieken": ["data/grafieken.toml", "data/grafieken/*.toml"],
    "pilot": ["data/pilots/*.toml"],
    "zaken": ["data/zaken.toml", "data/zaken/*.toml"],
    "kalender": ["data/kalender.toml"],
    "schrijfwijzer": ["data/schrijfwijzer.toml"],
    "sjabloon": ["templates/*/sjabloon.toml"],
    "brief": ["data/brieven/*/*.md"],
    "presentatie": ["data/presentaties/*/*.md"],
}
# Findings about keys and kinds of value, which a schema sees too.
OF_SCHEMA = {"A001", "A002", "T002", "T003", "T004", "T005", "G003"}
# Findings that depend on more than the file, or on the sense of a text.
BEYOND_SCHEMA = {
    "A001-onbekende-code-in-akkoord": "about the text of a letter",
    "T002-onbekende-sleutel-in-brief": "which keys a letter may have depends on its form",
    "T003-verplicht-veld-van-sjabloon-ontbreekt": "which keys a letter must have depends on its form",
    "T003-verplicht-veld-is-leeg": "which keys a letter must have depends on its form",
    "T003-beschrijving-zonder-beeld": "which keys go together",
    "T003-sjabloon-zonder-onderdelen": "a form for presentations has no sections",
    "T005-kleur-is-geen-kleur": "the sense of a text",
    "T005-woord-staat-niet-in-de-lijst": "which words Griffel knows",
    "T005-herzien-met-onbekende-maat": "which measures the series has",
    "G003-tabel-als-grafiek": "about how a letter uses a table",
    "G003-waterval-met-te-weinig-delen": "how many parts a kind of chart needs",
    "G003-waterval-telt-niet-op": "about the figures",
    "G003-rij-en-kolom-kiezen-anders": "about where rows and columns meet",
    "G003-grafiek-met-beschreven-rijen": "which keys go with a chart, and which with a table",
    "G003-kolom-en-lijn-met-een-maat": "how many figures a kind of chart needs",
    "G003-kolom-en-lijn-zonder-tijd": "what a kind of chart is about",
    "G003-prognose-in-een-tabel": "which keys go with a chart, and which with a table",
    "G003-streep-die-er-niet-is": "which figures a chart has",
    "G003-streep-over-een-lijn": "which keys go with a kind of chart",
    "G003-verschil-van-twee-soorten": "what the columns of a table are",
    "G041-controle-zonder-saldo": "which rows a table has",
}

passed, failed = 0, 0


def check(is_right, what, why=""):
    global passed, failed
    if is_right:
        passed += 1
    else:
        failed += 1
        print(f"FAIL {what}\n     {why}")


def griffel(folder, *arguments):
    return subprocess.run([GRIFFEL, *arguments], cwd=folder, capture_output=True, text=True)


def as_json(value):
    """TOML as JSON; dates become text, as editors hand them to a schema."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [as_json(inner) for inner in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value


def parsed(path):
    """The TOML of a file; nothing where it has none or is no TOML."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.suffix == ".md":
            _, text, _ = re.split(r"^\+\+\+\s*$", text, maxsplit=2, flags=re.MULTILINE)
        return as_json(tomllib.loads(text))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError):
        return None


def documents(folder):
    for name, patterns in FILES.items():
        for pattern in patterns:
            for path in sorted(folder.glob(pattern)):
                yield name, path


def errors(schema, instance):
    validator = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(instance)]


def check_examples(schemas):
    for folder in [ROOT, FINDINGS / "_basis"]:
        for name, path in documents(folder):
            found = errors(schemas[name], parsed(path))
            check(not found, f"{name} accepts {path.relative_to(ROOT)}", found)


def check_bad_inputs(schemas):
    for case in sorted(FINDINGS.iterdir()):
        if case.name == "_basis" or case.name in BEYOND_SCHEMA:
            continue
        outcome = (case / "uitkomst.snap").read_text(encoding="utf-8")
        places = re.findall(r"\[([A-Z]\d{3})\]: [^\n]*\n\s*--> ([^:\n]+)", outcome)
        for name, path in documents(case):
            instance = parsed(path)
            if instance is None:
                continue
            here = str(path.relative_to(case))
            is_wrong = any(code in OF_SCHEMA and place == here for code, place in places)
            found = errors(schemas[name], instance)
            wanted = "refuses" if is_wrong else "accepts"
            check(bool(found) == is_wrong, f"{name} {wanted} {path.relative_to(ROOT)}", found)


def check_editor(folder):
    taplo = [CACHE / "python/bin/taplo", "check"]
    made = griffel(folder, "nieuw", "werk")
    check(made.returncode == 0, "griffel nieuw", made.stderr)
    work = folder / "werk"

    def accepts():
        return subprocess.run(taplo, cwd=work, capture_output=True, text=True)

    check((run := accepts()).returncode == 0, "an editor accepts a new work folder", run.stderr)
    for path, old, new in [
        ("data/gemeente.toml", "organisatie =", "organisaties ="),
        ("data/reeksen/jnv.toml", "[maten.", "[matten."),
        ("data/kengetallen.toml", 'eenheid = "euro"', "eenheid = 3"),
        ("data/grafieken.toml", 'soort = "', 'soort = "taart'),
        ("data/pilots/jnv.toml", "naam =", "naem ="),
        ("data/zaken.toml", "titel =", "title ="),
        ("templates/collegebrief/sjabloon.toml", "verplicht = true", 'verplicht = "ja"'),
    ]:
        text = (work / path).read_text(encoding="utf-8")
        assert old in text, f"{path} holds no {old}"
        (work / path).write_text(text.replace(old, new, 1), encoding="utf-8")
        run = accepts()
        check(run.returncode != 0 and path in run.stderr, f"an editor refuses {new!r} in {path}", run.stderr)
        (work / path).write_text(text, encoding="utf-8")


def multitool(*files):
    """What the multitool finds wrong.

    It passes over in silence what it cannot read at all. A file that it did read gets a warning from
    it, for Griffel names no web page of its own (SARIF2005); one without that is reported here.
    """
    command = [MULTITOOL / "Sarif.Multitool", "validate", *files]
    run = subprocess.run(command, capture_output=True, text=True)
    lines = re.findall(r"^(.+?)\([\d,]+\): (\w+) (.*)$", run.stdout, flags=re.MULTILINE)
    wrong = [f"{path}: {text}" for path, level, text in lines if level == "error"]
    was_read = {path for path, _, text in lines if text.startswith("SARIF2005")}
    return wrong + [f"{path}: not read" for path in files if str(path) not in was_read]


def check_sarif(folder):
    schema = json.loads((MULTITOOL / "sarif-2.1.0.json").read_text(encoding="utf-8-sig"))
    logs = []
    for case in sorted(FINDINGS.iterdir()):
        work = folder / case.name
        shutil.copytree(FINDINGS / "_basis", work)
        shutil.copytree(case, work, dirs_exist_ok=True)
        deleted = case / "verwijder.txt"
        for path in deleted.read_text().split() if deleted.exists() else []:
            (work / path).unlink()
        run = griffel(work, "controleer", "--formaat", "sarif")
        if run.returncode == 2 and not run.stdout:
            continue
        log = json.loads(run.stdout)
        found = errors(schema, log)
        check(not found, f"SARIF of {case.name} is valid", found)
        text = griffel(work, "controleer", "--formaat", "json").stdout
        count = len(json.loads(text)["bevindingen"]) + len(json.loads(text)["geaccepteerd"])
        check(len(log["runs"][0]["results"]) == count, f"SARIF of {case.name} holds every finding", count)
        check(str(folder) not in run.stdout, f"SARIF of {case.name} holds no absolute path")
        path = folder / f"{case.name}.sarif"
        path.write_text(run.stdout, encoding="utf-8")
        logs.append(path)
    check(len(logs) > 150, "most cases give SARIF", len(logs))
    check(not (found := multitool(*logs)), "the multitool finds no errors", found)

    sound = json.loads((folder / "C030-lange-zin.sarif").read_text(encoding="utf-8"))
    for what, damage in [
        ("a result without a message", lambda log: log["runs"][0]["results"][0].pop("message")),
        ("an unknown level", lambda log: log["runs"][0]["results"][0].update(level="fout")),
        ("a line that is no number", lambda log: region(log).update(startLine="1")),
        ("an unknown key", lambda log: log["runs"][0].update(extra=1)),
    ]:
        log = copy.deepcopy(sound)
        damage(log)
        check(bool(errors(schema, log)), f"the schema refuses {what}")
        path = folder / "damaged.sarif"
        path.write_text(json.dumps(log), encoding="utf-8")
        check(bool(multitool(path)), f"the multitool refuses {what}")


def region(log):
    return log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]


def main():
    with tempfile.TemporaryDirectory(prefix="griffel-") as name:
        folder = Path(name)
        griffel(folder, "schema", "--naar", "schemas")
        paths = {path.name.removesuffix(".schema.json"): path for path in (folder / "schemas").iterdir()}
        check(paths.keys() == FILES.keys(), "there is a schema for each kind of file", sorted(paths))
        schemas = {name: json.loads(path.read_text(encoding="utf-8")) for name, path in paths.items()}
        for name, schema in schemas.items():
            Draft202012Validator.check_schema(schema)
            check(True, f"{name} is JSON Schema")
        check_examples(schemas)
        check_bad_inputs(schemas)
        check_editor(folder)
        check_sarif(folder)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed or passed < 500 else 0)


main()
