import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { listenForKeys } from "../src/keys";
import { render } from "./render";

const clicked = vi.fn();

beforeAll(() => listenForKeys(document));

beforeEach(() => {
  clicked.mockClear();
  render(`<button data-key="n">New</button><input type="search" data-key="/"><input id="other">`);
  document.querySelector("button")!.addEventListener("click", clicked);
});

function type(key: string, target: EventTarget = document.body, more: KeyboardEventInit = {}): void {
  target.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...more }));
}

it("presses the button that has the key", () => {
  type("n");
  expect(clicked).toHaveBeenCalledOnce();
});

it("focuses the field that has the key", () => {
  type("/");
  expect(document.activeElement).toBe(document.querySelector("[type=search]"));
});

it("leaves letters to a field", () => {
  type("n", document.getElementById("other")!);
  expect(clicked).not.toHaveBeenCalled();
});

it("leaves the browser's own shortcuts alone", () => {
  type("n", document.body, { ctrlKey: true });
  expect(clicked).not.toHaveBeenCalled();
});
