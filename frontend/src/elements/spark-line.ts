const length = 60;
/** Under this rate (bytes a second) the line stays low: keepalives must not look like a download. */
const floor = 2_000;
const svg = "http://www.w3.org/2000/svg";

interface Paths {
  received: SVGPathElement;
  area: SVGPathElement;
  sent: SVGPathElement;
}

/**
 * The last minute of a rate, one value a second, received and sent over the same scale. `values` and
 * `values-sent` may bring the past: numbers separated by commas, oldest first.
 *
 * While there was nothing for a minute the element is empty, and the style draws its flat line: most peers of a long list
 * are quiet, and cost neither elements nor a drawing each second.
 */
export class SparkLine extends HTMLElement {
  readonly #received = new Float64Array(length);
  readonly #sent = new Float64Array(length);
  /** How many seconds are left until the last value that is not 0 is out of the picture. */
  #lively = 0;
  #paths: Paths | undefined;
  #drawn = true;

  connectedCallback(): void {
    if (this.#lively > 0 || !(this.hasAttribute("values") || this.hasAttribute("values-sent"))) {
      return;
    }
    fill(this.#received, this.getAttribute("values"));
    fill(this.#sent, this.getAttribute("values-sent"));
    this.#lively = 1 + Math.max(this.#received.findLastIndex(Boolean), this.#sent.findLastIndex(Boolean));
    this.#drawn = false;
    this.draw();
  }

  /** Remembers without drawing: a line that is off screen costs a memory move. */
  push(received: number, sent: number): void {
    const moves = received !== 0 || sent !== 0;
    if (!moves && this.#lively === 0) {
      return;
    }
    shift(this.#received, received);
    shift(this.#sent, sent);
    this.#lively = moves ? length : this.#lively - 1;
    this.#drawn = false;
  }

  draw(): void {
    if (this.#drawn) {
      return;
    }
    this.#drawn = true;
    if (this.#lively === 0) {
      this.#paths = undefined;
      this.replaceChildren();
      return;
    }
    const paths = (this.#paths ??= this.#picture());
    const top = Math.max(floor, ...this.#received, ...this.#sent);
    const received = line(this.#received, top);
    paths.received.setAttribute("d", received);
    paths.area.setAttribute("d", `${received}V1H0Z`);
    paths.sent.setAttribute("d", line(this.#sent, top));
  }

  #picture(): Paths {
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
    this.append(picture);
    return { area, sent, received };
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
