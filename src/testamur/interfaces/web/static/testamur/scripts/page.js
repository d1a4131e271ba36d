// Small conveniences. Every page does its job without this file.
import { constellations } from "./constellation.js";
import { dropZones } from "./drop.js";
import { copyButtons } from "./copy.js";
import { firstMistake, keptPlace } from "./focus.js";
import { palette } from "./palette.js";
import { selection } from "./selection.js";
import { waits } from "./staying.js";
import { toasts } from "./toasts.js";
import { typedBefore } from "./typed.js";

const dress = (root) => {
  dropZones(root);
  copyButtons(root);
  selection(root);
  constellations(root);
};

dress(document);
palette(document);
toasts(document);
waits(document);
keptPlace(document);
firstMistake(document);
document.addEventListener("htmx:load", (event) => {
  dress(event.detail.elt);
  typedBefore(event.detail.elt);
});
