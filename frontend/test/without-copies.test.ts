import { expect, it } from "vitest";
import "../src/without-copies";

it("leaves no storage for copies of pages", () => {
  expect(window.sessionStorage).toBeUndefined();
});
