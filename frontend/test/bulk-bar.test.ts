import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { BulkBar } from "../src/elements/bulk-bar";
import { render } from "./render";

if (!customElements.get("bulk-bar")) {
  customElements.define("bulk-bar", BulkBar);
}

const requests: { url: string; ids: string[]; deletion: string | null; leavesUnasked: boolean }[] = [];

const leavesUnasked = () => window.dispatchEvent(new Event("beforeunload", { cancelable: true }));

beforeEach(() => {
  requests.length = 0;
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  vi.stubGlobal("fetch", async (url: string, init?: { body?: URLSearchParams }) => {
    if (url === "/ids") {
      return { ok: true, json: async () => Array.from({ length: 250 }, (_, i) => `id-${i}`) };
    }
    const ids = init!.body!.getAll("ids");
    requests.push({ url, ids, deletion: init!.body!.get("deletion"), leavesUnasked: leavesUnasked() });
    return { ok: true, json: async () => ({ done: ids.length - 1, refused: [{ name: "x", sentence: "No." }], deletion: "d" }) };
  });
});

afterEach(() => vi.unstubAllGlobals());

function page(): HTMLElement {
  render(`
    <input type="checkbox" data-pick-all>
    <input type="checkbox" form="bulk" name="ids" value="a">
    <input type="checkbox" form="bulk" name="ids" value="b">
    <input type="checkbox" form="bulk" name="ids" value="c">
    <bulk-bar data-ids="/ids" data-words-chosen="{} chosen" data-words-running="{} of {}" data-words-done="Done: {}. Refused: {}." data-words-close="Close">
      <form id="bulk" action="/bulk"><strong data-chosen></strong><button type="button" data-all-matching>All</button>
      <input name="value" value="v"><button name="action" value="tag">Tag</button><button name="action" value="enable">Enable</button></form>
    </bulk-bar>`);
  return document.body;
}

const boxes = (root: HTMLElement) => [...root.querySelectorAll<HTMLInputElement>("[name=ids]")];

it("says how many are chosen", () => {
  const root = page();
  boxes(root)[0]!.click();
  expect(root.querySelector("[data-chosen]")!.textContent).toBe("1 chosen");
});

it("the box in the header chooses all that are shown", () => {
  const root = page();
  const all = root.querySelector<HTMLInputElement>("[data-pick-all]")!;
  all.checked = true;
  all.dispatchEvent(new Event("change", { bubbles: true }));
  expect(boxes(root).every((box) => box.checked)).toBe(true);
});

it("names all that are not on the page in one field of a form that is answered by a download", async () => {
  const root = page();
  root.querySelector<HTMLElement>("[data-all-matching]")!.click();
  await vi.waitFor(() => expect(root.querySelector("[data-chosen]")!.textContent).toBe("250 chosen"));
  const form = root.querySelector("form")!;
  const button = form.querySelector<HTMLButtonElement>("[value=tag]")!;
  button.dataset["plain"] = "";
  for (let i = 0; i < 2; i++) {
    form.dispatchEvent(Object.assign(new Event("submit", { bubbles: true, cancelable: true }), { submitter: button }));
  }
  const hidden = form.querySelectorAll<HTMLInputElement>("input[type=hidden]");
  expect(hidden).toHaveLength(1);
  expect(hidden[0]!.name).toBe("hidden");
  expect(hidden[0]!.value.split(".")).toHaveLength(250);
});

it("sends all that match in parts and keeps what was refused on the screen", async () => {
  const root = page();
  root.querySelector<HTMLElement>("[data-all-matching]")!.click();
  await vi.waitFor(() => expect(root.querySelector("[data-chosen]")!.textContent).toBe("250 chosen"));
  const form = root.querySelector("form")!;
  form.dispatchEvent(
    Object.assign(new Event("submit", { bubbles: true, cancelable: true }), { submitter: form.querySelector("[value=tag]") }),
  );
  await vi.waitFor(() => expect(document.querySelector(".progress [role=status]")?.textContent).toBe("Done: 247. Refused: 3."));
  expect(requests.map((each) => each.ids.length)).toEqual([100, 100, 50]);
  expect(requests.map((each) => each.deletion)).toEqual([null, "d", "d"]);
  expect(requests.some((each) => each.leavesUnasked)).toBe(false);
  expect(leavesUnasked()).toBe(true);
  expect(document.querySelectorAll(".refusals li")).toHaveLength(3);
  document.querySelector(".progress")!.remove();
});
