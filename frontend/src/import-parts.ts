import { inParts, send } from "./progress";

interface Part {
  done: number;
  refused: { number: number; name: string; sentences: string[] }[];
  next: number;
}

/** `<form data-parts="…" data-total="500">`: sends itself part by part, and shows how far it is. */
export function sendInParts(root: Document): void {
  root.addEventListener("submit", (event) => {
    const form = event.target as HTMLFormElement;
    const { parts, total, then, wordsTitle, wordsRunning, wordsDone, wordsStopped, wordsCancel, wordsClose } = form.dataset;
    if (!parts || event.defaultPrevented) {
      return;
    }
    event.preventDefault();
    const all = Number(total);
    const words = {
      title: wordsTitle ?? "",
      running: wordsRunning ?? "",
      done: wordsDone ?? "",
      stopped: wordsStopped ?? "",
      cancel: wordsCancel ?? "",
      close: wordsClose ?? "",
    };
    let from = 0;
    void inParts(words, all, async () => {
      if (from >= all) {
        return undefined;
      }
      const body = new FormData(form);
      body.set("from", String(from));
      const part = await send<Part>(parts, body);
      from = part.next;
      return { ...part, through: from };
    }).then(() => location.assign(then ?? location.href));
  });
}
