// Going on with the next run of the program when that of this tab is gone: see src/preview/server/rejoin.rs. The secret is
// never sent; each side proves to the other that it knows it.
import { keepToken } from "./address.ts";
import type { Offer, Rejoined, Rejoining } from "./protocol.ts";
import { session } from "./session.ts";

/** Whether there is a new run that knows this tab; its key is this tab's from now on. */
export async function rejoin(): Promise<boolean> {
  const { secret } = session;
  if (!secret) return false;
  const nonce = hex(crypto.getRandomValues(new Uint8Array(16)));
  const offer = await ask<Offer>(`/bewijs?nonce=${nonce}`);
  // Something else may answer at this port by now.
  if (!offer || offer.proof !== (await proof("programma", secret, nonce))) return false;
  const said: Rejoining = { proof: await proof("pagina", secret, offer.challenge) };
  const joined = await ask<Rejoined>("/terug", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(said) });
  if (!joined) return false;
  session.token = joined.key;
  keepToken(joined.key);
  session.expired.value = false;
  return true;
}

async function ask<Answer>(path: string, init: RequestInit = {}): Promise<Answer | null> {
  try {
    const response = await fetch(path, { ...init, cache: "no-store" });
    return response.ok ? ((await response.json()) as Answer) : null;
  } catch {
    return null;
  }
}

async function proof(who: string, secret: string, said: string): Promise<string> {
  const words = new TextEncoder().encode(`griffel ${who} ${location.port} ${secret} ${said}`);
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", words)));
}

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
