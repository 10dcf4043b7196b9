/**
 * `<button popovertarget="row-menu" data-row-menu>` in each row opens the one menu that all of them share. Before it opens, its
 * links and forms get the address of the row's peer (`data-peer`): `data-of` is the rest of it, and `data-when` says to which
 * rows a choice belongs. A menu in each row would be most of a long list's elements, of which nobody sees any.
 */
export function shareRowMenu(root: Document): void {
  root.addEventListener(
    "click",
    (event) => {
      const button = (event.target as Element).closest<HTMLElement>("[data-row-menu]");
      const row = button?.closest<HTMLElement>("[data-peer]");
      const menu = root.getElementById("row-menu");
      if (!button || !row || !menu) {
        return;
      }
      if (menu.dataset["row"] !== row.dataset["peer"] && menu.matches(":popover-open")) {
        // Otherwise the button of another row would only close it.
        menu.hidePopover();
      }
      menu.dataset["row"] = row.dataset["peer"];
      point(menu, `${menu.dataset["base"]}/${row.dataset["peer"]}`, row.dataset["when"]);
    },
    true,
  );
}

function point(menu: HTMLElement, address: string, when: string | undefined): void {
  for (const each of menu.querySelectorAll<HTMLElement>("[data-of]")) {
    each.setAttribute(each.localName === "form" ? "action" : "href", address + each.dataset["of"]);
  }
  for (const each of menu.querySelectorAll<HTMLElement>("[data-when]")) {
    each.hidden = each.dataset["when"] !== when;
  }
}
