import { beforeAll, beforeEach, expect, it } from "vitest";
import { shareRowMenu } from "../src/row-menu";
import { render } from "./render";

beforeAll(() => shareRowMenu(document));

beforeEach(() => {
  render(`
    <div id="row-menu" data-base="/vpn/peers"><a data-of="/settings">Settings</a>
      <form method="post" data-of="/activation"><button id="off" data-when="enabled">Disable</button><button id="on" data-when="disabled" hidden>Enable</button></form></div>
    <table><tr data-peer="a" data-when="enabled"><td><button data-row-menu><i id="anna"></i></button></td></tr>
      <tr data-peer="b" data-when="disabled"><td><button id="ben" data-row-menu></button></td></tr></table>`);
});

const menu = () => document.getElementById("row-menu")!;

it("belongs to the row whose button was pressed", () => {
  document.getElementById("anna")!.click();
  expect(menu().querySelector("a")!.getAttribute("href")).toBe("/vpn/peers/a/settings");
  expect(menu().querySelector("form")!.getAttribute("action")).toBe("/vpn/peers/a/activation");
  document.getElementById("ben")!.click();
  expect(menu().querySelector("a")!.getAttribute("href")).toBe("/vpn/peers/b/settings");
});

it("offers what can be done with that row", () => {
  document.getElementById("ben")!.click();
  expect(document.getElementById("on")!.hidden).toBe(false);
  expect(document.getElementById("off")!.hidden).toBe(true);
});

it("closes at its old row before it opens at another", () => {
  let closed = 0;
  Object.assign(menu(), { matches: () => true, hidePopover: () => closed++ });
  document.getElementById("anna")!.click();
  expect(closed).toBe(1);
  document.getElementById("anna")!.click();
  expect(closed).toBe(1);
});
