type Theme = "system" | "light" | "dark";

const themes: readonly Theme[] = ["system", "light", "dark"];
const oneYear = 365 * 24 * 60 * 60;

/**
 * Three buttons, one pressed. The choice is a cookie: the server writes it into `<html data-theme>`, so
 * that the next page is painted right from its first frame, without a script before it.
 *
 * The server renders the buttons (`data-theme="…"` each), with icons and names in the reader's language.
 */
export class ThemeSwitch extends HTMLElement {
  connectedCallback(): void {
    this.addEventListener("click", this.#choose);
    this.#show();
  }

  disconnectedCallback(): void {
    this.removeEventListener("click", this.#choose);
  }

  #choose = (event: Event): void => {
    const chosen = (event.target as Element).closest<HTMLElement>("[data-theme]")?.dataset["theme"];
    const theme = themes.find((each) => each === chosen);
    if (!theme) {
      return;
    }
    const root = document.documentElement;
    if (theme === "system") {
      delete root.dataset["theme"];
    } else {
      root.dataset["theme"] = theme;
    }
    const path = this.getAttribute("path") ?? "/";
    const age = theme === "system" ? 0 : oneYear;
    document.cookie = `theme=${theme}; Path=${path}; Max-Age=${age}; SameSite=Lax`;
    this.#show();
  };

  #show(): void {
    const now = document.documentElement.dataset["theme"] ?? "system";
    this.querySelectorAll<HTMLElement>("[data-theme]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset["theme"] === now));
    });
  }
}
