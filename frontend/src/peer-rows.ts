import { SparkLine } from "./elements/spark-line";
import { bytes, rate } from "./figures";
import { setTime } from "./times";

/** What the server knows of one peer; what did not change since the last event may be missing. */
export interface PeerFigures {
  state?: string;
  label?: string;
  reason?: string;
  rx?: number;
  tx?: number;
  rxTotal?: number;
  txTotal?: number;
  seen?: number;
  endpoint?: string;
}

export interface Snapshot {
  peers?: Record<string, PeerFigures>;
  online?: number;
  total?: number;
  rx?: number;
  tx?: number;
  rxTotal?: number;
  txTotal?: number;
}

/**
 * Brings snapshots to the elements that show them. A row that is off screen only remembers its figures and
 * is drawn when it comes into view, so thousands of rows cost as much as those that are seen.
 */
export class PeerRows {
  readonly #root: ParentNode;
  readonly #rows = new Map<string, Row[]>();
  readonly #byElement = new WeakMap<Element, Row>();
  readonly #observer: IntersectionObserver;
  #sums: Row | undefined;

  constructor(root: ParentNode) {
    this.#root = root;
    this.#observer = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        this.#byElement.get(entry.target)?.show(entry.isIntersecting);
      }
    });
    this.index();
  }

  /** Looks anew which rows there are: after a search, a page turn, a swap. */
  index(): void {
    this.#observer.disconnect();
    const before = new Map(this.#rows);
    this.#rows.clear();
    for (const element of this.#root.querySelectorAll<HTMLElement>("[data-peer]")) {
      const id = element.dataset["peer"]!;
      const row = new Row([...element.querySelectorAll<HTMLElement>("[data-live]")]);
      row.take(before.get(id)?.[0]?.figures ?? {});
      this.#rows.set(id, [...(this.#rows.get(id) ?? []), row]);
      this.#byElement.set(element, row);
      this.#observer.observe(element);
    }
    const loose = [...this.#root.querySelectorAll<HTMLElement>("[data-live]")].filter((each) => !each.closest("[data-peer]"));
    this.#sums = new Row(loose);
    this.#sums.show(true);
  }

  apply({ peers, ...sums }: Snapshot): void {
    for (const [id, figures] of Object.entries(peers ?? {})) {
      this.#rows.get(id)?.forEach((row) => row.take(figures));
    }
    for (const rows of this.#rows.values()) {
      rows.forEach((row) => row.tick());
    }
    this.#sums?.take(sums as PeerFigures);
    this.#sums?.tick();
  }

  close(): void {
    this.#observer.disconnect();
  }
}

class Row {
  figures: PeerFigures = {};
  readonly #elements: HTMLElement[];
  readonly #lines: SparkLine[];
  #changed: PeerFigures = {};
  #shown = false;

  constructor(elements: HTMLElement[]) {
    this.#elements = elements;
    this.#lines = elements.filter((each) => each instanceof SparkLine);
  }

  take(figures: PeerFigures): void {
    Object.assign(this.figures, figures);
    Object.assign(this.#changed, figures);
  }

  /** One second has passed: the line moves on, whether or not anything changed. */
  tick(): void {
    for (const line of this.#lines) {
      line.push(this.figures.rx ?? 0, this.figures.tx ?? 0);
    }
    if (this.#shown) {
      this.#draw();
    }
  }

  show(shown: boolean): void {
    this.#shown = shown;
    if (shown) {
      this.#draw();
    }
  }

  #draw(): void {
    for (const line of this.#lines) {
      line.draw();
    }
    const changed = this.#changed;
    if (Object.keys(changed).length === 0) {
      return;
    }
    this.#changed = {};
    for (const element of this.#elements) {
      const key = element.dataset["live"]!;
      if (key in changed) {
        write(element, key, changed);
      }
    }
  }
}

function write(element: HTMLElement, key: string, figures: PeerFigures): void {
  if (key === "state") {
    if (element.dataset["state"] !== figures.state) {
      element.dataset["state"] = figures.state;
    }
    setText(element, stateName(figures));
    if (figures.reason && element.title !== figures.reason) {
      element.title = figures.reason;
    }
  } else if (key === "seen") {
    setTime(element as HTMLTimeElement, figures.seen);
  } else {
    const value = figures[key as keyof PeerFigures];
    setText(element, key === "rx" || key === "tx" ? rate(value as number) : key.endsWith("Total") ? bytes(value as number) : String(value ?? ""));
  }
}

function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** In the reader's language, which the page knows and the stream doesn't. */
function stateName(figures: PeerFigures): string {
  const words = document.querySelector("live-figures");
  return words?.getAttribute(`data-state-${figures.state}`) ?? figures.label ?? figures.state!;
}
