import { afterEach, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { LiveFigures } from "../src/elements/live-figures";
import { SparkLine } from "../src/elements/spark-line";
import { render } from "./render";

class FakeSource {
  static all: FakeSource[] = [];
  onmessage?: (event: { data: string }) => void;
  onerror?: () => void;
  closed = false;

  constructor(readonly url: string) {
    FakeSource.all.push(this);
  }

  close(): void {
    this.closed = true;
  }

  send(snapshot: unknown): void {
    this.onmessage?.({ data: JSON.stringify(snapshot) });
  }
}

class FakeObserver {
  static seen: (element: Element, visible: boolean) => void = () => {};

  constructor(callback: (entries: { target: Element; isIntersecting: boolean }[]) => void) {
    FakeObserver.seen = (target, isIntersecting) => callback([{ target, isIntersecting }]);
  }

  observe(): void {}
  disconnect(): void {}
}

let hidden = false;

beforeAll(() => {
  customElements.define("spark-line", SparkLine);
  customElements.define("live-figures", LiveFigures);
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("EventSource", FakeSource);
  vi.stubGlobal("IntersectionObserver", FakeObserver);
  FakeSource.all = [];
  hidden = false;
  Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
  render(`
    <live-figures src="/live"></live-figures><b id="sum" data-live="online">0</b>
    <div id="anna" data-peer="a"><b data-live="state" data-state="idle">Idle</b><i data-live="rx">–</i>
      <time data-live="seen" data-ago="{} ago"></time><spark-line data-live="spark"></spark-line></div>`);
});

afterEach(() => {
  document.body.innerHTML = "";
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const source = () => FakeSource.all.at(-1)!;
const sign = () => document.querySelector<HTMLElement>("live-figures")!;
const anna = () => document.getElementById("anna")!;
const find = (key: string) => anna().querySelector<HTMLElement>(`[data-live=${key}]`)!;
const look = (visible: boolean) => FakeObserver.seen(anna(), visible);

function hide(now: boolean): void {
  hidden = now;
  document.dispatchEvent(new Event("visibilitychange"));
}

it("says live with the first figures", () => {
  expect(sign().dataset["state"]).toBeUndefined();
  source().send({ online: 1 });
  expect(sign().textContent).toBe("Live");
  expect(document.getElementById("sum")!.textContent).toBe("1");
});

it("writes figures into a row that is seen", () => {
  source().send({});
  look(true);
  source().send({ peers: { a: { state: "online", label: "Online", rx: 1500, seen: Date.now() / 1000 - 5 } } });
  expect(find("state").textContent).toBe("Online");
  expect(find("state").dataset["state"]).toBe("online");
  expect(find("rx").textContent).toBe("1.50\u00a0kB/s");
  expect(find("seen").textContent).toBe("5\u00a0s ago");
});

it("leaves a row alone that nobody sees, and brings it up to date when it comes into view", () => {
  source().send({});
  look(false);
  source().send({ peers: { a: { rx: 1000 } } });
  source().send({ peers: { a: { rx: 2000 } } });
  expect(find("rx").textContent).toBe("–");
  look(true);
  expect(find("rx").textContent).toBe("2.00\u00a0kB/s");
});

it("keeps a figure that an event does not mention", () => {
  source().send({});
  look(true);
  source().send({ peers: { a: { rx: 1000, state: "online", label: "Online" } } });
  source().send({});
  expect(find("rx").textContent).toBe("1.00\u00a0kB/s");
});

it("ignores a peer that is not on the page", () => {
  expect(() => source().send({ peers: { z: { rx: 1 } } })).not.toThrow();
});

it("pauses while the tab is hidden and opens a new stream afterwards", () => {
  source().send({});
  hide(true);
  expect(source().closed).toBe(true);
  expect(sign().textContent).toBe("Paused");
  expect(document.documentElement.hasAttribute("data-stale")).toBe(true);
  hide(false);
  expect(FakeSource.all).toHaveLength(2);
  source().send({});
  expect(sign().textContent).toBe("Live");
  expect(document.documentElement.hasAttribute("data-stale")).toBe(false);
});

it("admits that it is not live when the stream breaks, and tries again", () => {
  source().send({});
  source().onerror!();
  expect(sign().textContent).toBe("Not live");
  vi.advanceTimersByTime(3_000);
  expect(FakeSource.all).toHaveLength(2);
});

it("admits that it is not live when the server falls silent", () => {
  source().send({});
  vi.advanceTimersByTime(11_000);
  expect(sign().dataset["state"]).toBe("live");
  vi.advanceTimersByTime(1_000);
  expect(sign().dataset["state"]).toBe("lost");
});

it("does not try again behind a hidden tab", () => {
  source().onerror!();
  hide(true);
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.all).toHaveLength(1);
});

it("stops when it leaves the page", () => {
  const last = source();
  sign().remove();
  expect(last.closed).toBe(true);
});

it("finds the rows that a search brought", () => {
  source().send({});
  anna().outerHTML = `<div id="anna" data-peer="b"><i data-live="rx">–</i></div>`;
  document.dispatchEvent(new Event("htmx:afterSettle"));
  look(true);
  source().send({ peers: { b: { rx: 5000 } } });
  expect(find("rx").textContent).toBe("5.00\u00a0kB/s");
});

it("brings a peer's figures to every place that shows them", () => {
  render(`<live-figures src="/live"></live-figures><h1 id="anna" data-peer="a"><b data-live="rx">–</b></h1><p id="more" data-peer="a"><i data-live="rx">–</i></p>`);
  source().send({ peers: { a: { rx: 1000 } } });
  look(true);
  FakeObserver.seen(document.getElementById("more")!, true);
  expect(document.querySelector("b")!.textContent).toBe("1.00\u00a0kB/s");
  expect(document.querySelector("i")!.textContent).toBe("1.00\u00a0kB/s");
});
