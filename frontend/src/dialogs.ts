/**
 * `<a href="…" data-dialog="#part">`: shows a part of another page in a dialog, under that page's heading. The link works
 * without it, and whatever goes wrong here falls back to it. In that part, `data-dialog-close` marks the way back.
 */
export function openInDialog(root: Document): void {
  root.addEventListener("click", (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-dialog]");
    if (link && !event.defaultPrevented && event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      void open(link);
    }
  });
}

async function open(link: HTMLAnchorElement): Promise<void> {
  const page = await load(link.href);
  const part = page?.querySelector(link.dataset["dialog"]!);
  if (!part) {
    location.assign(link.href);
    return;
  }
  link.closest<HTMLElement>("[popover]")?.hidePopover();
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("closedby", "any");
  const title = document.createElement("h2");
  title.id = "dialog-title";
  title.textContent = page!.querySelector("h1")?.textContent ?? "";
  dialog.setAttribute("aria-labelledby", title.id);
  dialog.append(title, ...[...part.children].map((child) => document.importNode(child, true)));
  addClose(dialog, link.dataset["dialogClose"]);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

async function load(url: string): Promise<Document | undefined> {
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : undefined;
  } catch {
    return undefined;
  }
}

/** A way out that can be seen: the part's own, or else a button. */
function addClose(dialog: HTMLDialogElement, words: string | undefined): void {
  const own = dialog.querySelector("[data-dialog-close]");
  if (own) {
    own.addEventListener("click", (event) => {
      event.preventDefault();
      dialog.close();
    });
    return;
  }
  const form = document.createElement("form");
  form.method = "dialog";
  form.className = "form-actions";
  const button = document.createElement("button");
  button.className = "button";
  button.textContent = words ?? "Close";
  form.append(button);
  dialog.append(form);
}
