// The HTTP requests to the server.
import type { SaveResult, VersionedText } from "./manuscript.ts";
import { Refused } from "./refused.ts";
import { session } from "./session.ts";

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

export async function fetchPdf(document: string): Promise<Blob> {
  const response = await request(`/api/pdf?document=${encodeURIComponent(document)}`);
  return response.blob();
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
  try {
    const body: unknown = await response.json();
    if (body && typeof body === "object") {
      if ("message" in body && typeof body.message === "string") message = body.message;
      if ("hint" in body && typeof body.hint === "string") hint = body.hint;
    }
  } catch {
    // No JSON: the general words do.
  }
  return new Refused(response.status, message, hint);
}
