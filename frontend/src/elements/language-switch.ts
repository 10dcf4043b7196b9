const oneYear = 365 * 24 * 60 * 60;

/**
 * Shows the page again in the language that is chosen. The choice is a cookie, which the server reads; without
 * scripts the form around it is sent instead.
 */
export class LanguageSwitch extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("change", this.#choose);
  }

  disconnectedCallback(): void {
    this.removeEventListener("change", this.#choose);
  }

  #choose = (event: Event): void => {
    const chosen = (event.target as HTMLSelectElement).value;
    if (/^[a-z]{2}$/.test(chosen)) {
      const path = this.getAttribute("path") ?? "/";
      document.cookie = `language=${chosen}; Path=${path}; Max-Age=${oneYear}; SameSite=Lax`;
      this.reload();
    }
  };

  reload(): void {
    location.reload();
  }
}
