const length = 60;
/** Under this rate (bytes a second) the line stays low: keepalives must not look like a download. */
const floor = 2_000;
const svg = "http://www.w3.org/2000/svg";

/**
 * The last minute of a rate, one value a second, received and sent over the same scale. `values` and
 * `values-sent` may bring the past: numbers separated by commas, oldest first.
 */
export class SparkLine extends HTMLElement {
  readonly #received = new Float64Array(length);
  readonly #sent = new Float64Array(length);
  #paths: { received: SVGPathElement; area: SVGPathElement; sent: SVGPathElement } | undefined;

  connectedCallback(): void {
    if (this.#paths) {
      return;
    }
    fill(this.#received, this.getAttribute("values"));
    fill(this.#sent, this.getAttribute("values-sent"));
    const picture = document.createElementNS(svg, "svg");
    picture.setAttribute("viewBox", `0 0 ${length - 1} 1`);
    picture.setAttribute("preserveAspectRatio", "none");
    picture.setAttribute("aria-hidden", "true");
    const [area, sent, received] = ["area", "stroke sent", "stroke received"].map((kind) => {
      const path = document.createElementNS(svg, "path");
      path.setAttribute("class", kind);
      picture.append(path);
      return path;
    }) as [SVGPathElement, SVGPathElement, SVGPathElement];
    this.#paths = { area, sent, received };
    this.append(picture);
    this.draw();
  }

  /** Remembers without drawing: a line that is off screen costs a memory move. */
  push(received: number, sent: number): void {
    shift(this.#received, received);
    shift(this.#sent, sent);
  }

  draw(): void {
    if (!this.#paths) {
      return;
    }
    this.toggleAttribute("data-quiet", !this.#received.some(Boolean) && !this.#sent.some(Boolean));
    const top = Math.max(floor, ...this.#received, ...this.#sent);
    const received = line(this.#received, top);
    this.#paths.received.setAttribute("d", received);
    this.#paths.area.setAttribute("d", `${received}V1H0Z`);
    this.#paths.sent.setAttribute("d", line(this.#sent, top));
  }
}

function line(values: Float64Array, top: number): string {
  let path = "";
  values.forEach((value, x) => {
    path += `${x === 0 ? "M" : "L"}${x} ${(1 - value / top).toFixed(3)}`;
  });
  return path;
}

function shift(values: Float64Array, next: number): void {
  values.copyWithin(0, 1);
  values[length - 1] = next;
}

function fill(values: Float64Array, listed: string | null): void {
  const past = (listed ?? "").split(",").filter(Boolean).map(Number).slice(-length);
  values.set(past, length - past.length);
}
