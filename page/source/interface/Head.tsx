// The head of a text as a form. What is filled in goes into the text in the editor, so that it is saved, checked and undone as
// what is typed.
import { effect, signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import * as editor from "../editor/editor.ts";
import { headAsText } from "../editor/head.ts";
import type { HeadField } from "../protocol.ts";
import { reasonOf } from "../refused.ts";
import { postAct } from "../requests.ts";
import { settings } from "../settings.ts";
import { current, shown } from "../state.ts";
import { manuscript } from "../tab.ts";
import { OF_FIELDS } from "../help/manual.ts";
import { Field } from "./Asking.tsx";

/** The fields of the text in the editor; of which document, so that those of another are not shown. */
const head = signal<{ document: string; fields: HeadField[]; problem: string | null } | null>(null);

/** Fields that need no explanation. */
const PLAIN = ["sjabloon", "onderwerp", "datum"];

let asking = 0;

/** Asks what is at the head of the text as it is now; the last answer counts. */
async function look(): Promise<void> {
  const document = current.value;
  if (!document || !settings.headShown.value) return;
  const number = (asking += 1);
  try {
    const done = await postAct({ what: "head", document, text: editor.text() });
    if (number === asking && done.what === "head") head.value = { document, fields: done.fields, problem: null };
  } catch (error) {
    if (number === asking) head.value = { document, fields: [], problem: reasonOf(error) };
  }
}

let filling: Promise<void> = Promise.resolve();

/** Fills in one thing, after what was filled in before. */
function fill({ key, sort }: HeadField, value: string): void {
  const document = current.value;
  filling = filling.then(async () => {
    if (document !== current.value) return;
    try {
      // Whoever types in the text meanwhile loses nothing: it is filled in again, in what they made of it.
      for (let before = ""; before !== editor.text() && document === current.value; ) {
        before = editor.text();
        const done = await postAct({ what: "fill", text: before, key, sort, value });
        if (done.what !== "text" || document !== current.value || editor.text() !== before) continue;
        if (done.text !== before) {
          editor.replaceByUser(done.text);
          manuscript.changed();
        }
        break;
      }
    } catch (error) {
      head.value = { document: document ?? "", fields: head.value?.fields ?? [], problem: reasonOf(error) };
      return;
    }
    await look();
  });
}

/** Also for the texts that are opened after this one. */
function toggleText(isShown: boolean): void {
  settings.headAsText.value = isShown;
  editor.showHeadAsText(isShown);
}

export function Head() {
  // The pages are told of again after each change, and so is the head.
  useEffect(() => {
    let timer = 0;
    const stop = effect(() => {
      void shown.value;
      void current.value;
      void manuscript.saveState.value;
      // What somebody else wrote comes into the editor after the pages.
      void manuscript.baseTag.value;
      if (!settings.headShown.value) return;
      clearTimeout(timer);
      timer = window.setTimeout(() => void look(), 80);
    });
    return () => (clearTimeout(timer), stop());
  }, []);
  if (!current.value || !settings.editorShown.value) return null;
  const isShown = settings.headShown.value;
  const found = head.value?.document === current.value ? head.value : null;
  const locked = Boolean(shown.value?.adopted);
  const asText = headAsText.value;
  return (
    <section class="head" aria-label="Gegevens">
      <div class="head-bar">
        <button type="button" class="head-toggle" aria-expanded={isShown} onClick={() => (settings.headShown.value = !isShown)}>
          Gegevens
          <span class="head-facts">{isShown ? "" : "onderwerp, datum, zaaknummer en meer"}</span>
        </button>
        {asText !== null && (
          <button type="button" class="button quiet small" aria-pressed={asText} title="De gegevens zoals ze in het bestand staan" onClick={() => toggleText(!asText)}>
            Als tekst
          </button>
        )}
      </div>
      {isShown && (
        <div class="head-fields">
          {found?.problem && <p class="field-problem">{found.problem}</p>}
          {found?.fields.map((field) => (
            <Field key={`${found.document} ${field.key}`} label={field.label} about={PLAIN.includes(field.key) ? "" : field.about} problem={field.problem} required={field.required} section={OF_FIELDS[field.key]}>
              {(id, described) => <Input id={id} described={described} field={field} locked={locked} />}
            </Field>
          ))}
        </div>
      )}
    </section>
  );
}

interface InputProps {
  id: string;
  described: string | undefined;
  field: HeadField;
  locked: boolean;
}

function Input({ id, described, field, locked }: InputProps) {
  // What is being typed stays as it is typed: what the text has of it comes later.
  const [typed, setTyped] = useState<string | null>(null);
  const common = { id, "aria-describedby": described, disabled: locked, onBlur: () => setTyped(null) };
  const { sort, choices } = field;
  // A date that is half typed is none yet, and takes nothing away.
  const date = (chosen: string) => (chosen || !field.required) && (setTyped(chosen), fill(field, chosen));
  const value = typed ?? field.value;
  if (sort === "flag") {
    return <input {...common} type="checkbox" checked={value === "ja"} onChange={(event) => fill(field, event.currentTarget.checked ? "ja" : "")} />;
  }
  if (sort === "choice") {
    const known = choices.includes(value) ? choices : [value, ...choices];
    return (
      <select {...common} value={value} onChange={(event) => fill(field, event.currentTarget.value)}>
        {(field.required ? known : ["", ...known.filter(Boolean)]).map((choice) => (
          <option key={choice} value={choice}>
            {(field.names[choices.indexOf(choice)] ?? choice) || "geen"}
          </option>
        ))}
      </select>
    );
  }
  if (sort === "list") {
    return <textarea {...common} rows={2} value={value} placeholder="Een per regel" onInput={(event) => (setTyped(event.currentTarget.value), fill(field, event.currentTarget.value))} />;
  }
  if (sort === "date") return <input {...common} type="date" value={value} onInput={(event) => date(event.currentTarget.value)} />;
  return <input {...common} value={value} onInput={(event) => (setTyped(event.currentTarget.value), fill(field, event.currentTarget.value))} autocomplete="off" />;
}
