import "./styles/app.css";
import { render } from "preact";
import { isTokenInAddress, takeToken } from "./address.ts";
import { App } from "./interface/App.tsx";
import { listenForKeys } from "./keyboard.ts";
import { start } from "./live.ts";
import { session } from "./session.ts";

session.token = takeToken();
// The address of a new run, opened in this tab: only what is behind the # differs, so that the browser does not load it again.
window.addEventListener("hashchange", () => isTokenInAddress() && location.reload());
const root = document.getElementById("app");
if (root) render(<App />, root);
if (session.token) {
  listenForKeys();
  start();
}
