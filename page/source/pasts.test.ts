import assert from "node:assert/strict";
import { test } from "node:test";
import { type Past, Pasts, within } from "./pasts.ts";
import { Store } from "./storage.ts";

/** The storage of a browser, played. */
function area(): Storage {
  const all = new Map<string, string>();
  return {
    get length() {
      return all.size;
    },
    key: (index: number) => [...all.keys()][index] ?? null,
    getItem: (key: string) => all.get(key) ?? null,
    setItem: (key: string, value: string) => void all.set(key, value),
    removeItem: (key: string) => void all.delete(key),
    clear: () => all.clear(),
  };
}

const past = (text: string, steps = 1, size = 1): Past => ({ text, selection: {}, history: { done: Array.from({ length: steps }, (_, at) => `${at}`.padEnd(size)), undone: [] } });

test("a past belongs to its text, document and folder", () => {
  const storage = area();
  const store = new Store(() => storage);
  const pasts = new Pasts(store, () => "een", () => 1);
  pasts.keep("2022/a", past("tekst"));
  assert.deepEqual(pasts.of("2022/a", "tekst")?.history.done, ["0"]);
  assert.equal(pasts.of("2022/a", "andere tekst"), null);
  assert.equal(pasts.of("2022/b", "tekst"), null);
  assert.equal(new Pasts(store, () => "twee", () => 1).of("2022/a", "tekst"), null);
  pasts.keep("2022/a", null);
  assert.equal(pasts.of("2022/a", "tekst"), null);
  storage.setItem("griffel.past.een.2022/a", '{"text":"tekst","history":3}');
  assert.equal(pasts.of("2022/a", "tekst"), null, "what somebody else put there is none");
});

test("only so much is kept", () => {
  let time = 0;
  const storage = area();
  const pasts = new Pasts(new Store(() => storage), () => "een", () => (time += 1));
  for (let at = 0; at < 20; at += 1) pasts.keep(`2022/${at}`, past("t"));
  assert.equal(pasts.of("2022/13", "t"), null);
  assert.ok(pasts.of("2022/14", "t") && pasts.of("2022/19", "t"));
  const small = within(past("t", 100, 1000), 20_000);
  assert.ok(small && small.history.done.length < 20 && JSON.stringify(small).length <= 20_000);
  assert.equal(small.history.done.at(-1), "99".padEnd(1000), "the newest stays");
  assert.equal(within(past("t".repeat(30_000)), 20_000), null);
  pasts.forgetAll();
  assert.equal(storage.length, 0);
});
