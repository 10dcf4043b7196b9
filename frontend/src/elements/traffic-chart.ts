import { bytes, rate } from "../figures";
import type uPlot from "uplot";

const height = 220;

/**
 * Draws the rows of a table, named by `data-table`, on a canvas: received and sent over time. The table stays for those who
 * read instead of look. The chart's library comes only to pages that have one.
 */
export class TrafficChart extends HTMLElement {
  #chart: uPlot | undefined;
  #resize: ResizeObserver | undefined;
  readonly #dark = matchMedia("(prefers-color-scheme: dark)");

  connectedCallback(): void {
    this.#dark.addEventListener("change", this.#draw);
    void this.#draw();
  }

  disconnectedCallback(): void {
    this.#dark.removeEventListener("change", this.#draw);
    this.#resize?.disconnect();
    this.#chart?.destroy();
    this.#chart = undefined;
  }

  #draw = async (): Promise<void> => {
    const rows = [...(document.getElementById(this.dataset["table"] ?? "")?.querySelectorAll<HTMLElement>("tr[data-at]") ?? [])];
    if (rows.length === 0 || this.querySelector("p")) {
      return;
    }
    const { default: Chart } = await import("../chart");
    if (!this.isConnected) {
      return;
    }
    this.#resize?.disconnect();
    this.#chart?.destroy();
    const column = (name: string) => rows.map((row) => Number(row.dataset[name]));
    const step = Number(this.dataset["step"]);
    // The last step is drawn to its end, too.
    const at = [...column("at"), Number(rows.at(-1)!.dataset["at"]) + step];
    const received = column("received");
    const sent = column("sent");
    const say = this.dataset["unit"] === "rate" ? rate : bytes;
    this.#chart = new Chart(this.#options(Chart, say), [at, [...received, received.at(-1)!], [...sent, sent.at(-1)!]], this);
    this.#resize = new ResizeObserver(() => this.#chart?.setSize({ width: this.clientWidth, height }));
    this.#resize.observe(this);
  };

  #options(Chart: typeof uPlot, say: (value: number) => string): uPlot.Options {
    const style = getComputedStyle(this);
    const colour = (name: string) => resolved(this, `var(--${name})`);
    const axis = { stroke: colour("ink-soft"), font: `12px ${style.fontFamily}`, ticks: { show: false } };
    const line = { stroke: colour("line"), width: 1 };
    const paths = Chart.paths.stepped!({ align: 1 });
    const soft = (name: string) => resolved(this, `color-mix(in oklch, var(--${name}) 18%, transparent)`);
    const hours = { hour: "2-digit", minute: "2-digit" } as const;
    const days = { day: "numeric", month: "short" } as const;
    const isDays = Number(this.dataset["step"]) >= 86_400;
    const text = new Intl.DateTimeFormat(document.documentElement.lang || undefined, isDays ? days : hours);
    return {
      width: this.clientWidth,
      height,
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 6 } },
      padding: [12, 28, 0, 0],
      scales: { y: { range: (_chart, _least, most) => [0, Math.max(1_000, most * 1.08)] } },
      axes: [
        { ...axis, grid: { show: false }, space: 70, values: (_chart, times) => times.map((each) => text.format(each * 1000)) },
        { ...axis, grid: line, size: 72, space: 44, values: (_chart, values) => values.map((each) => (each === 0 ? "0" : say(each))) },
      ],
      series: [
        {},
        { stroke: colour("receive"), fill: soft("receive"), width: 1.75, paths, points: { show: false } },
        { stroke: colour("transmit"), fill: soft("transmit"), width: 1.75, paths, points: { show: false } },
      ],
      plugins: [hover(text, say)],
    };
  }
}

/** What stands under the pointer, in a box that follows it. */
function hover(text: Intl.DateTimeFormat, say: (value: number) => string): uPlot.Plugin {
  const box = document.createElement("div");
  box.className = "chart-hover";
  box.hidden = true;
  return {
    hooks: {
      init: (chart) => chart.over.append(box),
      setCursor: (chart) => {
        const index = chart.cursor.idx;
        box.hidden = index === undefined || index === null;
        if (!box.hidden) {
          const [at, received, sent] = chart.data as [number[], number[], number[]];
          box.textContent = `${text.format(at[index!]! * 1000)}  ↓ ${say(received[index!]!)}  ↑ ${say(sent[index!]!)}`;
          const room = chart.over.clientWidth - box.offsetWidth;
          box.style.translate = `${Math.max(0, Math.min(room, chart.cursor.left! - box.offsetWidth / 2))}px 0`;
        }
      },
    },
  };
}

/** A canvas knows no custom properties. */
function resolved(element: HTMLElement, colour: string): string {
  const probe = document.createElement("span");
  probe.style.color = colour;
  element.append(probe);
  const canvas = document.createElement("canvas").getContext("2d")!;
  canvas.fillStyle = getComputedStyle(probe).color;
  probe.remove();
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data as unknown as [number, number, number, number];
  return `rgb(${red} ${green} ${blue} / ${alpha / 255})`;
}
