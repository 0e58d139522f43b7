// The pages of this window, and the pictures that all its views of pages share.
import { send } from "../connection.ts";
import { settings } from "../settings.ts";
import { tellSightAgain } from "../slides/sight.ts";
import { choose, chosenPage, deck, slideHere } from "../slides/state.ts";
import { chosenAnchor } from "../state.ts";
import { Bands } from "./bands.ts";
import { PagesView } from "./view.ts";

export const bands = new Bands((document, bands) => send({ type: "ask", wish: { what: "bands", document, bands } }));

export const pages = new PagesView({
  bands,
  slides: { deck, chosenPage, slideHere, choose },
  zoom: settings.zoom,
  chosenAnchor,
  send,
  tellSightAgain,
});
