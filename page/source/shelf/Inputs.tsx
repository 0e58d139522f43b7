// The field of a key: what is typed is checked at once, and goes into the file after a short pause or when the field is left.
import { useEffect, useRef, useState } from "preact/hooks";
import { Field } from "../interface/Asking.tsx";
import { FormulaInput } from "../pointing/FormulaInput.tsx";
import type { FormField, Given, Hop } from "../protocol.ts";
import { suggestions } from "./names.ts";
import { change, findings } from "./shelf.ts";
import { asTyped, at, fromTyped, isWithin, problemOf, same } from "./values.ts";

/** So long nothing is typed before it goes into the file, in milliseconds. */
const PAUSE = 700;

interface Props {
  field: FormField;
  value: Given | null;
  way: Hop[];
}

/** A key that holds one value, or a list of texts. */
export function ValueField({ field, value, way }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef(0);
  const waiting = useRef<string | null>(null);
  /** What stood in the file when it was begun to type over it. */
  const seen = useRef<Given | null>(null);
  const shown = typed ?? asTyped(value);
  const told = findings.value.filter((one) => one.at && isWithin(one.at, way)).map(({ finding }) => [finding.message, finding.hints[0]].filter(Boolean).join(" "));
  const isWritten = typed === null || same(fromTyped(field.holds, typed), value);
  const problem = problemOf(field, shown) ?? (isWritten ? (told[0] ?? null) : null);

  const put = (text: string) => {
    clearTimeout(timer.current);
    waiting.current = null;
    if (problemOf(field, text) !== null) return;
    const next = fromTyped(field.holds, text);
    const was = seen.current;
    seen.current = next;
    void change(way, (way, now) => {
      if (same(next, at(now.value, way))) return [];
      return next === null ? [{ what: "remove", at: way, was }] : [{ what: "set", at: way, was, value: next }];
    });
  };
  const type = (text: string) => {
    if (typed === null) seen.current = value;
    setTyped(text);
    waiting.current = text;
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => put(text), PAUSE);
  };
  const choose = (text: string) => {
    seen.current = value;
    put(text);
  };
  const leave = () => {
    if (waiting.current !== null) put(waiting.current);
    // What cannot go into the file stays in sight.
    if (typed !== null && problemOf(field, typed) === null) setTyped(null);
  };
  // Whoever goes elsewhere in the middle of a word loses nothing of it.
  useEffect(() => () => void (waiting.current !== null && put(waiting.current)), []);
  const label = field.label;
  return (
    <Field label={label} about={field.about} problem={problem} required={field.required}>
      {(id, described) => {
        const common = { id, "aria-describedby": described, onBlur: leave };
        const options = suggestions(field.key);
        switch (field.holds.sort) {
          case "flag":
            return (
              <select {...common} value={shown} onChange={(event) => choose(event.currentTarget.value)}>
                <option value="">{field.required ? "kies" : "niet ingevuld"}</option>
                <option value="ja">ja</option>
                <option value="nee">nee</option>
              </select>
            );
          case "choice":
            return (
              <select {...common} value={shown} onChange={(event) => choose(event.currentTarget.value)}>
                {(!field.required || shown === "") && <option value="">{field.required ? "kies" : "niet ingevuld"}</option>}
                {(field.holds.words.includes(shown) || shown === "" ? field.holds.words : [shown, ...field.holds.words]).map((word) => (
                  <option key={word} value={word}>
                    {word}
                  </option>
                ))}
              </select>
            );
          case "texts":
            return <textarea {...common} rows={Math.min(8, Math.max(2, shown.split("\n").length))} value={shown} placeholder="Een per regel" onInput={(event) => type(event.currentTarget.value)} />;
          case "date":
            return <input {...common} type="date" value={shown} onInput={(event) => type(event.currentTarget.value)} />;
          case "integer":
          case "number":
            return <input {...common} inputMode="decimal" value={shown} onInput={(event) => type(event.currentTarget.value)} autocomplete="off" />;
          default:
            return field.key === "formule" ? (
              <FormulaInput id={id} label={field.label} described={described} value={shown} type={type} leave={leave} />
            ) : field.key === "kleur" ? (
              <ColorInput common={common} value={shown} type={type} />
            ) : shown.length > 70 || shown.includes("\n") ? (
              <textarea {...common} rows={Math.min(6, Math.ceil(shown.length / 60))} value={shown} onInput={(event) => type(event.currentTarget.value.replaceAll("\n", " "))} />
            ) : (
              <>
                <input {...common} value={shown} list={options.length > 0 ? `${id}-options` : undefined} onInput={(event) => type(event.currentTarget.value)} autocomplete="off" />
                {options.length > 0 && (
                  <datalist id={`${id}-options`}>
                    {options.map((option) => (
                      <option key={option} value={option} />
                    ))}
                  </datalist>
                )}
              </>
            );
        }
      }}
    </Field>
  );
}

function ColorInput({ common, value, type }: { common: { id: string; "aria-describedby": string | undefined; onBlur: () => void }; value: string; type: (text: string) => void }) {
  const isColor = /^#[0-9a-f]{6}$/i.test(value);
  return (
    <span class="color-input">
      <input {...common} value={value} onInput={(event) => type(event.currentTarget.value)} autocomplete="off" />
      <input type="color" aria-label="Kies een kleur" value={isColor ? value : "#000000"} onInput={(event) => type(event.currentTarget.value)} />
    </span>
  );
}
