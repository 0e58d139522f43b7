// An adopted document does not change any more, and what one does when something in it is wrong.
import { ask } from "../acts.ts";
import { noun, shown } from "../state.ts";
import { Icon } from "./Icon.tsx";

export function Adopted() {
  const adopted = shown.value?.adopted;
  if (!adopted) return null;
  return (
    <section class="adopted" aria-label="Vastgesteld">
      <Icon name="lock" />
      <div>
        <p>
          <strong>
            Vastgesteld op {adopted.date}, versie {adopted.version}.
          </strong>{" "}
          Deze {noun.value} verandert niet meer.
        </p>
        <p class="adopted-way">
          Klopt er iets niet? Maak dan een correctie: versie {adopted.version + 1}, waarin staat wat er anders is. Versie {adopted.version}{" "}
          blijft bewaard.
        </p>
      </div>
      <button type="button" class="button small" onClick={() => ask({ what: "correct" })}>
        Maak een correctie
      </button>
    </section>
  );
}
