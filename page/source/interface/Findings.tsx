// The findings of the document shown, and those in data that all documents use.
import type { ComponentChildren } from "preact";
import { goToFinding, showMend, suffersFromData } from "../actions.ts";
import { hasFigures } from "../figures/figures.ts";
import { counted } from "../announce.ts";
import { fixesOf, mayMend, mend as mendBy } from "../fixes.ts";
import { ManualLink } from "../help/ManualLink.tsx";
import type { ShownFinding } from "../protocol.ts";
import { chosenFinding, sharedFindings, shown, sortedFindings, thisDocument } from "../state.ts";
import { Icon } from "./Icon.tsx";
import { WordFixes } from "./WordFixes.tsx";

export function Findings() {
  const own = sortedFindings.value;
  const shared = sharedFindings.value;
  const inData = shared.length > 0 && (
    <div id="shared-findings">
      <h3>In de gegevens</h3>
      <List findings={shared} />
    </div>
  );
  return (
    <div class="findings-list" tabIndex={0} role="group" aria-label="Lijst met meldingen">
      {shown.value && own.length === 0 && (
        <p class="all-well">
          <Icon name="ok" />
          Geen meldingen in {thisDocument.value}.
        </p>
      )}
      {suffersFromData() && inData}
      {own.length > 0 && <List findings={own} />}
      {!suffersFromData() && inData}
    </div>
  );
}

/** How many there are of each kind. */
export function FindingCounts() {
  const own = sortedFindings.value;
  const later = own.filter(({ unwritten }) => unwritten).length;
  const errors = own.filter((finding) => finding.severity === "fout").length - later;
  return (
    <>
      {errors > 0 && (
        <span class="count error">
          <Icon name="error" />
          {counted(errors, "fout", "fouten")}
        </span>
      )}
      {later > 0 && (
        <span class="count later">
          <Icon name="running" />
          {counted(later, "deel nog te schrijven", "delen nog te schrijven")}
        </span>
      )}
      {own.length > errors + later && (
        <span class="count warning">
          <Icon name="warning" />
          {counted(own.length - errors - later, "waarschuwing", "waarschuwingen")}
        </span>
      )}
    </>
  );
}

function List({ findings }: { findings: ShownFinding[] }) {
  return (
    <ul>
      {together(findings).map(([first, ...others]) => (
        <Item key={keyOf(first)} finding={first}>
          {others.length > 0 && (
            <details class="finding-others">
              <summary>{others.length === 1 ? "Nog een melding over dezelfde plek" : `Nog ${others.length} meldingen over dezelfde plek`}</summary>
              <ul>
                {others.map((finding) => (
                  <Item key={keyOf(finding)} finding={finding} />
                ))}
              </ul>
            </details>
          )}
        </Item>
      ))}
    </ul>
  );
}

const keyOf = (finding: ShownFinding) => `${finding.code} ${finding.file} ${finding.where} ${finding.column} ${finding.message}`;

/** Findings that are mended at one place in a file with numbers stand together: mending it takes all of them away. */
function together(findings: ShownFinding[]): [ShownFinding, ...ShownFinding[]][] {
  const groups = new Map<string, [ShownFinding, ...ShownFinding[]]>();
  for (const finding of findings) {
    const { mend } = finding;
    const key = mend ? `${finding.code} ${mend.file} ${mend.where}` : `${groups.size}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}

function Item({ finding, children }: { finding: ShownFinding; children?: ComponentChildren }) {
  const isLater = finding.unwritten;
  const isError = finding.severity === "fout" && !isLater;
  const place = finding.inManuscript ? finding.where : [finding.file, finding.where].filter(Boolean).join(", ");
  const content = (
    <>
      <span class="finding-mark">
        <Icon name={isLater ? "running" : isError ? "error" : "warning"} />
      </span>
      <span class="finding-text">
        <span class="finding-message">
          <span class="finding-severity">{isLater ? "Nog te schrijven" : isError ? "Fout" : "Waarschuwing"}:</span> {finding.message}
        </span>
        {finding.hints.map((hint) => (
          <span class="finding-hint" key={hint}>
            {hint}
          </span>
        ))}
        <span class="finding-place">
          {place}
          <span class="finding-code" title={finding.title}>
            {finding.code}
          </span>
        </span>
      </span>
    </>
  );
  const classes = `finding ${isLater ? "later" : isError ? "error" : "warning"}`;
  const { mend } = finding;
  const fixes = fixesOf(finding);
  const leadsSomewhere =
    finding.inManuscript || mend !== null || hasFigures(finding.file) || /\.(toml|j2|md)$/.test(finding.file);
  return (
    <li>
      {leadsSomewhere ? (
        <button type="button" class={classes} aria-pressed={chosenFinding.value === finding} onClick={() => goToFinding(finding)}>
          {content}
        </button>
      ) : (
        <div class={classes}>{content}</div>
      )}
      <ManualLink section={finding.code} sort="finding-explain" about={`van ${finding.code}, ${finding.title}`}>
        Uitleg
      </ManualLink>
      {mend && (
        <button type="button" class="button small finding-mend" onClick={() => showMend(finding)}>
          Naar {[mend.file.split("/").at(-1), mend.where].filter(Boolean).join(", ")}
        </button>
      )}
      {finding.word !== null && mayMend(finding) && <WordFixes finding={finding} word={finding.word} opened={chosenFinding.value === finding} />}
      {fixes.length > 0 && (
        <p class="finding-fixes">
          {fixes.map((fix, index) => (
            <button type="button" class="button small" key={index} onClick={() => mendBy(finding, fix)}>
              {fix.title}
            </button>
          ))}
        </p>
      )}
      {children}
    </li>
  );
}
