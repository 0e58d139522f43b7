// What the start page has its server do.
import { rejoin } from "./nextRun.ts";
import type { StartAct, StartDone } from "./protocol.ts";
import { Refused } from "./refused.ts";
import { postStart } from "./requests.ts";

/** Has it done; by the next run of the program, if this page's is gone. */
export async function asked(act: StartAct): Promise<StartDone> {
  try {
    return await postStart(act);
  } catch (error) {
    if (error instanceof Refused && error.status === 401 && (await rejoin())) return postStart(act);
    throw error;
  }
}
