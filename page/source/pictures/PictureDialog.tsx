// The window that asks about a picture before it goes into the text: what it shows, and how it stands there.
import { useRef, useState } from "preact/hooks";
import { PICTURES } from "../help/manual.ts";
import { ManualLink } from "../help/ManualLink.tsx";
import { Dialog } from "../interface/Dialog.tsx";
import { Asking, Refusal } from "../interface/Asking.tsx";
import { Field } from "../interface/Field.tsx";
import { Icon } from "../interface/Icon.tsx";
import { isPresentation, noun } from "../state.ts";
import { besideWhich, brought, next, place, stop, waitingCount } from "./bringing.ts";
import { inBytes, isCoarse } from "./measure.ts";
import { firstName, fitName } from "./name.ts";
import { inPoints, type Prepared } from "./prepare.ts";

const WIDTHS: [number, string][] = [
  [100, "Zo breed als de tekst"],
  [60, "60 procent"],
  [40, "40 procent"],
];

export function PictureDialog() {
  const picture = brought.value;
  switch (picture?.state) {
    case undefined:
      return null;
    case "looking":
      return (
        <Dialog title="Afbeelding" sort="picture" close={stop}>
          <p class="dialog-lead" role="status">
            Even kijken naar {picture.name}…
          </p>
        </Dialog>
      );
    case "refused":
      return (
        <Dialog title="Deze afbeelding kan niet" sort="picture" close={stop}>
          <div class="dialog-content" role="alert">
            {picture.name && <p class="picture-file">{picture.name}</p>}
            <Refusal refused={picture.refused} />
            <ManualLink section={PICTURES}>Welke afbeeldingen kunnen wel?</ManualLink>
          </div>
          <div class="dialog-foot">
            <button type="button" class="button primary" onClick={() => void next()}>
              {waitingCount.value > 0 ? "Verder met de volgende" : "Sluiten"}
            </button>
          </div>
        </Dialog>
      );
    case "ready":
      return <AboutPicture key={picture.address} name={picture.name} address={picture.address} prepared={picture.prepared} />;
  }
}

/** Braces are for what Griffel fills in; printed as they are, they would be a mistake in the text. */
const bracesIn = (words: string): string | null => (/[{}]/.test(words) ? "Accolades ({ en }) kunnen hier niet. Zet een cijfer in de tekst erbij." : null);

interface AboutProps {
  name: string;
  address: string;
  prepared: Prepared;
}

function AboutPicture({ name: file, address, prepared }: AboutProps) {
  const [alt, setAlt] = useState("");
  const [caption, setCaption] = useState("");
  const [name, setName] = useState(() => firstName(file));
  const [width, setWidth] = useState(100);
  const [isBeside, setBeside] = useState(false);
  const [isTried, setTried] = useState(false);
  const [canBeBeside] = useState(() => besideWhich() !== null);
  const altProblem = (isTried && !alt.trim() ? "Schrijf wat er op de afbeelding te zien is." : null) ?? bracesIn(alt);
  const captionProblem = bracesIn(caption);
  const fit = fitName(name);
  const nameProblem = isTried && !fit ? "Geef een naam, met letters of cijfers." : null;
  const altInput = useRef<HTMLInputElement>(null);
  const run = async () => {
    setTried(true);
    if (!alt.trim()) altInput.current?.focus();
    else if (fit && !altProblem && !captionProblem) await place({ name: fit, alt, caption, width, isBeside });
  };
  const extension = prepared.blob.type === "image/svg+xml" ? "svg" : prepared.blob.type === "image/png" ? "png" : "jpg";
  return (
    <Asking title="Afbeelding" sort="picture" does={`Zet in de ${noun.value}`} close={stop} run={run}>
      <div class="picture-look">
        {/* What it shows is asked beside it. */}
        <img src={address} alt="" />
        <Facts prepared={prepared} percent={isBeside ? 50 : width} />
      </div>
      <Field label="Wat is er te zien?" about="Voor wie de afbeelding niet ziet, en hoort voorlezen wat erop staat. Bijvoorbeeld: Een schoolplein met spelende kinderen." problem={altProblem}>
        {(id, described) => (
          <input ref={altInput} id={id} aria-describedby={described} aria-required="true" aria-invalid={altProblem !== null} value={alt} onInput={(event) => setAlt(event.currentTarget.value)} autocomplete="off" />
        )}
      </Field>
      <Field label="Bijschrift" required={false} about={isPresentation.value ? "Komt onder aan de dia. Noem de bron of de fotograaf." : "Komt onder de afbeelding, met een nummer. Noem ook de bron of de fotograaf."} problem={captionProblem}>
        {(id, described) => <input id={id} aria-describedby={described} aria-invalid={captionProblem !== null} value={caption} onInput={(event) => setCaption(event.currentTarget.value)} autocomplete="off" />}
      </Field>
      <div class="side-by-side">
        <Field label="Naam van het bestand" about={`Komt in de werkmap als data/${fit || "…"}.${extension}. Is die naam er al, dan komt er een nummer achter.`} problem={nameProblem}>
          {(id, described) => <input id={id} aria-describedby={described} value={name} onInput={(event) => setName(event.currentTarget.value)} autocomplete="off" spellcheck={false} />}
        </Field>
        {!isPresentation.value && (
          <Field label="Breedte">
            {(id) => (
              <select id={id} value={isBeside ? "beside" : String(width)} onChange={({ currentTarget: { value } }) => (setBeside(value === "beside"), setWidth(Number(value) || 100))}>
                {WIDTHS.map(([percent, label]) => (
                  <option key={percent} value={String(percent)}>
                    {label}
                  </option>
                ))}
                {canBeBeside && <option value="beside">Naast de vorige afbeelding</option>}
              </select>
            )}
          </Field>
        )}
      </div>
      {waitingCount.value > 0 && (
        <p class="picture-waiting">
          Hierna {waitingCount.value === 1 ? "komt er nog één" : `komen er nog ${waitingCount.value}`}.{" "}
          <button type="button" class="link" onClick={() => void next()}>
            Sla deze over
          </button>
        </p>
      )}
    </Asking>
  );
}

/** What there is to know of the picture itself. */
function Facts({ prepared: { blob, size, before, wasStripped }, percent }: { prepared: Prepared; percent: number }) {
  return (
    <div class="picture-facts">
      <p>
        {size ? `${inPoints(size)} beeldpunten` : "Een tekening, die op elke grootte scherp is"}, {inBytes(blob.size)}.
        {before && ` Verkleind: eerst ${inPoints(before.size)} en ${inBytes(before.bytes)}.`}
      </p>
      {wasStripped && <p>De gegevens die in het bestand zaten, zoals de plek van een foto, gaan niet mee.</p>}
      {size && isCoarse(size.width, percent) && (
        <p class="picture-coarse" role="status">
          <Icon name="warning" />
          Deze afbeelding is klein. {percent === 100 ? "Zo breed als de tekst" : "Op deze breedte"} ziet die er korrelig uit. Kies een smallere breedte of een grotere afbeelding.
        </p>
      )}
    </div>
  );
}
