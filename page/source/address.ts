// The token and the document in the fragment of the page's address.

const TOKEN_KEY = "griffel.token";

/** Takes the token out of the address bar; it stays with this tab only. */
export function takeToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get("sleutel");
  if (given) {
    sessionStorage.setItem(TOKEN_KEY, given);
    showInAddress(documentInAddress());
  }
  return given ?? sessionStorage.getItem(TOKEN_KEY);
}

/** The token of a new run. */
export const keepToken = (token: string): void => sessionStorage.setItem(TOKEN_KEY, token);

export const isTokenInAddress = (): boolean => new URLSearchParams(location.hash.slice(1)).has("sleutel");

export function documentInAddress(): string | null {
  return new URLSearchParams(location.hash.slice(1)).get("document");
}

export function showInAddress(document: string | null): void {
  const fragment = document ? `#document=${encodeURIComponent(document).replaceAll("%2F", "/")}` : "";
  history.replaceState(null, "", location.pathname + location.search + fragment);
}
