import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { LanguageSwitch } from "../src/elements/language-switch";
import { render } from "./render";

beforeAll(() => customElements.define("language-switch", LanguageSwitch));

afterEach(() => {
  document.cookie = "language=; Path=/; Max-Age=0";
});

function choose(value: string): { reloaded: boolean } {
  render(`<language-switch><select><option value="en">English</option><option value="${value}">?</option></select></language-switch>`);
  const reload = vi.spyOn(document.querySelector<LanguageSwitch>("language-switch")!, "reload").mockReturnValue();
  const select = document.querySelector("select")!;
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  return { reloaded: reload.mock.calls.length > 0 };
}

it("leaves a cookie with the language and shows the page again", () => {
  expect(choose("de").reloaded).toBe(true);
  expect(document.cookie).toContain("language=de");
});

it("takes nothing that could add to the cookie", () => {
  expect(choose("de; Domain=example.org").reloaded).toBe(false);
  expect(document.cookie).not.toContain("language");
});
