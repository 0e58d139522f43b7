// The editor's own words in Dutch.

export const phrases: Record<string, string> = {
  // Search
  close: "sluiten",
  "current match": "gevonden",
  "on line": "op regel",
  "replaced match on line $": "vervangen op regel $",
  "replaced $ matches": "$ keer vervangen",
  "Go to line": "Ga naar regel",
  go: "ga",
  // Completion and findings
  Completions: "Aanvullingen",
  Diagnostics: "Meldingen",
  "No diagnostics": "Geen meldingen",
  // Reading
  "Control character": "Stuurteken",
  "Selection deleted": "Selectie verwijderd",
  // Differences
  "$ unchanged lines": "$ gelijke regels",
  "Revert this chunk": "Neem dit stuk over van schijf",
};
