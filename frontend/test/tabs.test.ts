import { expect, it } from "vitest";
import { showCurrentTab } from "../src/tabs";
import { render } from "./render";

function at(element: Element, left: number, width: number): void {
  Object.defineProperty(element, "offsetLeft", { value: left });
  Object.defineProperty(element, "offsetWidth", { value: width });
  Object.defineProperty(element, "clientWidth", { value: width });
}

it("the tab that is shown stands in the middle of what can be seen", () => {
  render(`<nav class="tabs"><a href="#1">Overview</a><a href="#2" aria-current="page">Events</a></nav>`);
  at(document.querySelector(".tabs")!, 16, 300);
  at(document.querySelectorAll("a")[1]!, 416, 80);
  showCurrentTab(document);
  expect(document.querySelector(".tabs")!.scrollLeft).toBe(290);
});

it("a page without tabs is left alone", () => {
  render("<main></main>");
  expect(() => showCurrentTab(document)).not.toThrow();
});
