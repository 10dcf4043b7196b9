/** Puts HTML into the page as a browser's parser does: an element is connected when its children are there. */
export function render(html: string): void {
  const template = document.createElement("template");
  template.innerHTML = html;
  document.body.replaceChildren(document.importNode(template.content, true));
}
