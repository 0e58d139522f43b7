// The HTTP requests to the server.
import type { SaveResult, VersionedText } from "./manuscript.ts";
import type { Act, CommentAct, Desk, Done, FigureAct, FigureDone, SheetRow, SheetRows, ShelfAct, ShelfDone, ShownComments, ShownFinding, ShownSpot, Start, StartAct, StartDone, StoredPicture } from "./protocol.ts";
import { Refused } from "./refused.ts";
import { session } from "./session.ts";

/** No file has more rows; past the last is the last. */
const LAST_ROW = 10_000_000;

export async function fetchText(document: string): Promise<VersionedText> {
  return versionedText(await request(`/api/manuscript?document=${encodeURIComponent(document)}`));
}

/** Saves unless the file has another entity tag by now. */
export async function saveText(document: string, { text, etag }: VersionedText): Promise<SaveResult> {
  const path = `/api/manuscript?document=${encodeURIComponent(document)}`;
  const headers = { "If-Match": etag, "Content-Type": "text/plain; charset=utf-8" };
  const response = await request(path, { method: "PUT", headers, body: text }, [412]);
  if (response.status === 412) return { saved: false, onDisk: await versionedText(response) };
  return { saved: true, etag: response.headers.get("ETag") ?? "" };
}

export async function fetchSource(file: string): Promise<string> {
  const response = await request(`/api/source?file=${encodeURIComponent(file)}`);
  return response.text();
}

/** The rows of a file with numbers around one of them. */
export async function fetchRows({ file, sheet, row, lacks }: ShownSpot): Promise<SheetRow[]> {
  const wanted = new URLSearchParams({ file, row: String(row ?? (lacks ? LAST_ROW : 1)), ...(sheet === null ? {} : { sheet }) });
  return ((await (await request(`/api/rows?${wanted}`)).json()) as SheetRows).rows;
}

/** PDFs of the work folder, in one file. */
export async function fetchBundle(files: string[]): Promise<Blob> {
  const response = await request("/api/bundle", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(files) });
  return response.blob();
}

export async function fetchPdf(document: string): Promise<Blob> {
  const response = await request(`/api/pdf?document=${encodeURIComponent(document)}`);
  return response.blob();
}

/** Has something done. */
export async function postAct(act: Act): Promise<Done> {
  const response = await request("/api/act", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(act) });
  return (await response.json()) as Done;
}

/** Has something done with the comments on a document. */
export async function postComments(act: CommentAct): Promise<ShownComments> {
  const response = await request("/api/comments", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(act) });
  return (await response.json()) as ShownComments;
}

/** Has something looked at or changed in a file that is no document. */
export async function postShelf(act: ShelfAct): Promise<ShelfDone> {
  const response = await request("/api/shelf", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(act) });
  return (await response.json()) as ShelfDone;
}

/** The same of a file with numbers. */
export async function postFigures(act: FigureAct): Promise<FigureDone> {
  const response = await request("/api/figures", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(act) });
  return (await response.json()) as FigureDone;
}

/** Puts a new file with numbers into the work folder. */
export async function putFigures(name: string, file: Blob): Promise<FigureDone> {
  const headers = { "Content-Type": "application/octet-stream" };
  const response = await request(`/api/figures?name=${encodeURIComponent(name)}`, { method: "PUT", headers, body: file });
  return (await response.json()) as FigureDone;
}

/** Puts a picture into the work folder, under a name without extension. */
export async function putPicture(name: string, picture: Blob): Promise<StoredPicture> {
  const headers = { "Content-Type": "application/octet-stream" };
  const response = await request(`/api/picture?name=${encodeURIComponent(name)}`, { method: "PUT", headers, body: picture });
  return (await response.json()) as StoredPicture;
}

export async function fetchDesk(): Promise<Desk> {
  return (await (await request("/api/desk")).json()) as Desk;
}

/** What the start page shows. */
export async function fetchStart(): Promise<Start> {
  return (await (await request("/api/start")).json()) as Start;
}

/** Has the start page's server do something. */
export async function postStart(act: StartAct): Promise<StartDone> {
  const response = await request("/api/start", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(act) });
  return (await response.json()) as StartDone;
}

/** Asks something small, only to hear whether the token still counts. */
export async function tokenCounts(): Promise<boolean> {
  try {
    await request("/api/source?file=data/gemeente.toml");
    return true;
  } catch (error) {
    return !(error instanceof Refused && error.status === 401);
  }
}

async function versionedText(response: Response): Promise<VersionedText> {
  // Not response.text(): it drops a byte order mark, and saving would then change the file.
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer());
  return { text, etag: response.headers.get("ETag") ?? "" };
}

async function request(path: string, init: RequestInit = {}, alsoFine: number[] = []): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set("Authorization", `Bearer ${session.token}`);
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers, cache: "no-store" });
  } catch {
    throw new Refused(0, "Griffel antwoordt niet.", "Kijk of het venster waarin u Griffel startte nog open is.");
  }
  if (response.ok || alsoFine.includes(response.status)) return response;
  if (response.status === 401) session.expired.value = true;
  throw await refusal(response);
}

async function refusal(response: Response): Promise<Refused> {
  let message = "Griffel kon dit niet doen.";
  let hint: string | null = null;
  let findings: ShownFinding[] = [];
  try {
    const body: unknown = await response.json();
    if (body && typeof body === "object") {
      if ("message" in body && typeof body.message === "string") message = body.message;
      if ("hint" in body && typeof body.hint === "string") hint = body.hint;
      if ("findings" in body && Array.isArray(body.findings)) findings = body.findings as ShownFinding[];
    }
  } catch {
    // No JSON: the general words do.
  }
  return new Refused(response.status, message, hint, findings);
}
