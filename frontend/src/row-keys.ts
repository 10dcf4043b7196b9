/** `j` and `k` move through the rows of a list, `x` chooses the one that has the focus. */
export function moveThroughRows(root: Document): void {
  root.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input:not([type=checkbox]), textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || root.querySelector("dialog:modal")) {
      return;
    }
    const rows = [...root.querySelectorAll<HTMLElement>("table.rows > tbody > tr")].filter((row) => row.querySelector("a.name"));
    const now = rows.findIndex((row) => row.contains(root.activeElement));
    if (rows.length > 0 && (event.key === "j" || event.key === "k")) {
      event.preventDefault();
      const to = now < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, now + (event.key === "j" ? 1 : -1)));
      rows[to]!.querySelector<HTMLElement>("a.name")?.focus();
    } else if (now >= 0 && event.key === "x") {
      event.preventDefault();
      rows[now]!.querySelector<HTMLInputElement>("input[name=ids]")?.click();
    }
  });
}
