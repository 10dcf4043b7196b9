import { expect, it } from "vitest";
import { drawAtOnceFromNowOn } from "../src/first-picture";

it("leaves rows out of the first picture until a part of the page is replaced", () => {
  drawAtOnceFromNowOn(document);
  expect(document.documentElement.hasAttribute("data-drawn")).toBe(false);

  document.body.dispatchEvent(new CustomEvent("htmx:beforeSwap", { bubbles: true }));
  expect(document.documentElement.hasAttribute("data-drawn")).toBe(true);
});
