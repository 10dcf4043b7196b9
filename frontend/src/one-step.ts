import { make } from "./progress";

/** What is done by then needs no words. */
const soonMillis = 400;

/**
 * `data-one-step="10,000 peers get their new addresses."` on a form, or on the button that sends it: what the server does
 * in one step, of which nobody can say how far it is, and which nobody can stop. If its answer isn't there soon, a dialog
 * says so until it is. Meanwhile nothing else can be pressed, and the form isn't sent again.
 */
export function waitForOneStep(root: Document): void {
  let waiting: HTMLElement | undefined;
  let timer = 0;

  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const button = event.submitter as HTMLButtonElement | null;
    const { oneStep } = button?.dataset["oneStep"] === undefined ? form.dataset : button.dataset;
    if (oneStep === undefined || event.defaultPrevented) {
      return;
    }
    if (timer !== 0) {
      event.preventDefault();
      return;
    }
    timer = window.setTimeout(() => (waiting = show(button?.textContent?.trim() ?? "", oneStep)), soonMillis);
  });

  // Whoever comes back to this page finds it as it was.
  window.addEventListener("pagehide", () => {
    clearTimeout(timer);
    timer = 0;
    waiting?.remove();
  });
}

function show(title: string, words: string): HTMLElement {
  const dialog = make("dialog", "dialog progress");
  const heading = make("h2", "", title);
  heading.id = "one-step-title";
  dialog.setAttribute("aria-labelledby", heading.id);
  const bar = make("progress", "");
  bar.setAttribute("aria-labelledby", heading.id);
  const said = make("p", "");
  said.setAttribute("role", "status");
  dialog.append(heading, bar, said);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  // Without a button the dialog itself has the focus.
  dialog.tabIndex = -1;
  document.body.append(dialog);
  dialog.showModal();
  // A status is read when its words change, so they come after it.
  said.textContent = words;
  return dialog;
}
