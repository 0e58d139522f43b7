// What the server refuses, in words for the user.
import type { ShownFinding } from "./protocol.ts";

export class Refused extends Error {
  /** 0: there was no answer. */
  readonly status: number;
  readonly hint: string | null;

  /** All that stands in the way. */
  readonly findings: ShownFinding[];

  constructor(status: number, message: string, hint: string | null, findings: ShownFinding[] = []) {
    super(message);
    this.status = status;
    this.hint = hint;
    this.findings = findings;
  }
}

/** Why something did not go, and what can be done. */
export function reasonOf(error: unknown): string {
  return error instanceof Refused ? [error.message, error.hint].filter(Boolean).join(" ") : String(error);
}
