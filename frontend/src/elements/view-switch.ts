const oneYear = 365 * 24 * 60 * 60;

/** Table or cards. The choice is a cookie, so that the server sends the next list as it is to be. */
export class ViewSwitch extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", this.#choose);
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.#choose);
  }

  #choose = (event: Event): void => {
    const chosen = (event.target as Element).closest<HTMLElement>("[data-view]")?.dataset["view"];
    if (!chosen) {
      return;
    }
    document.cookie = `peers-view=${chosen}; Path=${this.getAttribute("path") ?? "/"}; Max-Age=${oneYear}; SameSite=Lax`;
    document.getElementById("peers-table")?.classList.toggle("rows--cards", chosen === "cards");
    this.querySelectorAll<HTMLElement>("[data-view]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset["view"] === chosen));
    });
  };
}
