// A new work folder: whose it is, how it looks, what its letters are like, and where it goes.
import { useEffect, useRef, useState } from "preact/hooks";
import { contrastToWhite } from "../contrast.ts";
import { nameFrom } from "../naming.ts";
import type { OfferedForm, Start, StartAct, Upload } from "../protocol.ts";
import { Browse } from "./Browse.tsx";
import { Field } from "./Field.tsx";

interface Props {
  start: Start;
  isBusy: boolean;
  go: (act: StartAct) => Promise<void>;
  back: () => void;
  fail: (problem: string | null) => void;
}

/** What is chosen for a form of one's own; it begins from the form after it. */
const OWN = "eigen";
const BEGUN_FROM = "collegebrief";

/** Lines of the address block, and what they are called. */
const CONTACT = [
  ["phone", "Telefoon"],
  ["email", "E-mail"],
  ["website", "Website"],
] as const;

export function NewFolder({ start, isBusy, go, back, fail }: Props) {
  const [municipality, setMunicipality] = useState("");
  const [name, setName] = useState<string | null>(null);
  const [parent, setParent] = useState(start.home);
  const [isBrowsing, setBrowsing] = useState(false);
  const [color, setColor] = useState("#1f5a7a");
  const [logo, setLogo] = useState<Upload | null>(null);
  const [form, setForm] = useState(start.forms[0]?.id ?? "");
  const [formName, setFormName] = useState("");
  const base = start.forms.find(({ id }) => id === (form === OWN ? BEGUN_FROM : form));
  const [headings, setHeadings] = useState<string | null>(null);
  const [contact, setContact] = useState({ address: "", phone: "", email: "", website: "" });
  const [example, setExample] = useState(false);
  const known = start.municipalities.find((one) => one.name.toLowerCase() === municipality.trim().toLowerCase());
  const called = name ?? (municipality.trim() ? `brieven-${nameFrom(municipality)}` : "");
  const ownHeadings = headings ?? base?.headings.join("\n") ?? "";
  const isColor = contrastToWhite(color) !== null;
  const lacksForm = form === OWN && (!formName.trim() || !ownHeadings.trim());
  const submit = (event: Event) => {
    event.preventDefault();
    void go({
      what: "create",
      parent,
      name: called,
      municipality: known?.name ?? municipality.trim(),
      code: known?.code ?? "",
      color,
      example,
      contact: { ...contact, address: contact.address.split("\n") },
      logo,
      form: base?.id ?? "",
      own: form === OWN ? { name: formName, headings: ownHeadings.split("\n") } : null,
    });
  };
  return (
    <form onSubmit={submit} aria-labelledby="new-title">
      <h2 id="new-title">Nieuwe werkmap</h2>
      <Field label="Gemeente" about={known ? `Code ${known.code}.` : `Kies uit de lijst (van ${start.listed}), of typ een naam die er niet in staat.`}>
        {(id, described) => (
          <>
            <input
              id={id}
              list="municipalities"
              aria-describedby={described}
              value={municipality}
              onInput={(event) => setMunicipality(event.currentTarget.value)}
              required
              autocomplete="off"
            />
            <datalist id="municipalities">
              {start.municipalities.map((one) => (
                <option key={one.code} value={one.name} />
              ))}
            </datalist>
          </>
        )}
      </Field>
      <fieldset class="new-part">
        <legend>Huisstijl</legend>
        <div class="house">
          <div>
            <Field label="Huiskleur" about={contrastInWords(color)}>
              {(id, described) => <input id={id} type="color" aria-describedby={described} value={isColor ? color : "#1f5a7a"} onInput={(event) => setColor(event.currentTarget.value)} />}
            </Field>
            <Field label="Of typ de kleurcode" problem={isColor ? null : "Een kleurcode is een hekje met zes tekens, zoals #00695c."}>
              {(id, described) => (
                <input id={id} class="color-code" aria-describedby={described} value={color} onInput={(event) => setColor(withHash(event.currentTarget.value))} autocomplete="off" spellcheck={false} />
              )}
            </Field>
            <LogoField logo={logo} set={setLogo} />
          </div>
          <Letterhead color={isColor ? color : "#1f5a7a"} name={(known?.name ?? municipality.trim()) || "Uw gemeente"} logo={logo} />
        </div>
        <details class="new-contact">
          <summary>Adres en telefoon bovenaan de brief (hoeft niet)</summary>
          <Field label="Adres" about="Elke regel op een eigen regel.">
            {(id, described) => (
              <textarea id={id} rows={2} aria-describedby={described} value={contact.address} onInput={(event) => setContact({ ...contact, address: event.currentTarget.value })} />
            )}
          </Field>
          <div class="side-by-side">
            {CONTACT.map(([key, label]) => (
              <Field key={key} label={label}>
                {(id) => <input id={id} value={contact[key]} onInput={(event) => setContact({ ...contact, [key]: event.currentTarget.value })} autocomplete="off" />}
              </Field>
            ))}
          </div>
        </details>
      </fieldset>
      <fieldset class="new-part">
        <legend>Uw brieven</legend>
        <Field label="Vorm van uw brieven">
          {(id) => (
            <select id={id} value={form} onChange={(event) => setForm(event.currentTarget.value)}>
              {start.forms.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
              <option value={OWN}>Een eigen vorm</option>
            </select>
          )}
        </Field>
        {form === OWN ? (
          <>
            <Field label="Hoe heet uw brief?" about="Zoals Raadsmemo of Informatienota.">
              {(id, described) => (
                <input id={id} aria-describedby={described} value={formName} onInput={(event) => setFormName(event.currentTarget.value)} required autocomplete="off" />
              )}
            </Field>
            <Field label="Vaste koppen" about="Elke kop op een eigen regel. Elke brief krijgt ze, in deze volgorde.">
              {(id, described) => (
                <textarea id={id} rows={6} aria-describedby={described} value={ownHeadings} onInput={(event) => setHeadings(event.currentTarget.value)} required />
              )}
            </Field>
          </>
        ) : (
          base && <Headings form={base} />
        )}
        <label class="choice">
          <input type="checkbox" checked={example} onChange={(event) => setExample(event.currentTarget.checked)} />
          Met de voorbeeldbrieven en hun cijfers erin
        </label>
      </fieldset>
      <fieldset class="new-part">
        <legend>Waar komt hij?</legend>
        <div class="side-by-side">
          <Field label="Naam van de werkmap">
            {(id) => <input id={id} value={called} onInput={(event) => setName(event.currentTarget.value)} required autocomplete="off" />}
          </Field>
          <Field label="In de map">
            {(id) => <input id={id} value={parent} onInput={(event) => setParent(event.currentTarget.value)} required autocomplete="off" />}
          </Field>
        </div>
        <button type="button" class="button small" aria-expanded={isBrowsing} onClick={() => setBrowsing(!isBrowsing)}>
          {isBrowsing ? "Zo is het goed" : "Kies een andere map"}
        </button>
        {isBrowsing && <Browse from={parent} choose={() => false} entered={setParent} fail={fail} />}
      </fieldset>
      <div class="start-ways">
        <button type="submit" class="button primary" disabled={isBusy || !municipality.trim() || !called.trim() || !isColor || lacksForm}>
          {isBusy ? "Even wachten…" : "Maak de werkmap"}
        </button>
        <button type="button" class="button" onClick={back}>
          Terug
        </button>
      </div>
    </form>
  );
}

const withHash = (typed: string): string => (/^[0-9a-f]{6}$/i.test(typed.trim()) ? `#${typed.trim()}` : typed.trim());

function contrastInWords(color: string): string {
  const contrast = contrastToWhite(color);
  if (contrast === null) return "";
  const ratio = contrast.toLocaleString("nl", { maximumFractionDigits: 1 });
  const verdict = contrast >= 4.5 ? "Dat is goed te lezen." : "Dat is te licht voor letters (nodig: 4,5 : 1). Griffel maakt ze vanzelf donkerder.";
  return `Contrast met wit ${ratio} : 1. ${verdict}`;
}

function Headings({ form }: { form: OfferedForm }) {
  return (
    <div class="asking-sections">
      <p>Deze koppen staan in elke brief:</p>
      <ul>
        {form.headings.map((heading) => (
          <li key={heading}>{heading}</li>
        ))}
      </ul>
    </div>
  );
}

function LogoField({ logo, set }: { logo: Upload | null; set: (logo: Upload | null) => void }) {
  const [problem, setProblem] = useState<string | null>(null);
  const choose = (file: File | undefined) => {
    setProblem(null);
    set(null);
    if (!file) return;
    if (file.size > 5 * 1024 * 1024) return setProblem("Dit bestand is te groot: meer dan 5 MB.");
    const reader = new FileReader();
    reader.addEventListener("load", () => set({ name: file.name, data: String(reader.result).split(",")[1] ?? "" }));
    reader.addEventListener("error", () => setProblem("Dit bestand is niet te lezen."));
    reader.readAsDataURL(file);
  };
  return (
    <Field label="Logo" required={false} about={logo ? logo.name : "Een bestand: SVG, PNG of JPEG."} problem={problem}>
      {(id, described) => (
        <span class="file-choice">
          {/* The browser's own button has words in another language, where the browser has. */}
          <input
            id={id}
            class="unseen"
            type="file"
            accept=".svg,.png,.jpg,.jpeg,image/svg+xml,image/png,image/jpeg"
            aria-describedby={described}
            onChange={(event) => choose(event.currentTarget.files?.[0])}
          />
          <span class="button" aria-hidden="true" onClick={(event) => (event.currentTarget.previousElementSibling as HTMLElement | null)?.click()}>
            {logo ? "Kies een ander bestand" : "Kies een bestand"}
          </span>
        </span>
      )}
    </Field>
  );
}

/** The top of a letter, roughly as it will be. */
function Letterhead({ color, name, logo }: { color: string; name: string; logo: Upload | null }) {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => sheet.current?.style.setProperty("--house", color), [color]);
  const kind = logo?.name.toLowerCase().split(".").at(-1);
  const type = kind === "svg" ? "svg+xml" : kind === "png" ? "png" : "jpeg";
  return (
    <div class="letterhead" ref={sheet} aria-hidden="true">
      <div class="letterhead-top">
        {logo && <img src={`data:image/${type};base64,${logo.data}`} alt="" />}
        <span>{name.startsWith("Uw ") ? name : `Gemeente ${name}`}</span>
      </div>
      <strong>Onderwerp van de brief</strong>
      <i />
      <i />
      <strong>Een kop</strong>
      <i />
      <i />
      <i />
    </div>
  );
}
