/** On a narrow page the tabs scroll sideways: the one that is shown is brought into sight. */
export function showCurrentTab(root: Document): void {
  const tab = root.querySelector<HTMLElement>(".tabs [aria-current=page]");
  const tabs = tab?.closest<HTMLElement>(".tabs");
  if (tab && tabs) {
    tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
  }
}
