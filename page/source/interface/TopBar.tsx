// The bar at the top: which document this is, whether it is saved, and what can be done with it.
import { downloadPdf } from "../actions.ts";
import { overviewShown, toggleOverview } from "../overview.ts";
import { session } from "../session.ts";
import { current, currentRow, helpShown, noun, shown } from "../state.ts";
import { manuscript } from "../tab.ts";
import { Icon } from "./Icon.tsx";
import { SettingsMenu } from "./SettingsMenu.tsx";
import { Status } from "./Status.tsx";

export function TopBar() {
  return (
    <header class="top">
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
      <Title />
      <div class="top-actions">
        <button type="button" class="button" onClick={() => void manuscript.save()} title="Bewaren (Ctrl+S)" disabled={!current.value}>
          <Icon name="save" />
          <span>Bewaren</span>
        </button>
        {!overviewShown.value && (
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
        <SettingsMenu />
        <button type="button" class="button quiet round" aria-label="Hulp" title="Hulp en toetsen (?)" onClick={() => (helpShown.value = true)}>
          <span aria-hidden="true">?</span>
        </button>
      </div>
    </header>
  );
}

function Title() {
  const title = shown.value?.title ?? currentRow.value?.title ?? currentRow.value?.name ?? "";
  const status = shown.value?.status ?? currentRow.value?.status;
  const adopted = shown.value?.adopted;
  // The overview has a heading of its own.
  if (overviewShown.value) return <div class="title">{manuscript.saveState.value.kind !== "saved" && <SaveState />}</div>;
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
    </div>
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
