import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { openInDialog } from "../src/dialogs";
import { render } from "./render";

const answer = { ok: true, html: "" };

beforeAll(() => openInDialog(document));

beforeEach(() => {
  answer.ok = true;
  answer.html = `<h1>Delete anna?</h1><section id="deletion"><p>It will be cut off now.</p><a href="/peers/1" data-dialog-close>Cancel</a></section>`;
  vi.stubGlobal("fetch", async () => ({ ok: answer.ok, text: async () => answer.html }));
  vi.spyOn(location, "assign").mockImplementation(() => {});
  render(`<a href="/peers/1/deletion" data-dialog="#deletion">Delete</a>`);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const dialog = () => document.querySelector("dialog");

function click(more: MouseEventInit = {}): MouseEvent {
  const event = new MouseEvent("click", { bubbles: true, cancelable: true, button: 0, ...more });
  document.querySelector("a")!.dispatchEvent(event);
  return event;
}

it("shows the part under the heading of its page", async () => {
  click();
  await vi.waitFor(() => expect(dialog()).not.toBeNull());
  expect(dialog()!.querySelector("h2")!.textContent).toBe("Delete anna?");
  expect(dialog()!.textContent).toContain("It will be cut off now.");
});

it("closes by the part's own way back, and leaves nothing behind", async () => {
  click();
  await vi.waitFor(() => expect(dialog()).not.toBeNull());
  dialog()!.querySelector<HTMLElement>("[data-dialog-close]")!.click();
  await vi.waitFor(() => expect(dialog()).toBeNull());
});

it("offers a button where the part has no way back", async () => {
  answer.html = `<h1>anna</h1><div id="deletion"><p>QR</p></div>`;
  click();
  await vi.waitFor(() => expect(dialog()).not.toBeNull());
  expect(dialog()!.querySelector("button")!.textContent).toBe("Close");
});

it("follows the link when the server refuses", async () => {
  answer.ok = false;
  click();
  await vi.waitFor(() => expect(location.assign).toHaveBeenCalled());
  expect(dialog()).toBeNull();
});

it("leaves a click that opens a new tab to the browser", () => {
  expect(click({ ctrlKey: true }).defaultPrevented).toBe(false);
});
