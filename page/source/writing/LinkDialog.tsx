// A link: its words, and where it leads.
import { useEffect, useRef, useState } from "preact/hooks";
import * as editor from "../editor/editor.ts";
import { Dialog } from "../interface/Dialog.tsx";
import { Field } from "../interface/Field.tsx";
import { asAddress, linkAt, setLink } from "./insertions.ts";
import { leaveAid } from "./leave.ts";

export function LinkDialog() {
  const [place] = useState(() => linkAt(editor.state()));
  const [words, setWords] = useState(place.words);
  const [typed, setTyped] = useState(place.address);
  const [isTried, setTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLInputElement>(place.words ? "input[name=address]" : "input[name=words]")?.focus(), []);
  const address = asAddress(typed);
  const put = (to: string) => {
    // The cursor is where it was, also when somebody else changed the text meanwhile.
    leaveAid(() => void editor.run((target) => setLink(linkAt(target.state), words.trim() || to.replace(/^mailto:/, ""), to)(target)));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setTried(true);
    if (address) put(address);
  };
  return (
    <Dialog title={place.exists ? "Link veranderen" : "Link"} sort="link-window" close={() => leaveAid()}>
      <form class="asking" ref={form} onSubmit={submit} noValidate>
        <div class="dialog-content">
          <Field label="Woorden in de tekst">
            {(id, described) => <input id={id} aria-describedby={described} name="words" value={words} autocomplete="off" onInput={(event) => setWords(event.currentTarget.value)} />}
          </Field>
          <Field
            label="Adres"
            about="Van een webpagina, zoals www.voorbeeld.nl, of een e-mailadres."
            problem={isTried && !address ? "Dit is geen adres van een webpagina of een e-mailadres." : null}
          >
            {(id, described) => <input id={id} aria-describedby={described} name="address" value={typed} autocomplete="off" spellcheck={false} onInput={(event) => setTyped(event.currentTarget.value)} />}
          </Field>
        </div>
        <div class="dialog-foot">
          <button type="submit" class="button primary">
            {place.exists ? "Verander" : "Zet in de tekst"}
          </button>
          {place.exists && (
            <button type="button" class="button" onClick={() => put("")}>
              Haal de link weg
            </button>
          )}
          <button type="button" class="button" onClick={() => leaveAid()}>
            Annuleren
          </button>
        </div>
      </form>
    </Dialog>
  );
}
