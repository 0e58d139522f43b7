// The WebSocket to the server, which is opened again whenever it was lost.
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { FromPage, ToPage } from "./protocol.ts";
import { rejoin } from "./nextRun.ts";
import { tokenCounts } from "./requests.ts";
import { session } from "./session.ts";

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 2000;

let socket: WebSocket | null = null;
let pause = FIRST_PAUSE;

/** The last message of each type that somebody shows. */
const told = new Map<ToPage["type"], Signal<ToPage | null>>();

/** The last message of a type from now on, for what shows it as it was told; null: none yet. */
export function latest<T extends ToPage["type"]>(type: T): ReadonlySignal<Extract<ToPage, { type: T }> | null> {
  const message = told.get(type) ?? signal(null);
  told.set(type, message);
  return message as Signal<Extract<ToPage, { type: T }> | null>;
}

/** Connects, and calls back for every message from the server. */
export function connect(receive: (message: ToPage) => void): void {
  const attempt = new WebSocket(`ws://${location.host}/api/live`, ["griffel", `sleutel.${session.token}`]);
  attempt.addEventListener("open", () => {
    socket = attempt;
    pause = FIRST_PAUSE;
    session.connected.value = true;
  });
  attempt.addEventListener("message", (event) => {
    const message = JSON.parse(String(event.data)) as ToPage;
    const shown = told.get(message.type);
    if (shown) shown.value = message;
    receive(message);
  });
  attempt.addEventListener("close", () => {
    socket = null;
    session.connected.value = false;
    void comeBack(receive);
  });
}

/** Connects again as soon as there is a run of the program that knows this tab. */
async function comeBack(receive: (message: ToPage) => void): Promise<void> {
  if ((await tokenCounts()) || (await rejoin())) setTimeout(() => connect(receive), pause);
  else setTimeout(() => void comeBack(receive), LONGEST_PAUSE);
  pause = Math.min(pause * 2, LONGEST_PAUSE);
}

/** Sends when there is a connection; what matters is sent again after each new connection. */
export function send(message: FromPage): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}
