// Light or dark surroundings: as the user chose, or else as the system has it. The style sheet has both.
import { effect, signal } from "@preact/signals";
import { settings } from "./settings.ts";

const systemWantsDark = matchMedia("(prefers-color-scheme: dark)");
const systemIsDark = signal(systemWantsDark.matches);
systemWantsDark.addEventListener("change", ({ matches }) => (systemIsDark.value = matches));

effect(() => {
  const chosen = settings.colors.value;
  const isDark = chosen === "dark" || (chosen !== "light" && systemIsDark.value);
  document.documentElement.dataset.colors = isDark ? "dark" : "light";
});
