/**
 * htmx puts a part of a page in place of another, and with it goes the element that has the focus. Whoever works with the
 * keyboard goes on where they were: at the same link or field of the new part, at the first row that has come, or at the
 * part itself.
 */
export function keepFocus(root: Document): void {
  let held: Element | null = null;
  let rows = 0;

  root.addEventListener("htmx:beforeSwap", () => {
    held = root.activeElement === root.body ? null : root.activeElement;
    rows = root.querySelectorAll("tbody > tr").length;
  });

  root.addEventListener("htmx:afterSettle", (event) => {
    if (!held || (held.isConnected && root.activeElement === held)) {
      return;
    }
    if (root.activeElement === root.body || root.activeElement === null) {
      (twin(root, held) ?? newRow(root, rows) ?? part(event.target as HTMLElement))?.focus();
    }
    held = null;
  });
}

/** What stands for the same thing in the new part. */
function twin(root: Document, held: Element): HTMLElement | null {
  const href = held.getAttribute("href");
  const name = held.getAttribute("name");
  const value = held.getAttribute("value");
  const marks = [
    held.id && `#${CSS.escape(held.id)}`,
    href && `main ${held.localName}[href="${CSS.escape(href)}"]`,
    name && `main ${held.localName}[name="${CSS.escape(name)}"]${value === null ? "" : `[value="${CSS.escape(value)}"]`}`,
  ];
  const mark = marks.find(Boolean);
  const found = mark ? [...root.querySelectorAll<HTMLElement>(mark)] : [];
  // Two links of a part may lead to the same place, such as those for another span and for another unit.
  return found.find((each) => each.textContent === held.textContent) ?? found[0] ?? null;
}

function newRow(root: Document, before: number): HTMLElement | null {
  const row = root.querySelectorAll<HTMLElement>("tbody > tr")[before];
  return row?.querySelector<HTMLElement>("a, button, input") ?? null;
}

function part(target: HTMLElement): HTMLElement | null {
  const found = target.isConnected ? target : document.getElementById(target.id);
  found?.setAttribute("tabindex", "-1");
  return found;
}
