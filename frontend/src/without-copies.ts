/*
 * htmx keeps copies of pages in `sessionStorage` for going back. They would show figures of some time ago as if they were
 * live, and stay when somebody signs out; and the first look at that storage, which htmx takes while the page is coming,
 * waits for another process. Where there is none, htmx keeps no copies. So this has to be imported before it.
 */
Object.defineProperty(window, "sessionStorage", { value: undefined });

export {};
