/** What became of a part. */
export interface Part {
  done: number;
  refused: readonly { name: string; sentence?: string; sentences?: readonly string[]; number?: number }[];
  /** How many of all are through, whatever became of them. */
  through: number;
}

/** Words in the reader's language; `{}` stands for numbers, in their order. */
export interface Words {
  title: string;
  running: string;
  done: string;
  stopped: string;
  cancel: string;
  close: string;
}

/**
 * Does something part by part and shows how far it is. Cancelling ends it after the part that is under way: what is done
 * stays done. Who leaves the page meanwhile is asked first. If something was refused, the dialog stays and says what. Resolves
 * when it is closed, with whether all was done.
 */
export async function inParts(words: Words, total: number, next: () => Promise<Part | undefined>): Promise<boolean> {
  const dialog = make("dialog", "dialog progress");
  dialog.setAttribute("aria-labelledby", "progress-title");
  const title = make("h2", "", words.title);
  title.id = "progress-title";
  const bar = make("progress", "");
  bar.max = total;
  bar.setAttribute("aria-labelledby", "progress-title");
  const said = make("p", "number");
  said.setAttribute("role", "status");
  const list = make("ul", "refusals");
  const button = make("button", "button", words.cancel);
  button.type = "button";
  const actions = make("div", "form-actions");
  actions.append(button);
  dialog.append(title, bar, said, list, actions);
  document.body.append(dialog);

  let stopped = false;
  const stop = () => (stopped = true);
  button.addEventListener("click", stop);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    stop();
  });
  dialog.showModal();
  addEventListener("beforeunload", askBeforeLeaving);

  let done = 0;
  let refused = 0;
  const show = (through: number) => {
    bar.value = through;
    said.textContent = filled(words.running, through, total);
  };
  show(0);
  try {
    for (let part = await next(); part; part = stopped ? undefined : await next()) {
      done += part.done;
      refused += part.refused.length;
      part.refused.forEach((each) => list.append(refusal(each)));
      show(part.through);
    }
  } catch (error) {
    stopped = true;
    refused++;
    list.append(make("li", "", error instanceof Error ? error.message : String(error)));
  }
  removeEventListener("beforeunload", askBeforeLeaving);
  const complete = !stopped && refused === 0;
  if (!complete) {
    said.textContent = filled(stopped ? words.stopped : words.done, done, refused);
    await closed(dialog, button, stop, words.close);
  }
  dialog.remove();
  return complete;
}

/** The parts that are still to come would be lost. */
function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function refusal({ name, number, sentence, sentences }: Part["refused"][number]): HTMLElement {
  const item = make("li", "");
  item.append(make("strong", "", number === undefined ? name : `${number}: ${name}`), ` ${sentence ?? sentences?.join(" ") ?? ""}`);
  return item;
}

function closed(dialog: HTMLDialogElement, button: HTMLButtonElement, stop: () => void, word: string): Promise<void> {
  button.removeEventListener("click", stop);
  button.textContent = word;
  button.focus();
  return new Promise((resolve) => {
    const end = () => resolve();
    button.addEventListener("click", end);
    dialog.addEventListener("cancel", end);
  });
}

export function filled(pattern: string, ...values: number[]): string {
  let next = 0;
  return pattern.replaceAll("{}", () => String(values[next++] ?? ""));
}

/** The answer to a form, as JSON; throws the server's sentence if it refuses. */
export async function send<T>(url: string, body: FormData | URLSearchParams): Promise<T> {
  const answer = await fetch(url, { method: "POST", body, headers: { Accept: "application/json" } });
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => ({}))) as { detail?: string };
    throw new Error(problem.detail ?? answer.statusText);
  }
  return (await answer.json()) as T;
}

export function make<K extends keyof HTMLElementTagNameMap>(name: K, className: string, text = ""): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  made.className = className;
  made.textContent = text;
  return made;
}
