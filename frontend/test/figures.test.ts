import { describe, expect, it } from "vitest";
import cases from "../../src/test/resources/figures.json" with { type: "json" };
import { age, bytes, rate } from "../src/figures";

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("figures", () => {
  it.each(cases.bytes as [number, string][])("writes %d bytes as %s", (count, text) => {
    expect(plain(bytes(count))).toBe(text);
  });

  it.each(cases.rate as [number, string][])("writes %d bytes a second as %s", (count, text) => {
    expect(plain(rate(count))).toBe(text);
  });

  it.each(cases.age as [number, string][])("writes an age of %d seconds as %s", (seconds, text) => {
    expect(plain(age(seconds))).toBe(text);
  });

  it("writes a moment in the future, which a clock that is behind sees, as now", () => {
    expect(plain(age(-3))).toBe("0 s");
  });

  it("writes as the page's language does", () => {
    const page = document.documentElement;
    Object.assign(page.dataset, { units: "o ko Mo Go To Po", spans: "j h min s", point: "," });
    expect(plain(bytes(1_250_000))).toBe("1,25 Mo");
    expect(plain(age(200_000))).toBe("2 j");
    delete page.dataset["units"];
    delete page.dataset["spans"];
    delete page.dataset["point"];
  });
});
