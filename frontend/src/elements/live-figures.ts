import { PeerRows } from "../peer-rows";
import type { Snapshot } from "../peer-rows";

/** The server says something at least every 5 s, even when nothing changed. */
const silenceMillis = 12_000;
const retryMillis = 3_000;

/**
 * The one event stream of a page, and the sign that says whether the figures move: `live`, `paused` while the tab is
 * hidden, `lost` when the server is silent. Words in the reader's language: `data-words-live` and so on.
 */
export class LiveFigures extends HTMLElement {
  #source: EventSource | undefined;
  #watchdog = 0;
  #retry = 0;
  #rows: PeerRows | undefined;

  connectedCallback(): void {
    this.setAttribute("role", "status");
    document.addEventListener("visibilitychange", this.#followVisibility);
    document.addEventListener("htmx:afterSettle", this.#reindex);
    window.addEventListener("pagehide", this.#close);
    window.addEventListener("pageshow", this.#followVisibility);
    // The page first: until it has come, its own event brings us here.
    if (document.readyState === "complete") {
      this.#followVisibility();
    }
  }

  disconnectedCallback(): void {
    document.removeEventListener("visibilitychange", this.#followVisibility);
    document.removeEventListener("htmx:afterSettle", this.#reindex);
    window.removeEventListener("pagehide", this.#close);
    window.removeEventListener("pageshow", this.#followVisibility);
    this.#close();
    this.#rows?.close();
    this.#rows = undefined;
  }

  /** Other rows are shown now, so other figures are wanted. */
  #reindex = (): void => {
    this.#rows?.index();
    if (this.#source && this.#address() !== this.#source.url) {
      this.#open();
    }
  };

  /** Only the rows of the page are told, where they say their numbers. */
  #address(): string {
    const url = new URL(this.getAttribute("src")!, location.href);
    const numbers = [...document.querySelectorAll<HTMLElement>("[data-number]")].map((row) => row.dataset["number"]);
    if (numbers.length > 0) {
      url.searchParams.set("peers", [...new Set(numbers)].join("."));
    }
    return url.href;
  }

  #followVisibility = (): void => {
    if (document.hidden) {
      this.#close();
      this.#say("paused", "Paused");
    } else if (!this.#source) {
      this.#open();
    }
  };

  #open = (): void => {
    this.#close();
    const source = new EventSource(this.#address());
    source.onmessage = (event: MessageEvent<string>) => {
      this.#heard();
      this.#rows ??= new PeerRows(document);
      this.#rows.apply(JSON.parse(event.data) as Snapshot);
    };
    source.onerror = this.#lost;
    this.#source = source;
    this.#watch();
  };

  #heard(): void {
    this.#say("live", "Live");
    this.#watch();
  }

  #watch(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = window.setTimeout(this.#lost, silenceMillis);
  }

  /** A browser gives up for good on some errors (a 502 from a proxy in front, say), so we open anew ourselves. */
  #lost = (): void => {
    this.#close();
    this.#say("lost", "Not live");
    this.#retry = window.setTimeout(this.#open, retryMillis);
  };

  #close = (): void => {
    this.#source?.close();
    this.#source = undefined;
    clearTimeout(this.#watchdog);
    clearTimeout(this.#retry);
  };

  #say(state: "live" | "paused" | "lost", words: string): void {
    if (this.dataset["state"] === state) {
      return;
    }
    this.dataset["state"] = state;
    this.textContent = this.getAttribute(`data-words-${state}`) ?? words;
    document.documentElement.toggleAttribute("data-stale", state !== "live");
  }
}
