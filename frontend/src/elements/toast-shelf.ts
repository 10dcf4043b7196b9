const shownFor = 6000;

interface Toast {
  text: string;
  tone?: "good" | "danger";
  /** What can be done about it, for as long as it is shown. */
  action?: { label: string; href: string };
  seconds?: number;
}

/**
 * Short words about what just happened. One comes with the page after a redirect (`<p class="toast">` inside), others by
 * the header `HX-Trigger: {"toast": {"text": "Saved"}}` of an htmx answer. Time stands still while
 * the pointer or the focus is on it.
 */
export class ToastShelf extends HTMLElement {
  connectedCallback(): void {
    this.setAttribute("role", "status");
    this.setAttribute("aria-live", "polite");
    document.addEventListener("toast", this.#heard);
    for (const toast of this.querySelectorAll<HTMLElement>(".toast")) {
      this.#keep(toast, toast.dataset["seconds"] ? Number(toast.dataset["seconds"]) * 1000 : shownFor);
    }
  }

  disconnectedCallback(): void {
    document.removeEventListener("toast", this.#heard);
  }

  show({ text, tone, action, seconds }: Toast): void {
    const toast = document.createElement("div");
    toast.className = tone === "danger" ? "toast toast--danger" : "toast";
    toast.textContent = text;
    if (action) {
      const link = document.createElement("a");
      link.className = "button button--small";
      link.href = action.href;
      link.textContent = action.label;
      toast.append(link);
    }
    this.append(toast);
    this.#keep(toast, seconds === undefined ? shownFor : seconds * 1000);
  }

  #heard = (event: Event): void => {
    const detail = (event as CustomEvent<Toast>).detail;
    if (detail?.text) {
      this.show(detail);
    }
  };

  #keep(toast: HTMLElement, millis: number): void {
    let timer = window.setTimeout(() => toast.remove(), millis);
    const hold = () => clearTimeout(timer);
    const release = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => toast.remove(), millis);
    };
    toast.addEventListener("pointerenter", hold);
    toast.addEventListener("focusin", hold);
    toast.addEventListener("pointerleave", release);
    toast.addEventListener("focusout", release);
  }
}
