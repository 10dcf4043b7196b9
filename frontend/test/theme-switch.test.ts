import { afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { ThemeSwitch } from "../src/elements/theme-switch";
import { render } from "./render";

beforeAll(() => customElements.define("theme-switch", ThemeSwitch));

beforeEach(() => {
  render(`<theme-switch>
    <button data-theme="light">L</button><button data-theme="system">S</button><button data-theme="dark">D</button></theme-switch>`);
});

afterEach(() => {
  document.cookie = "theme=; Max-Age=0";
  delete document.documentElement.dataset["theme"];
});

const button = (theme: string) => document.querySelector<HTMLElement>(`[data-theme=${theme}]`)!;
const pressed = () => [...document.querySelectorAll("[aria-pressed=true]")].map((each) => each.textContent).join();

it("shows the theme that the server wrote", () => {
  expect(pressed()).toBe("S");
});

it("changes the page at once and leaves a cookie for the next one", () => {
  button("dark").click();
  expect(document.documentElement.dataset["theme"]).toBe("dark");
  expect(document.cookie).toContain("theme=dark");
  expect(pressed()).toBe("D");
});

it("goes back to the device's theme and forgets the cookie", () => {
  button("light").click();
  button("system").click();
  expect(document.documentElement.dataset["theme"]).toBeUndefined();
  expect(document.cookie).not.toContain("theme=light");
  expect(pressed()).toBe("S");
});
