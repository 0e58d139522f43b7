// The whole page.
import { useEffect, useRef, useState } from "preact/hooks";
import { announcement } from "../announce.ts";
import * as editor from "../editor/editor.ts";
import { fixesOf, mend } from "../fixes.ts";
import { addToList, meantBy, replacing } from "../spelling.ts";
import { followCursor } from "../navigation.ts";
import { overviewShown } from "../overview.ts";
import { SearchAll } from "../searching/SearchAll.tsx";
import { session } from "../session.ts";
import { settings } from "../settings.ts";
import { shelfShown } from "../shelf/shelf.ts";
import { Shelf } from "../shelf/Shelf.tsx";
import { bring, refuseWordPicture } from "../pictures/bringing.ts";
import { PictureDialog } from "../pictures/PictureDialog.tsx";
import { PictureInput } from "../pictures/PictureInput.tsx";
import { presenting } from "../slides/presenting.ts";
import { currentRow, shown, typingLine } from "../state.ts";
import { manuscript } from "../tab.ts";
import { Aids } from "../writing/Aids.tsx";
import { Toolbar } from "../writing/Toolbar.tsx";
import { WordCount } from "../writing/WordCount.tsx";
import { Conflict } from "./Conflict.tsx";
import { Documents } from "./Documents.tsx";
import { Head } from "./Head.tsx";
import { Help } from "./Help.tsx";
import { Notices } from "./Notices.tsx";
import { PagesPane } from "./PagesPane.tsx";
import { Presenting } from "./Presenting.tsx";
import { SheetPlace } from "./SheetPlace.tsx";
import { SourceFile } from "./SourceFile.tsx";
import { Splitter } from "./Splitter.tsx";
import { Adopted } from "./Adopted.tsx";
import { Overview } from "./Overview.tsx";
import { TopBar } from "./TopBar.tsx";
import { UnderText } from "./UnderText.tsx";
import { Windows } from "./Windows.tsx";

const LEAST_PAGES = 320;

export function App() {
  if (!session.token) return <NoToken />;
  return <Preview />;
}

function Preview() {
  const [size, setSize] = useState({ width: innerWidth, height: innerHeight });
  useEffect(() => {
    const resized = () => setSize({ width: innerWidth, height: innerHeight });
    addEventListener("resize", resized);
    return () => removeEventListener("resize", resized);
  }, []);
  const title = shown.value?.title ?? currentRow.value?.title;
  const saving = manuscript.saveState.value.kind;
  const unsaved = saving === "unsaved" || saving === "failed";
  const overview = overviewShown.value;
  const shelf = shelfShown.value;
  const isCovered = overview || shelf;
  useEffect(() => {
    const view = overview ? "Overzicht" : shelf ? "Gegevens" : title;
    document.title = `${unsaved ? "• " : ""}${view ? `${view} – ` : ""}Griffel`;
  }, [title, unsaved, overview, shelf]);

  const between = (least: number, size: number, most: number) => Math.max(least, Math.min(size, most));
  const { width, height } = size;
  const documents = between(150, settings.documentsWidth.value ?? between(190, width * 0.15, 270), 400);
  const mostText = Math.max(260, width - documents - LEAST_PAGES);
  const text = between(260, settings.editorWidth.value ?? (width - documents) * (settings.editorShown.value ? 0.4 : 0.28), mostText);
  const findings = between(110, settings.findingsHeight.value ?? height * 0.26, height - 260);

  const layout = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const style = layout.current?.style;
    style?.setProperty("--documents", `${documents}px`);
    style?.setProperty("--text", `${text}px`);
    style?.setProperty("--findings", `${findings}px`);
  }, [documents, text, findings]);

  return (
    <>
      <div class="preview" ref={layout} inert={presenting.value}>
        <TopBar />
        <p class="print-note">Druk af met Ctrl+P in het venster van Griffel, of download de PDF en druk die af.</p>
        <ConnectionBanner />
        <main class="stage">
          {overviewShown.value && <Overview />}
          {shelfShown.value && <Shelf />}
          <div class="columns" inert={isCovered}>
            <Documents />
            <Splitter
              label="Breedte van de lijst met documenten"
              orientation="vertical"
              resizes="before"
              size={documents}
              least={150}
              most={400}
              change={(size) => (settings.documentsWidth.value = size)}
            />
            <div class="text-column">
              {!isCovered && <Notices />}
              <SaveProblem />
              <Adopted />
              <Head />
              {settings.editorShown.value && <Toolbar />}
              <Editor />
              {settings.editorShown.value && <WordCount />}
              {settings.editorShown.value && (
                <Splitter
                  label="Hoogte van de meldingen en opmerkingen"
                  orientation="horizontal"
                  resizes="after"
                  size={findings}
                  least={110}
                  most={height - 260}
                  change={(size) => (settings.findingsHeight.value = size)}
                />
              )}
              <UnderText />
            </div>
            <Splitter
              label="Breedte van de tekst"
              orientation="vertical"
              resizes="before"
              size={text}
              least={260}
              most={mostText}
              change={(size) => (settings.editorWidth.value = size)}
            />
            <PagesPane />
          </div>
        </main>
        <Conflict />
        <SourceFile />
        <SheetPlace />
        <Windows />
        <Aids />
        <PictureInput />
        <PictureDialog />
        <SearchAll />
        <Help />
        <div class="unseen" aria-live="polite">
          {announcement.value}
        </div>
      </div>
      <Presenting />
    </>
  );
}

function Editor() {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer = 0;
    const noteTyping = () => (typingLine.value = editor.openPlaceholder());
    const cursorMoved = () => {
      noteTyping();
      clearTimeout(timer);
      timer = window.setTimeout(followCursor, 200);
    };
    if (place.current) editor.mount(place.current, () => (noteTyping(), manuscript.changed()), cursorMoved, { bring, refuseWordPicture }, { fixesOf, mend, meantBy, replacing, addToList });
    place.current?.addEventListener("focusout", () => (typingLine.value = null));
  }, []);
  return <section id="text" class="editor" aria-label="Tekst" hidden={!settings.editorShown.value} ref={place} />;
}

function SaveProblem() {
  const state = manuscript.saveState.value;
  if (state.kind !== "failed") return null;
  return (
    <div class="notice error" role="alert">
      <span>Bewaren lukte niet. {state.message} Uw tekst is veilig in deze browser.</span>
    </div>
  );
}

function ConnectionBanner() {
  if (session.expired.value) {
    return (
      <div class="connection" role="alert">
        <strong>Griffel is opnieuw gestart.</strong> Open het nieuwe adres, dat in het venster van Griffel staat. Wat u hier typte, is veilig
        in deze browser.
      </div>
    );
  }
  if (session.connected.value !== false) return null;
  return (
    <div class="connection" role="alert">
      <strong>Griffel antwoordt niet.</strong> Wat u typt, is veilig in deze browser. Kijk of het venster waarin u Griffel startte nog open
      is. Zo niet: start Griffel opnieuw. Deze pagina gaat dan vanzelf verder.
    </div>
  );
}

function NoToken() {
  return (
    <main class="no-token">
      <h1>Open het adres van Griffel</h1>
      <p>
        Dit adres is niet compleet. In het venster waarin <code>griffel bekijk</code> draait, staat het hele adres. Klik daarop, of kopieer het
        naar deze browser.
      </p>
    </main>
  );
}
