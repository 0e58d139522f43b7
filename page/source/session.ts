// What holds as long as this tab is open: the token, whether the server still accepts it, and which run of Griffel it is of.
import { signal } from "@preact/signals";
import type { About } from "./protocol.ts";

export class Session {
  token: string | null = null;
  /** By which this tab and the next run of Griffel know each other. */
  secret: string | null = null;
  /** The token is of an older run of Griffel. */
  readonly expired = signal(false);
  /** Null before the first attempt to connect has ended. */
  readonly connected = signal<boolean | null>(null);
  /** What the server told of itself; null: nothing yet. */
  readonly about = signal<About | null>(null);

  /** Whether the server is that of this tab. Something else may answer at this port by now; it gets nothing. */
  greet(about: About): boolean {
    const known = this.about.peek();
    // The next run at this place knows the same secret.
    if (known && known.run !== about.run && known.secret !== about.secret) {
      this.expired.value = true;
      return false;
    }
    this.about.value = about;
    this.secret = about.secret;
    return true;
  }
}

/** That of this tab. */
export const session = new Session();
