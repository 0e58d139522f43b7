import "./styles/app.css";
import { render } from "preact";
import { takeToken } from "./address.ts";
import { App } from "./interface/App.tsx";
import { listenForKeys } from "./keyboard.ts";
import { start } from "./live.ts";
import { session } from "./session.ts";

session.token = takeToken();
const root = document.getElementById("app");
if (root) render(<App />, root);
if (session.token) {
  listenForKeys();
  start();
}
