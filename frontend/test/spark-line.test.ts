import { beforeAll, expect, it } from "vitest";
import { SparkLine } from "../src/elements/spark-line";
import { render } from "./render";

beforeAll(() => customElements.define("spark-line", SparkLine));

function line(attributes = ""): SparkLine {
  render(`<spark-line ${attributes}></spark-line>`);
  return document.querySelector<SparkLine>("spark-line")!;
}

const path = (of: SparkLine, kind: string) => of.querySelector(`.${kind}`)?.getAttribute("d") ?? "";

it("draws nothing while nothing has moved", () => {
  const quiet = line();
  quiet.push(0, 0);
  quiet.draw();
  expect(quiet.childNodes).toHaveLength(0);
});

it("draws the past that comes with the page", () => {
  const drawn = line('values="0,4000,2000"');
  expect(path(drawn, "received")).toContain("L58 0.000L59 0.500");
});

it("draws both directions over the same scale", () => {
  const drawn = line();
  drawn.push(4_000, 1_000);
  drawn.draw();
  expect(path(drawn, "received")).toMatch(/L59 0\.000$/);
  expect(path(drawn, "sent")).toMatch(/L59 0\.750$/);
});

it("moves on while there is something left to see, and is empty again when it is out of the picture", () => {
  const drawn = line();
  drawn.push(4_000, 0);
  for (let second = 1; second < 60; second++) {
    drawn.push(0, 0);
  }
  drawn.draw();
  expect(path(drawn, "received")).toMatch(/^M0 0\.000L1 1\.000/);
  drawn.push(0, 0);
  drawn.draw();
  expect(drawn.childNodes).toHaveLength(0);
});

it("is drawn once, however often that is asked for", () => {
  const drawn = line();
  drawn.push(4_000, 0);
  drawn.draw();
  drawn.querySelector(".received")!.setAttribute("d", "");
  drawn.draw();
  expect(path(drawn, "received")).toBe("");
});
