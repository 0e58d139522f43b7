// What holds as long as this tab is open: the token, and whether the server still accepts it.
import { signal } from "@preact/signals";

export const session = {
  token: null as string | null,
  /** The token is of an older run of Griffel. */
  expired: signal(false),
  /** Null before the first attempt to connect has ended. */
  connected: signal<boolean | null>(null),
};
