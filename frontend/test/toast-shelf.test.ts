import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { ToastShelf } from "../src/elements/toast-shelf";
import { render } from "./render";

beforeAll(() => customElements.define("toast-shelf", ToastShelf));

beforeEach(() => {
  vi.useFakeTimers();
  render(`<toast-shelf><p class="toast">Saved</p></toast-shelf>`);
});

afterEach(() => vi.useRealTimers());

const toasts = () => [...document.querySelectorAll(".toast")].map((each) => each.textContent);
const hear = (detail: unknown) => document.body.dispatchEvent(new CustomEvent("toast", { detail, bubbles: true }));

it("takes away what came with the page after a while", () => {
  expect(toasts()).toEqual(["Saved"]);
  vi.advanceTimersByTime(6_000);
  expect(toasts()).toEqual([]);
});

it("shows what an htmx answer says, as text and never as HTML", () => {
  hear({ text: "<b>anna</b> is disabled" });
  expect(toasts()).toContain("<b>anna</b> is disabled");
  expect(document.querySelector(".toast b")).toBeNull();
});

it("stays while the pointer is on it", () => {
  document.querySelector(".toast")!.dispatchEvent(new Event("pointerenter"));
  vi.advanceTimersByTime(60_000);
  expect(toasts()).toEqual(["Saved"]);
  document.querySelector(".toast")!.dispatchEvent(new Event("pointerleave"));
  vi.advanceTimersByTime(6_000);
  expect(toasts()).toEqual([]);
});
