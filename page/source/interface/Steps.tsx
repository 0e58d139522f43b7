// The steps of the cycle: another status, adoption, a correction, a new period, and adopted documents made again.
import { useEffect, useState } from "preact/hooks";
import { beginCorrection } from "../actions.ts";
import { counted } from "../announce.ts";
import { ask, desk, dismiss, nextStep, openNew, perform, restore, revive, worker } from "../acts.ts";
import { countOpen, panel } from "../comments/comments.ts";
import { notices } from "../notices.ts";
import { nextPeriod } from "../naming.ts";
import type { Done, ShownFinding, ShownPlan } from "../protocol.ts";
import { Refused } from "../refused.ts";
import { settings } from "../settings.ts";
import { current, noun, rows, rowsInOrder, shown, sortedFindings, thisDocument } from "../state.ts";
import { momentOf } from "../when.ts";
import { Asking, Field, FindingList } from "./Asking.tsx";
import { Dialog } from "./Dialog.tsx";
import { Icon } from "./Icon.tsx";
import { PeriodField } from "./NewDocument.tsx";

const TITLES: Record<string, string> = {
  concept: "Terug naar concept",
  "ambtelijk akkoord": "Ambtelijk akkoord",
  vastgesteld: "Vaststellen",
  verzonden: "Verzonden",
};

/** Another status for a document. */
export function StepDialog({ document, status }: { document: string; status: string }) {
  const [by, setBy] = useState<string | null>(null);
  const [on, setOn] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const name = by ?? worker();
  const day = on ?? desk.value?.today ?? "";
  const adopts = status === "vastgesteld";
  const [open, setOpen] = useState(0);
  const [withComments, setWithComments] = useState(false);
  useEffect(() => {
    // What cannot be asked, the server says when it refuses.
    if (adopts) countOpen(document).then(setOpen, () => undefined);
  }, []);
  const run = async () => {
    settings.by.value = name.trim();
    const signed = { document, by: name.trim(), on: day };
    const step = await perform(adopts ? { what: "adopt", with_comments: withComments, ...signed } : { what: "mark", status, note, ...signed }, "step");
    dismiss();
    notices.notify({ kind: "step", tone: "quiet", text: `${document} is nu: ${step.status}.` });
  };
  const errors = document === current.value ? sortedFindings.value.filter(({ severity }) => severity === "fout") : [];
  return (
    <Asking title={`${TITLES[status] ?? status}: ${document}`} sort="step" does={adopts ? "Stel vast" : "Leg vast"} disabled={!name.trim() || !day || (open > 0 && !withComments)} run={run}>
      {adopts && (
        <p class="asking-lead">
          Griffel maakt de PDF en bewaart alles waar die van is gemaakt. Daarna verandert het stuk niet meer; is er toch iets mis, dan maakt u een
          correctie.
        </p>
      )}
      {adopts && errors.length > 0 && (
        <div class="refusal">
          <p>
            <strong>Dit staat nog in de weg:</strong>
          </p>
          <FindingList findings={errors} />
        </div>
      )}
      {open > 0 && (
        <div class="refusal open-comments">
          <p>
            <strong>
              Er {open === 1 ? "staat" : "staan"} nog {counted(open, "open opmerking", "open opmerkingen")} bij {document === current.value ? thisDocument.value : document}.
            </strong>{" "}
            {document === current.value && (
              <button type="button" class="link" onClick={readComments}>
                Lees {open === 1 ? "de opmerking" : "de opmerkingen"}
              </button>
            )}
          </p>
          <label class="check">
            <input type="checkbox" checked={withComments} onChange={(event) => setWithComments(event.currentTarget.checked)} /> Stel toch vast. Opmerkingen
            komen niet in de PDF.
          </label>
        </div>
      )}
      {adopts && errors.length === 0 && open === 0 && document === current.value && (
        <p class="asking-fine">
          <Icon name="ok" /> Er staat niets in de weg.
        </p>
      )}
      <Field label={adopts ? "Wie legt dit vast?" : "Wie?"} about="Dit komt in het logboek.">
        {(id, described) => (
          <input id={id} aria-describedby={described} value={name} onInput={(event) => setBy(event.currentTarget.value)} required autocomplete="name" />
        )}
      </Field>
      <Field label={adopts ? "Datum van het besluit" : status === "verzonden" ? "Verzonden op" : "Datum"}>
        {(id) => <input id={id} type="date" value={day} onInput={(event) => setOn(event.currentTarget.value)} required />}
      </Field>
      {!adopts && (
        <Field label="Opmerking" required={false}>
          {(id) => <input id={id} value={note} onInput={(event) => setNote(event.currentTarget.value)} autocomplete="off" />}
        </Field>
      )}
    </Asking>
  );
}

