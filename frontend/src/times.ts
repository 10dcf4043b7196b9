import { age } from "./figures";

const unseen = "never";

/**
 * Keeps every `<time data-ago="{} ago" datetime="…">` true. The pattern comes with the page, because
 * it is in the reader's language; the moment itself is in the tooltip. A `<time data-at datetime="…">`, which the
 * server has written in UTC, is shown in the reader's own time.
 */
export function keepTimesFresh(root: Document, everyMillis = 1000): () => void {
  const tick = () => {
    if (!root.hidden) {
      const now = Date.now();
      root.querySelectorAll<HTMLTimeElement>("time[data-ago]").forEach((time) => refresh(time, now));
      root.querySelectorAll<HTMLTimeElement>("time[data-at]").forEach(showLocally);
    }
  };
  tick();
  root.addEventListener("htmx:afterSettle", tick);
  const timer = setInterval(tick, everyMillis);
  return () => {
    root.removeEventListener("htmx:afterSettle", tick);
    clearInterval(timer);
  };
}

export function refresh(time: HTMLTimeElement, now: number): void {
  const at = Date.parse(time.dateTime);
  if (Number.isNaN(at)) {
    return;
  }
  const text = (time.dataset["ago"] || "{} ago").replace("{}", age((now - at) / 1000));
  if (time.textContent !== text) {
    time.textContent = text;
    time.title = new Date(at).toLocaleString(language());
  }
}

/** What `data-at` may say to have it shorter. */
const shapes: Record<string, Intl.DateTimeFormatOptions> = {
  hour: { hour: "2-digit", minute: "2-digit" },
  day: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  month: { day: "numeric", month: "short" },
};

function showLocally(time: HTMLTimeElement): void {
  const shape = shapes[time.dataset["at"] ?? ""] ?? { dateStyle: "medium", timeStyle: "short" };
  delete time.dataset["at"];
  const at = Date.parse(time.dateTime);
  if (!Number.isNaN(at)) {
    time.title = time.textContent ?? "";
    time.textContent = new Date(at).toLocaleString(language(), shape);
  }
}

function language(): string | undefined {
  return document.documentElement.lang || undefined;
}

/** Moves a time to another moment; `undefined` is never. */
export function setTime(time: HTMLTimeElement, epochSeconds: number | undefined): void {
  if (epochSeconds === undefined) {
    time.removeAttribute("datetime");
    time.textContent = time.dataset["never"] ?? unseen;
    return;
  }
  time.dateTime = new Date(epochSeconds * 1000).toISOString();
  refresh(time, Date.now());
}
