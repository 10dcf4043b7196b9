import { expect, it } from "vitest";
import { keepTimesFresh } from "../src/times";

function page(html: string): Document {
  document.body.innerHTML = html;
  document.documentElement.lang = "en";
  keepTimesFresh(document, 1_000_000)();
  return document;
}

it("a moment in UTC is shown in the reader's own time and keeps its own in the tooltip", () => {
  const time = page('<time datetime="2026-11-21T17:40:00Z" data-at>2026-11-21 17:40 UTC</time>').querySelector("time")!;
  const shown = new Date("2026-11-21T17:40:00Z").toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
  expect(time.textContent).toBe(shown);
  expect(time.title).toBe("2026-11-21 17:40 UTC");
});

it("a moment that can't be read stays as the server has written it", () => {
  const time = page('<time datetime="soon" data-at>soon</time>').querySelector("time")!;
  expect(time.textContent).toBe("soon");
});

it("an age is told in words that come with the page", () => {
  const at = new Date(Date.now() - 5 * 60_000).toISOString();
  const time = page(`<time datetime="${at}" data-ago="vor {}">${at}</time>`).querySelector("time")!;
  expect(time.textContent).toBe("vor 5\u00a0min");
});
