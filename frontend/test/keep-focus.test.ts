import { beforeAll, expect, it } from "vitest";
import { keepFocus } from "../src/keep-focus";
import { render } from "./render";

beforeAll(() => keepFocus(document));

/** What htmx does: asks, takes the old part away, puts the new one there, and says so. */
function swap(id: string, html: string): void {
  document.dispatchEvent(new CustomEvent("htmx:beforeSwap"));
  const old = document.getElementById(id)!;
  const made = document.createElement("div");
  made.innerHTML = html;
  const part = made.firstElementChild!;
  (document.activeElement as HTMLElement | null)?.blur();
  old.replaceWith(part);
  part.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
}

it("the same link of the new part has the focus", () => {
  render(`<main><div id="chart"><a href="?span=hour">Hour</a><a href="?span=day">Day</a></div></main>`);
  document.querySelectorAll("a")[1]!.focus();
  swap("chart", `<div id="chart"><a href="?span=hour">Hour</a><a href="?span=day">Day</a></div>`);
  expect(document.activeElement!.textContent).toBe("Day");
});

it("of two links to the same place it is the one that says the same", () => {
  render(`<main><div id="chart"><a href="?span=day&unit=rate">Rate</a><a href="?span=hour&unit=bytes">Hour</a></div></main>`);
  document.querySelectorAll("a")[1]!.focus();
  swap(
    "chart",
    `<div id="chart"><a href="?span=hour&unit=bytes">Bytes</a><a href="?span=hour&unit=bytes">Hour</a></div>`,
  );
  expect(document.activeElement!.textContent).toBe("Hour");
});

it("after more rows it is the first of them", () => {
  render(`<main><table class="rows"><tbody><tr><td><a href="#1">one</a></td></tr></tbody></table>
    <nav id="pager"><a href="?after=1">Show more</a></nav></main>`);
  document.querySelector<HTMLElement>("#pager a")!.focus();
  document.dispatchEvent(new CustomEvent("htmx:beforeSwap"));
  document.querySelector<HTMLElement>("#pager a")!.blur();
  document.querySelector("#pager")!.innerHTML = "";
  const row = document.querySelector("tr")!.cloneNode(true) as HTMLElement;
  row.querySelector("a")!.textContent = "two";
  row.querySelector("a")!.setAttribute("href", "#2");
  document.querySelector("tbody")!.append(row);
  document.querySelector("tbody")!.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
  expect(document.activeElement!.textContent).toBe("two");
});

it("where nothing is like it the part itself has it", () => {
  render(`<main><div id="findings"><button>Look</button></div></main>`);
  document.querySelector("button")!.focus();
  swap("findings", `<div id="findings"><p>All is well.</p></div>`);
  expect(document.activeElement!.id).toBe("findings");
});

it("whoever types somewhere else is left alone", () => {
  render(`<main><input id="q"><div id="list"><a href="#1">one</a></div></main>`);
  const field = document.querySelector<HTMLElement>("#q")!;
  field.focus();
  document.dispatchEvent(new CustomEvent("htmx:beforeSwap"));
  document.querySelector("#list")!.innerHTML = `<a href="#2">two</a>`;
  document.querySelector("#list")!.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
  expect(document.activeElement).toBe(field);
});
