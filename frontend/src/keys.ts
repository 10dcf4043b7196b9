/**
 * `data-key="n"` on a link, button or field: the key follows, presses or focuses it. Letters typed
 * into a field or into an open dialog stay letters.
 */
export function listenForKeys(root: Document): void {
  root.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) {
      return;
    }
    if (isTyping(event.target) || root.querySelector("dialog:modal")) {
      return;
    }
    const target = root.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key)}"]`);
    if (target) {
      event.preventDefault();
      follow(target);
    }
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

function follow(target: HTMLElement): void {
  if (target.matches("input, textarea, select")) {
    target.focus();
    if (target instanceof HTMLInputElement) {
      target.select();
    }
  } else {
    target.click();
  }
}
