/**
 * Asks in a dialog before a form is sent (`data-confirm` on the form or on the button that sends it)
 * and before an htmx request (`hx-confirm`). The question says what will happen; the button is named
 * after the act (`data-confirm-action`).
 */
export function askBefore(root: Document): void {
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const submitter = (event as SubmitEvent).submitter as HTMLButtonElement | null;
    const asker = submitter?.dataset["confirm"] ? submitter : form;
    const question = asker.dataset["confirm"];
    if (!question || asker.dataset["confirmed"] !== undefined) {
      delete asker.dataset["confirmed"];
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    void ask(question, asker).then((yes) => {
      if (yes) {
        asker.dataset["confirmed"] = "";
        form.requestSubmit(submitter);
      }
    });
  }, true);

  root.addEventListener("htmx:confirm", (event) => {
    const { question, elt, issueRequest } = (event as CustomEvent<HtmxConfirm>).detail;
    if (question) {
      event.preventDefault();
      void ask(question, elt).then((yes) => yes && issueRequest(true));
    }
  });
}

interface HtmxConfirm {
  question: string | null;
  elt: HTMLElement;
  issueRequest(skipConfirmation: boolean): void;
}

/** Resolves once the dialog is closed; anything but the named button is a no. */
export function ask(question: string, asker: HTMLElement): Promise<boolean> {
  const { confirmTitle, confirmAction, confirmCancel, confirmTone } = asker.dataset;
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("role", "alertdialog");

  const words = document.createElement(confirmTitle ? "p" : "h2");
  words.textContent = question;
  if (confirmTitle) {
    const title = document.createElement("h2");
    title.textContent = confirmTitle;
    dialog.append(title);
  }
  dialog.append(words);
  const heading = dialog.querySelector("h2")!;
  heading.id = "confirm-title";
  dialog.setAttribute("aria-labelledby", heading.id);

  const cancel = button(confirmCancel ?? "Cancel", "button", "no");
  const act = button(
    confirmAction ?? asker.getAttribute("aria-label") ?? (asker.textContent?.trim() || "OK"),
    confirmTone === "calm" ? "button button--primary" : "button button--danger",
    "yes",
  );
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "form-actions";
  form.append(act, cancel);
  dialog.append(form);
  document.body.append(dialog);

  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
    cancel.focus();
  });
}

function button(words: string, className: string, value: string): HTMLButtonElement {
  const made = document.createElement("button");
  made.className = className;
  made.value = value;
  made.textContent = words;
  return made;
}
