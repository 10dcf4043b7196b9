import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { askBefore } from "../src/confirm";
import { render } from "./render";

let sent = 0;

beforeAll(() => {
  askBefore(document);
  document.addEventListener("submit", (event) => {
    if ((event.target as HTMLFormElement).method !== "dialog") {
      event.preventDefault();
      sent++;
    }
  });
});

beforeEach(() => {
  sent = 0;
  render(`<form id="delete" method="post" data-confirm="phone-anna will be cut off now." data-confirm-action="Delete phone-anna"><button>Delete</button></form>
    <form id="save" method="post"><button>Save</button></form>`);
});

const press = (selector: string) => document.querySelector<HTMLElement>(selector)!.click();
const dialog = () => document.querySelector("dialog");

function answer(value: "yes" | "no"): void {
  dialog()!.close(value);
}

it("sends a form that asks nothing", () => {
  press("#save button");
  expect(sent).toBe(1);
});

it("asks what will happen, on a button named after the act", () => {
  press("#delete button");
  expect(sent).toBe(0);
  expect(dialog()!.textContent).toContain("phone-anna will be cut off now.");
  expect(dialog()!.querySelector("[value=yes]")!.textContent).toBe("Delete phone-anna");
});

it("sends the form once after a yes, and asks again the next time", async () => {
  press("#delete button");
  answer("yes");
  await vi.waitFor(() => expect(sent).toBe(1));
  expect(dialog()).toBeNull();
  press("#delete button");
  expect(sent).toBe(1);
  expect(dialog()).not.toBeNull();
});

it("sends nothing after a no", async () => {
  press("#delete button");
  answer("no");
  await vi.waitFor(() => expect(dialog()).toBeNull());
  expect(sent).toBe(0);
});

it("holds an htmx request until the answer", async () => {
  const issueRequest = vi.fn();
  const detail = { question: "Rotate the keys?", elt: document.querySelector("#save"), issueRequest };
  document.dispatchEvent(new CustomEvent("htmx:confirm", { detail, cancelable: true }));
  expect(issueRequest).not.toHaveBeenCalled();
  answer("yes");
  await vi.waitFor(() => expect(issueRequest).toHaveBeenCalledWith(true));
});

it("lets an htmx request pass that has no question", () => {
  const event = new CustomEvent("htmx:confirm", { detail: { question: null, elt: document.body, issueRequest: vi.fn() }, cancelable: true });
  document.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(false);
});
