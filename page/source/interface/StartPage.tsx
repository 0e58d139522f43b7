// The start page: a work folder is chosen or made, and its preview takes the place of this page.
import { useEffect, useState } from "preact/hooks";
import { counted } from "../announce.ts";
import type { ShownRegion, Start, StartAct } from "../protocol.ts";
import { reasonOf, Refused } from "../refused.ts";
import { rejoin } from "../nextRun.ts";
import { fetchStart } from "../requests.ts";
import { session } from "../session.ts";
import { asked } from "../starting.ts";
import { Browse } from "./Browse.tsx";
import { NewFolder } from "./NewFolder.tsx";

/** The server goes on as long as somebody asks; less often than this it may end. */
const ASK_EVERY = 20_000;
/** While it does not answer it is asked again after this long. */
const ASK_AGAIN = 2_000;

type View = "start" | "new" | "open" | "region";

export function StartPage() {
  const [start, setStart] = useState<Start | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [view, setView] = useState<View>("start");
  const [isBusy, setBusy] = useState(false);
  const [region, setRegion] = useState<ShownRegion | null>(null);
  useEffect(() => {
    if (!session.token) return;
    let timer = 0;
    let isAway = false;
    const ask = async () => {
      try {
        const found = await fetchStart();
        session.secret = found.secret;
        setStart(found);
        if (isAway) setProblem(null);
        isAway = false;
      } catch (error) {
        isAway = true;
        // The next start goes on with this page.
        if (error instanceof Refused && error.status === 401 && (await rejoin())) return void ask();
        setProblem(reasonOf(error));
      }
      timer = window.setTimeout(() => void ask(), isAway ? ASK_AGAIN : ASK_EVERY);
    };
    void ask();
    return () => clearTimeout(timer);
  }, []);
  /** Does it, and goes to the preview that comes of it. */
  const go = async (act: StartAct) => {
    setBusy(true);
    setProblem(null);
    try {
      const done = await asked(act);
      if (done.what === "opened") location.assign(done.address);
      else setBusy(false);
      if (done.what === "region") {
        setRegion(done);
        setView("region");
      }
    } catch (error) {
      setProblem(reasonOf(error));
      setBusy(false);
    }
  };
  if (!session.token || session.expired.value) {
    return (
      <main class="no-token">
        <h1>Start Griffel opnieuw</h1>
        <p>Deze pagina is van een eerdere keer. Start Griffel opnieuw; het startscherm gaat dan vanzelf open.</p>
      </main>
    );
  }
  return (
    <main class="start-page">
      <header>
        <h1>Griffel</h1>
        <p>Brieven en presentaties aan de raad, met cijfers die kloppen.</p>
      </header>
      <div role="alert">{problem && <p class="refusal">{problem}</p>}</div>
      {view === "start" && <Choose start={start} isBusy={isBusy} go={go} show={setView} />}
      {view === "new" && start && <NewFolder start={start} isBusy={isBusy} go={go} back={() => setView("start")} fail={setProblem} />}
      {view === "region" && region && <Region region={region} isBusy={isBusy} go={go} back={() => setView("start")} />}
      {view === "open" && start && <OpenFolder home={start.home} go={go} back={() => setView("start")} fail={setProblem} />}
      <footer>
        Griffel {start?.version}. Griffel stopt vanzelf als alle vensters een paar minuten dicht zijn. Alles blijft op deze computer.
      </footer>
    </main>
  );
}

interface ChooseProps {
  start: Start | null;
  isBusy: boolean;
  go: (act: StartAct) => Promise<void>;
  show: (view: View) => void;
}

function Choose({ start, isBusy, go, show }: ChooseProps) {
  return (
    <>
      {start && start.recent.length > 0 && (
        <section aria-labelledby="recent-title">
          <h2 id="recent-title">Verder in een werkmap</h2>
          <ul class="recent">
            {start.recent.map((folder) => (
              <li key={folder.path}>
                <button type="button" disabled={isBusy} onClick={() => void go({ what: "open", folder: folder.path })}>
                  <strong>{folder.name}</strong>
                  {folder.sort === "region" && <span>regio</span>}
                  <span>{folder.path}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="begin-title">
        <h2 id="begin-title">{start && start.recent.length > 0 ? "Of iets anders" : "Beginnen"}</h2>
        <div class="start-ways">
          <button type="button" class="button primary" disabled={isBusy || !start} onClick={() => show("new")}>
            Nieuwe werkmap
          </button>
          <button type="button" class="button" disabled={isBusy || !start} onClick={() => show("open")}>
            Werkmap openen
          </button>
          <button type="button" class="button" disabled={isBusy || !start} onClick={() => void go({ what: "example" })}>
            Voorbeeld bekijken
          </button>
        </div>
        {isBusy && <p role="status">Even wachten…</p>}
      </section>
    </>
  );
}

interface RegionProps {
  region: ShownRegion;
  isBusy: boolean;
  go: (act: StartAct) => Promise<void>;
  back: () => void;
}

/** The municipalities of a region, each to be opened. */
function Region({ region, isBusy, go, back }: RegionProps) {
  return (
    <section aria-labelledby="region-title">
      <h2 id="region-title">Gemeenten in {region.name}</h2>
      <ul class="recent">
        {region.municipalities.map(({ name, path, documents, last }) => (
          <li key={path}>
            <button type="button" disabled={isBusy} onClick={() => void go({ what: "open", folder: path })}>
              <strong>{name}</strong>
              <span>{documents === 0 ? "nog geen brieven" : `${counted(documents, "brief of presentatie", "brieven en presentaties")}, tot en met ${last}`}</span>
            </button>
          </li>
        ))}
      </ul>
      {region.problems.map((problem) => (
        <p class="refusal" key={problem}>
          {problem}
        </p>
      ))}
      <div class="start-ways">
        <button type="button" class="button" onClick={back}>
          Terug
        </button>
      </div>
    </section>
  );
}

interface OpenProps {
  home: string;
  go: (act: StartAct) => Promise<void>;
  back: () => void;
  fail: (problem: string | null) => void;
}

function OpenFolder({ home, go, back, fail }: OpenProps) {
  return (
    <section aria-labelledby="open-title">
      <h2 id="open-title">Werkmap openen</h2>
      <Browse from={home} fail={fail} choose={({ path, sort }) => sort !== "plain" && (void go({ what: "open", folder: path }), true)} />
      <div class="start-ways">
        <button type="button" class="button" onClick={back}>
          Terug
        </button>
      </div>
    </section>
  );
}
