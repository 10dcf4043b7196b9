import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { CopyButton } from "../src/elements/copy-button";
import { render } from "./render";

let copied: string[] = [];

beforeAll(() => customElements.define("copy-button", CopyButton));

beforeEach(() => {
  copied = [];
  clipboard({ writeText: async (text: string) => void copied.push(text) });
});

function clipboard(value: unknown): void {
  Object.defineProperty(navigator, "clipboard", { value, configurable: true });
}

async function press(html: string): Promise<HTMLElement> {
  render(html);
  const copier = document.querySelector<HTMLElement>("copy-button")!;
  copier.querySelector("button")!.click();
  await vi.waitFor(() => expect(copier.dataset["copied"]).toBeDefined());
  return copier;
}

it("copies what stands before it, byte for byte", async () => {
  await press("<pre>[Interface]\nAddress = 10.8.0.2/32\n</pre><copy-button><button>Copy</button></copy-button>");
  expect(copied).toEqual(["[Interface]\nAddress = 10.8.0.2/32\n"]);
});

it("copies a field that it names", async () => {
  await press(`<copy-button for="link"><button>Copy</button></copy-button><input id="link" value="https://vpn.example.org/l/abc">`);
  expect(copied).toEqual(["https://vpn.example.org/l/abc"]);
});

it("says aloud that it copied", async () => {
  const copier = await press("<b>key</b><copy-button><button>Copy</button></copy-button>");
  expect(copier.querySelector("[role=status]")!.textContent).toBe("Copied");
});

it("copies by a selection where there is no clipboard, as on plain HTTP", async () => {
  clipboard(undefined);
  document.execCommand = vi.fn(() => {
    copied.push((document.querySelector("textarea") as HTMLTextAreaElement).value);
    return true;
  });
  await press("<b>key</b><copy-button><button>Copy</button></copy-button>");
  expect(copied).toEqual(["key"]);
  expect(document.querySelector("textarea")).toBeNull();
});

it("admits that it could not copy", async () => {
  clipboard({ writeText: () => Promise.reject(new Error("denied")) });
  document.execCommand = vi.fn(() => false);
  const copier = await press("<b>key</b><copy-button><button>Copy</button></copy-button>");
  expect(copier.dataset["copied"]).toBe("false");
});
