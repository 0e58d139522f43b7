// The findings of the document shown, and those in data that all documents use.
import { goToFinding, suffersFromData } from "../actions.ts";
import { counted } from "../announce.ts";
import type { ShownFinding } from "../protocol.ts";
import { chosenFinding, sharedFindings, shown, sortedFindings, thisDocument } from "../state.ts";
import { Icon } from "./Icon.tsx";

export function Findings() {
  const own = sortedFindings.value;
  const shared = sharedFindings.value;
  const errors = own.filter((finding) => finding.severity === "fout").length;
  const inData = shared.length > 0 && (
    <div id="shared-findings">
      <h3>In de gegevens</h3>
      <List findings={shared} />
    </div>
  );
  return (
    <section class="findings" aria-labelledby="findings-title">
      <header class="panel-head">
        <h2 id="findings-title">Meldingen</h2>
        {errors > 0 && (
          <span class="count error">
            <Icon name="error" />
            {counted(errors, "fout", "fouten")}
          </span>
        )}
        {own.length > errors && (
          <span class="count warning">
            <Icon name="warning" />
            {counted(own.length - errors, "waarschuwing", "waarschuwingen")}
          </span>
        )}
      </header>
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
    </section>
  );
}

function List({ findings }: { findings: ShownFinding[] }) {
  return (
    <ul>
      {findings.map((finding) => (
        <Item key={`${finding.code} ${finding.file} ${finding.where} ${finding.column} ${finding.message}`} finding={finding} />
      ))}
    </ul>
  );
}

function Item({ finding }: { finding: ShownFinding }) {
  const isError = finding.severity === "fout";
  const place = finding.inManuscript ? finding.where : [finding.file, finding.where].filter(Boolean).join(", ");
  const content = (
    <>
      <span class="finding-mark">
        <Icon name={isError ? "error" : "warning"} />
      </span>
      <span class="finding-text">
        <span class="finding-message">
          <span class="finding-severity">{isError ? "Fout" : "Waarschuwing"}:</span> {finding.message}
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
  const classes = `finding ${isError ? "error" : "warning"}`;
  const leadsSomewhere = finding.inManuscript || /\.(toml|j2|md)$/.test(finding.file);
  return (
    <li>
      {leadsSomewhere ? (
        <button type="button" class={classes} aria-pressed={chosenFinding.value === finding} onClick={() => goToFinding(finding)}>
          {content}
        </button>
      ) : (
        <div class={classes}>{content}</div>
      )}
    </li>
  );
}
