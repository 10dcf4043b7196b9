import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { waitForOneStep } from "../src/one-step";
import { render } from "./render";

let sent = 0;

beforeAll(() => {
  waitForOneStep(document);
  // Last of all: nothing leaves the test.
  window.addEventListener("submit", (event) => {
    sent += event.defaultPrevented ? 0 : 1;
    event.preventDefault();
  });
});

beforeEach(() => {
  vi.useFakeTimers();
  sent = 0;
  render(`<form id="renumber" data-one-step="250 peers get their new addresses."><button>Renumber</button></form>
    <form id="import"><button id="look">Look again</button><button id="make" data-one-step="Nobody can stop it.">Make it</button></form>`);
});

afterEach(() => {
  window.dispatchEvent(new Event("pagehide"));
  vi.useRealTimers();
});

const press = (selector: string) => document.querySelector<HTMLElement>(selector)!.click();
const dialog = () => document.querySelector("dialog");

it("says nothing of what is done at once", () => {
  press("#renumber button");
  vi.advanceTimersByTime(300);
  expect(sent).toBe(1);
  expect(dialog()).toBeNull();
});

it("says what is being done as long as it takes, aloud too", () => {
  press("#renumber button");
  vi.advanceTimersByTime(500);
  expect(dialog()!.open).toBe(true);
  expect(dialog()!.querySelector("h2")!.textContent).toBe("Renumber");
  expect(dialog()!.querySelector("[role=status]")!.textContent).toBe("250 peers get their new addresses.");
});

it("shows no share of what has none", () => {
  press("#renumber button");
  vi.advanceTimersByTime(500);
  expect(dialog()!.querySelector("progress")!.hasAttribute("value")).toBe(false);
});

it("is not closed by the Escape key", () => {
  press("#renumber button");
  vi.advanceTimersByTime(500);
  const cancel = new Event("cancel", { cancelable: true });
  dialog()!.dispatchEvent(cancel);
  expect(cancel.defaultPrevented).toBe(true);
});

it("sends the form once, however often its button is pressed", () => {
  press("#renumber button");
  press("#renumber button");
  expect(sent).toBe(1);
});

it("is the affair of one button where a form has several", () => {
  press("#look");
  vi.advanceTimersByTime(500);
  expect(dialog()).toBeNull();
  press("#make");
  vi.advanceTimersByTime(500);
  expect(dialog()!.querySelector("h2")!.textContent).toBe("Make it");
});

it("is gone for whoever comes back to the page", () => {
  press("#renumber button");
  vi.advanceTimersByTime(500);
  window.dispatchEvent(new Event("pagehide"));
  expect(dialog()).toBeNull();
  press("#renumber button");
  expect(sent).toBe(2);
});
