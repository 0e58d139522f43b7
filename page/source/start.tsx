// The start page, without what only the preview needs: it is there sooner.
import "./colors.ts";
import { render } from "preact";
import { isTokenInAddress, takeToken } from "./address.ts";
import { StartPage } from "./interface/StartPage.tsx";
import { session } from "./session.ts";

session.token = takeToken();
// The address of a new run, opened in this tab: only what is behind the # differs, so that the browser does not load it again.
window.addEventListener("hashchange", () => isTokenInAddress() && location.reload());
document.title = "Griffel";
const root = document.getElementById("app");
if (root) render(<StartPage />, root);