function readComments(): void {
  dismiss();
  panel.value = "comments";
}

/** Asked before an adopted document becomes a draft again. */
export function CorrectDialog() {
  const [reason, setReason] = useState("");
  const version = shown.value?.adopted?.version ?? 1;
  const run = async () => {
    dismiss();
    // A window that closes gives the focus back; then it goes to the text.
    setTimeout(() => beginCorrection(reason));
  };
  return (
    <Asking title={`Een correctie van deze ${noun.value}?`} sort="correct" does="Maak een correctie" disabled={!reason.trim()} run={run}>
      <p class="asking-lead">
        De tekst wordt weer een concept: versie {version + 1}. Versie {version} blijft bewaard zoals die is. U kunt hierna nog terug.
      </p>
      <Field label="Wat is er anders dan in de vorige versie?" about="Deze zin komt ook in de PDF.">
        {(id, described) => (
          <textarea id={id} aria-describedby={described} rows={2} value={reason} onInput={(event) => setReason(event.currentTarget.value)} required />
        )}
      </Field>
    </Asking>
  );
}

/** A new period; what would happen is shown before it does. */
export function BeginPeriod({ period: wanted }: { period: string }) {
  const known = [...new Set(rowsInOrder.value.map((row) => row.period))];
  const [period, setPeriod] = useState(wanted || nextPeriod(known.find((one) => one.includes("-K")) ?? known[0] ?? ""));
  const [from, setFrom] = useState("");
  const [plan, setPlan] = useState<{ of: string; shown: ShownPlan } | null>(null);
  const beginning = { period: period.trim(), from: from || null };
  const isPlanned = plan?.of === JSON.stringify(beginning);
  const run = async () => {
    if (!isPlanned) {
      const planned = await perform({ what: "plan", ...beginning }, "plan");
      setPlan({ of: JSON.stringify(beginning), shown: planned });
      return;
    }
    const begun = await perform({ what: "begin", ...beginning }, "plan");
    const first = begun.documents[0];
    if (first) await openNew(first.document);
    dismiss();
    // Opening a document takes the messages of the one before away.
    notices.notify({ kind: "step", tone: "quiet", text: `${counted(begun.documents.length, "stuk is", "stukken zijn")} klaargezet voor ${begun.period}.` });
  };
  return (
    <Asking title="Een nieuwe periode beginnen" sort="begin" does={isPlanned ? "Maak deze stukken" : "Laat zien wat er komt"} disabled={!period.trim()} run={run}>
      <p class="asking-lead">De stukken van de vorige periode zijn het begin. Datums en periodes in de tekst schuiven mee. Wat er al is, blijft zoals het is.</p>
      <div class="side-by-side">
        <PeriodField value={period} set={setPeriod} />
        <Field label="Met de stukken van">
          {(id) => (
            <select id={id} value={from} onChange={(event) => setFrom(event.currentTarget.value)}>
              <option value="">de vorige periode die even lang is</option>
              {known.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <div aria-live="polite">{isPlanned && plan && <Plan plan={plan.shown} />}</div>
    </Asking>
  );
}

function Plan({ plan }: { plan: ShownPlan }) {
  return (
    <section class="plan" aria-labelledby="plan-title">
      <h3 id="plan-title">
        Voor {plan.period}, uit {plan.from}
      </h3>
      <ul>
        {plan.documents.map(({ document, date, emptied, marks, typed }) => (
          <li key={document}>
            <strong>{document}</strong>
            {date && `, datum ${date}`}
            {emptied.length > 0 && `. Vult u in: ${emptied.join(" en ")}`}
            {marks > 0 && `. Kijk na: ${counted(marks, "zin", "zinnen")}`}
            {typed > 0 && `. Zelf getypte periode op ${counted(typed, "regel", "regels")}`}.
          </li>
        ))}
      </ul>
      {plan.lacking.length > 0 && (
        <>
          <h3>Nog zonder cijfers</h3>
          <ul>
            {plan.lacking.map(({ series, file, last, wanted }) => (
              <li key={series}>
                {series}: er is tot en met {last}, nodig is tot en met {wanted} ({file}).
              </li>
            ))}
          </ul>
        </>
      )}
      {plan.with_errors && <p>In de gegevens staan fouten. Daardoor kon Griffel misschien niet alles vergelijken.</p>}
    </section>
  );
}

/** Adopted documents, made again and compared. */
export function VerifyDialog({ document }: { document: string | null }) {
  const [verified, setVerified] = useState<Extract<Done, { what: "verified" }> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    perform({ what: "verify", document }, "verified").then(setVerified, (error: unknown) =>
      setProblem(error instanceof Refused ? `${error.message} ${error.hint ?? ""}` : "Dit lukte niet."),
    );
  }, []);
  const wrong = verified?.versions.filter(({ same }) => !same).length ?? 0;
  const errors = verified?.findings.filter((finding: ShownFinding) => finding.severity === "fout") ?? [];
  return (
    <Dialog title={document ? `Klopt ${document} nog?` : "Klopt alles wat is vastgesteld?"} sort="verify" close={dismiss}>
      <div class="dialog-content" aria-live="polite">
        {!verified && !problem && <p>Griffel maakt alles opnieuw en vergelijkt het, tot op de byte. Dat kan even duren.</p>}
        {problem && <p class="refusal">{problem}</p>}
        {verified?.versions.length === 0 && <p>Er is nog niets vastgesteld.</p>}
        {verified && verified.versions.length > 0 && (
          <>
            <p>
              {wrong === 0 && errors.length === 0
                ? `${counted(verified.versions.length, "stuk", "stukken")} nagegaan: alles klopt.`
                : `${counted(verified.versions.length, "stuk", "stukken")} nagegaan: niet alles klopt.`}
            </p>
            <ul class="in-the-way">
              {verified.versions.map(({ document, version, same, verdict }) => (
                <li key={`${document} ${version}`}>
                  <Icon name={same ? "ok" : "error"} />
                  <span>
                    {document}, versie {version}: {verdict}.
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
        {verified && verified.findings.length > 0 && <FindingList findings={verified.findings} />}
      </div>
    </Dialog>
  );
}

/** What was thrown away. */
export function BinDialog() {
  const bin = desk.value?.bin ?? [];
  const gone = desk.value?.gone ?? [];
  return (
    <Dialog title="Prullenbak" sort="bin" close={dismiss}>
      <div class="dialog-content">
        {bin.length === 0 && <p>De prullenbak is leeg.</p>}
        <ul class="bin">
          {bin.map((discarded) => (
            <li key={discarded.entry}>
              <span>{discarded.document}</span>
              <button type="button" class="button small" onClick={() => void restore(discarded).then(dismiss)}>
                Zet {discarded.document} terug
              </button>
            </li>
          ))}
        </ul>
        {gone.length > 0 && (
          <>
            <h3>Ook weg, met eerdere versies</h3>
            <ul class="bin">
              {gone.map((one) => (
                <li key={one.document}>
                  <span>
                    {one.document}, zoals {momentOf(new Date(one.at), new Date())}
                  </span>
                  <span class="bin-actions">
                    <button type="button" class="button small" onClick={() => ask({ what: "versions", document: one.document })}>
                      Eerdere versies<span class="unseen"> van {one.document}</span>
                    </button>
                    <button type="button" class="button small" onClick={() => void revive(one).then(dismiss)}>
                      Zet {one.document} terug
                    </button>
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** The button that takes a document one step further. */
export function NextStep({ document, status, ask }: { document: string; status: string | null; ask: (status: string) => void }) {
  const step = nextStep(status);
  // A status that somebody typed has no record; its findings say so.
  if (!step || !rows.value.some(({ id }) => id === document)) return null;
  return (
    <button
      type="button"
      class="button small"
      aria-label={`${step.label}: ${document}`}
      onClick={(event) => {
        event.stopPropagation();
        ask(step.status);
      }}
    >
      {step.label}
    </button>
  );
}
