/**
 * In the first picture of a page, rows that few screens reach are left out; the next one has them (`rows-peers.css`). What is put
 * in place of another part later is drawn at once, or a search would flicker.
 */
export function drawAtOnceFromNowOn(root: Document): void {
  root.addEventListener("htmx:beforeSwap", () => root.documentElement.setAttribute("data-drawn", ""), { once: true });
}
