import { expect, it } from "vitest";
import { moveThroughRows } from "../src/row-keys";
import { render } from "./render";

moveThroughRows(document);

function press(key: string): void {
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}

it("j and k move through the rows and x chooses", () => {
  render(`<table class="rows"><tbody>
    <tr data-peer="1"><td><input type="checkbox" name="ids" value="1"><a class="name" href="#1">one</a></td></tr>
    <tr data-peer="2"><td><input type="checkbox" name="ids" value="2"><a class="name" href="#2">two</a></td></tr></tbody></table>`);
  press("j");
  expect(document.activeElement!.textContent).toBe("one");
  press("j");
  press("j");
  expect(document.activeElement!.textContent).toBe("two");
  press("x");
  expect(document.querySelectorAll<HTMLInputElement>("[name=ids]")[1]!.checked).toBe(true);
  press("k");
  expect(document.activeElement!.textContent).toBe("one");
});
