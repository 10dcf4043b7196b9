import { filled, inParts, send } from "../progress";

const together = 100;

interface Done {
  done: number;
  refused: { name: string; sentence: string }[];
  deletion?: string;
}

/**
 * What is done to the chosen rows. Without a script its form sends the boxes that are ticked; this adds the count, ranges by the
 * shift key, "all that match", and progress with a way to stop.
 */
export class BulkBar extends HTMLElement {
  /** All that match, whether or not they are on the page; undefined while only ticked boxes count. */
  #all: string[] | undefined;
  #last: HTMLInputElement | undefined;

  connectedCallback(): void {
    document.addEventListener("change", this.#changed);
    document.addEventListener("click", this.#clicked);
    this.addEventListener("submit", this.#submitted);
    this.addEventListener("click", this.#chooseAll);
    this.#show();
  }

  disconnectedCallback(): void {
    document.removeEventListener("change", this.#changed);
    document.removeEventListener("click", this.#clicked);
    this.removeEventListener("submit", this.#submitted);
    this.removeEventListener("click", this.#chooseAll);
  }

  get #boxes(): HTMLInputElement[] {
    return [...document.querySelectorAll<HTMLInputElement>("input[name=ids][form=bulk]")];
  }

  get #chosen(): string[] {
    return this.#all ?? this.#boxes.filter((box) => box.checked).map((box) => box.value);
  }

  #changed = (event: Event): void => {
    const box = event.target as HTMLInputElement;
    if (box.matches("[data-pick-all]")) {
      this.#boxes.forEach((each) => (each.checked = box.checked));
    }
    if (box.matches("[data-pick-all], input[name=ids]")) {
      this.#all = undefined;
      this.#show();
    }
  };

  /** Shift chooses all between this box and the one before. */
  #clicked = (event: MouseEvent): void => {
    const box = (event.target as Element).closest<HTMLInputElement>("input[name=ids][form=bulk]");
    if (!box) {
      return;
    }
    if (event.shiftKey && this.#last) {
      const boxes = this.#boxes;
      const [from, to] = [boxes.indexOf(this.#last), boxes.indexOf(box)].sort((a, b) => a - b) as [number, number];
      boxes.slice(Math.max(0, from), to + 1).forEach((each) => (each.checked = box.checked));
    }
    this.#last = box;
  };

  #chooseAll = async (event: Event): Promise<void> => {
    if (!(event.target as Element).closest("[data-all-matching]")) {
      return;
    }
    const answer = await fetch(this.dataset["ids"]!, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      this.#boxes.forEach((box) => (box.checked = true));
      this.#all = (await answer.json()) as string[];
      this.#show();
    }
  };

  #show(): void {
    const count = this.#chosen.length;
    this.toggleAttribute("data-some", count > 0);
    const words = this.querySelector("[data-chosen]");
    if (words) {
      words.textContent = count === 0 ? "" : filled(this.dataset["wordsChosen"] ?? "{}", count);
    }
  }

  #submitted = (event: SubmitEvent): void => {
    const form = event.target as HTMLFormElement;
    const button = event.submitter as HTMLButtonElement | null;
    if (!button || event.defaultPrevented) {
      return;
    }
    if (button.dataset["plain"] !== undefined) {
      this.#addHidden(form);
      return;
    }
    event.preventDefault();
    void this.#run(form, button);
  };

  /**
   * A download is an answer to the form itself, which has to name those that are not on the page, too. In one field: there may
   * be more of them than a server takes fields.
   */
  #addHidden(form: HTMLFormElement): void {
    form.querySelector("input[name=hidden]")?.remove();
    const shown = new Set(this.#boxes.map((box) => box.value));
    const input = document.createElement("input");
    input.type = "hidden";
    input.name = "hidden";
    input.value = (this.#all?.filter((each) => !shown.has(each)) ?? []).join(".");
    form.append(input);
  }

  async #run(form: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
    const ids = this.#chosen;
    // form.action would be the buttons of that name.
    const url = form.getAttribute("action")!;
    let from = 0;
    let deletion: string | undefined;
    const complete = await inParts(this.#words(button), ids.length, async () => {
      const some = ids.slice(from, from + together);
      if (some.length === 0) {
        return undefined;
      }
      const body = new URLSearchParams(some.map((id) => ["ids", id]));
      body.set("action", button.value);
      body.set("value", new FormData(form).get("value")?.toString() ?? "");
      if (deletion) {
        body.set("deletion", deletion);
      }
      const part = await send<Done>(url, body);
      deletion = part.deletion ?? deletion;
      from += some.length;
      return { ...part, through: from };
    });
    if (complete || from > 0) {
      location.reload();
    }
  }

  #words(button: HTMLButtonElement) {
    const word = (name: string) => this.dataset[`words${name}`] ?? "";
    return {
      title: button.textContent?.trim() ?? "",
      running: word("Running"),
      done: word("Done"),
      stopped: word("Stopped"),
      cancel: word("Cancel"),
      close: word("Close"),
    };
  }
}
