// The browser's storage, which may be full, switched off or filled with something else.

export class Store {
  private readonly area: () => Storage;

  /** Asking for the storage may fail as well. */
  constructor(area: () => Storage) {
    this.area = area;
  }

  /** Whether the value could be kept. */
  keep(key: string, value: unknown): boolean {
    try {
      this.area().setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  kept(key: string): unknown {
    try {
      return JSON.parse(this.area().getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  forget(key: string): void {
    try {
      this.area().removeItem(key);
    } catch {
      // Nothing was kept then.
    }
  }

  keys(): string[] {
    try {
      const area = this.area();
      return Array.from({ length: area.length }, (_, index) => area.key(index)).filter((key) => key !== null);
    } catch {
      return [];
    }
  }
}

/** What this browser keeps for all tabs. */
export const store = new Store(() => localStorage);
