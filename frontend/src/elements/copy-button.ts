const shownFor = 1600;

/**
 * Copies text: of `value`, of the element whose id is in `for`, or of what stands before it in
 * its parent. Works without a secure context too, because many a server at home has no TLS, where browsers
 * hide `navigator.clipboard`.
 */
export class CopyButton extends HTMLElement {
  #timer = 0;

  connectedCallback(): void {
    this.addEventListener("click", this.#copy);
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.#copy);
    clearTimeout(this.#timer);
  }

  get text(): string {
    const named = this.getAttribute("for");
    const source = named ? document.getElementById(named) : this.previousElementSibling;
    if (this.hasAttribute("value")) {
      return this.getAttribute("value")!;
    }
    if (source instanceof HTMLInputElement || source instanceof HTMLTextAreaElement) {
      return source.value;
    }
    return source?.textContent ?? "";
  }

  #copy = async (): Promise<void> => {
    const copied = await write(this.text);
    this.dataset["copied"] = String(copied);
    this.#say(copied ? (this.dataset["done"] ?? "Copied") : (this.dataset["failed"] ?? "Could not copy"));
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => delete this.dataset["copied"], shownFor);
  };

  /** Screen readers hear it; eyes see the icon change. */
  #say(words: string): void {
    let status = this.querySelector<HTMLElement>("[role=status]");
    if (!status) {
      status = document.createElement("span");
      status.setAttribute("role", "status");
      status.className = "visually-hidden";
      this.append(status);
    }
    status.textContent = words;
  }
}

async function write(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused by permission or focus: the old way may still work.
  }
  return writeBySelection(text);
}

function writeBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.readOnly = true;
  area.className = "visually-hidden";
  const before = document.activeElement;
  // Inside an open dialog everything else is inert, and nothing inert can be selected.
  (document.querySelector("dialog:modal") ?? document.body).append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } finally {
    area.remove();
    if (before instanceof HTMLElement) {
      before.focus();
    }
  }
}
