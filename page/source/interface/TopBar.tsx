// The bar at the top: which document this is, whether it is saved, and what can be done with it.
import { downloadPdf } from "../actions.ts";
import { ask, nextStep } from "../acts.ts";
import { counted, listed } from "../announce.ts";
import { latest } from "../connection.ts";
import { loose } from "../figures/figures.ts";
import { make } from "../making.ts";
import { overviewShown, toggleOverview } from "../overview.ts";
import { printShown } from "../printing.ts";
import { session } from "../session.ts";
import { shelfShown, toggleShelf } from "../shelf/shelf.ts";
import { current, currentRow, helpShown, isPresentation, noun, shown, thisDocument } from "../state.ts";
import { manuscript } from "../tab.ts";
import { Icon } from "./Icon.tsx";
import { Menu } from "./Menu.tsx";
import { SettingsMenu } from "./SettingsMenu.tsx";
import { Skips } from "./Skips.tsx";
import { Status } from "./Status.tsx";

export function TopBar() {
  return (
    <header class="top">
      <Skips />
      <div class="place">
        <span class="organisation">{session.about.value?.organisation ?? "Griffel"}</span>
        <span class="folder">{session.about.value?.folderName ?? ""}</span>
      </div>
      <button
        type="button"
        id="overview-button"
        class="button overview-button"
        aria-pressed={overviewShown.value}
        title="Overzicht: wat is klaar, wat moet nog (o)"
        onClick={toggleOverview}
      >
        <Icon name="overview" />
        <span>Overzicht</span>
      </button>
      <button
        type="button"
        id="shelf-button"
        class="button overview-button"
        aria-pressed={shelfShown.value}
        title="Cijfers, grafieken, pilots, kalender en huisstijl (g)"
        onClick={toggleShelf}
      >
        <Icon name="shelf" />
        <span>Gegevens</span>
        {loose.value.length > 0 && !shelfShown.value && <span class="shelf-new">{counted(loose.value.length, "nieuw bestand", "nieuwe bestanden")}</span>}
      </button>
      <Title />
      <div class="top-actions">
        <button type="button" class="button" onClick={() => void manuscript.save()} title="Bewaren (Ctrl+S)" disabled={!current.value}>
          <Icon name="save" />
          <span>Bewaren</span>
        </button>
        {!overviewShown.value && !shelfShown.value && (
          <button
            type="button"
            class="button primary"
            onClick={() => void downloadPdf()}
            title="PDF downloaden (d)"
            disabled={!current.value}
          >
            <Icon name="download" />
            <span>PDF downloaden</span>
          </button>
        )}
        <DocumentMenu />
        <SettingsMenu />
        <button type="button" class="button quiet round" aria-label="Hulp" title="Hulp en toetsen (?)" onClick={() => (helpShown.value = true)}>
          <span aria-hidden="true">?</span>
        </button>
      </div>
    </header>
  );
}

/** What can be done with the document shown, and with all of them. */
function DocumentMenu() {
  const document = current.value;
  const status = shown.value?.status ?? currentRow.value?.status ?? null;
  const step = nextStep(status);
  const items = [
    ...(document
      ? [
          ...(step ? [{ label: `${step.label}…`, run: () => ask({ what: "step", document, status: step.status }) }] : []),
          ...(status === "ambtelijk akkoord" ? [{ label: "Terug naar concept…", run: () => ask({ what: "step", document, status: "concept" }) }] : []),
          ...(shown.value?.adopted
            ? [
                { label: "Maak een correctie…", run: () => ask({ what: "correct" }) },
                { label: "Ga na of het nog klopt", run: () => ask({ what: "verify", document }) },
              ]
            : []),
          ...(isPresentation.value ? [{ label: "Maak ook hand-out en stappen", run: () => void make(document) }] : []),
          { label: isPresentation.value ? "Druk de dia's af…" : "Druk de bladzijden af…", run: () => void printShown() },
          { label: "Eerdere versies…", run: () => ask({ what: "versions", document }) },
          { label: "Maak hier een nieuwe uit…", run: () => ask({ what: "copy", document, period: document.split("/")[0] ?? "" }) },
          { label: "Andere naam of periode…", run: () => ask({ what: "move", document }) },
          { label: "Gooi weg…", run: () => ask({ what: "discard", document }) },
        ]
      : []),
    { label: "Nieuwe brief of presentatie…", run: () => ask({ what: "new" }) },
    { label: "Nieuwe periode…", run: () => ask({ what: "begin", period: "" }) },
    { label: "Ga na of alles nog klopt", run: () => ask({ what: "verify", document: null }) },
    { label: "Prullenbak", run: () => ask({ what: "bin" }) },
  ];
  return (
    <Menu id="document-menu" items={items}>
      <span>Meer</span>
    </Menu>
  );
}

function Title() {
  const title = shown.value?.title ?? currentRow.value?.title ?? currentRow.value?.name ?? "";
  const status = shown.value?.status ?? currentRow.value?.status;
  const adopted = shown.value?.adopted;
  // What lies over the document has a heading of its own.
  if (overviewShown.value || shelfShown.value) return <div class="title">{manuscript.saveState.value.kind !== "saved" && <SaveState />}</div>;
  return (
    <div class="title">
      <h1 title={title}>{title || "Griffel"}</h1>
      {status && <Status status={status} />}
      {adopted ? (
        <span class="adopted-fact" title={`Deze ${noun.value} verandert niet meer.`}>
          <Icon name="lock" />
          op {adopted.date}, versie {adopted.version}
        </span>
      ) : (
        <SaveState />
      )}
      <Present />
    </div>
  );
}

const present = latest("present");

/** So many people are named. */
const MOST_NAMED = 3;

/** Who else has the document open. */
function Present() {
  const others = present.value?.document === current.value ? present.value.names : [];
  const named = others.length > MOST_NAMED ? [...others.slice(0, MOST_NAMED - 1), `${others.length - MOST_NAMED + 1} anderen`] : others;
  const rest = ` ${others.length === 1 ? "heeft" : "hebben"} ${thisDocument.value} ook open`;
  return (
    <span class="present" role="status" title={others.length > 0 ? listed(named) + rest : undefined}>
      {others.length > 0 && (
        <>
          <Icon name="people" />
          <span>
            {listed(named)}
            <span class="present-rest">{rest}</span>
          </span>
        </>
      )}
    </span>
  );
}

function SaveState() {
  const state = manuscript.saveState.value;
  if (state.kind === "none") return null;
  const words = { saved: "Bewaard", unsaved: "Nog niet bewaard", saving: "Wordt bewaard…", failed: "Niet bewaard" };
  return (
    <span class={`save-state ${state.kind}`} title={state.kind === "failed" ? state.message : undefined}>
      {state.kind === "saved" && <Icon name="ok" />}
      {state.kind === "failed" && <Icon name="error" />}
      {state.kind === "unsaved" && <span class="dot" />}
      {words[state.kind]}
    </span>
  );
}
