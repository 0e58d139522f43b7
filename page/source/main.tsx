import "./styles/app.css";
import "./colors.ts";
import { render } from "preact";
import { isTokenInAddress, takeToken } from "./address.ts";
import { App } from "./interface/App.tsx";
import { listenForKeys } from "./keyboard.ts";
import { start } from "./live.ts";
import { Speaker } from "./interface/Speaker.tsx";
import { keepFilesOut } from "./pictures/catch.ts";
import { session } from "./session.ts";
import { startSpeaker } from "./slides/speaker.ts";
import { documentOfSpeaker } from "./slides/window.ts";

session.token = takeToken();
// The address of a new run, opened in this tab: only what is behind the # differs, so that the browser does not load it again.
// So does the address of the speaker's window of another presentation.
const spokenOf = documentOfSpeaker();
window.addEventListener("hashchange", () => (isTokenInAddress() || documentOfSpeaker() !== spokenOf) && location.reload());
const root = document.getElementById("app");
const isSpeaker = session.token !== null && spokenOf !== null;
if (root) render(isSpeaker ? <Speaker /> : <App />, root);
if (isSpeaker) startSpeaker(spokenOf);
else if (session.token) {
  listenForKeys();
  keepFilesOut();
  start();
}
