/**
 * Sizes, rates and ages as the server writes them too (dev.warren.web.Figures), so that the first
 * live figure looks like the one that it replaces.
 */

const english = { units: "B kB MB GB TB PB", spans: "d h min s" };

/** The words come with the page, since they are the reader's. */
function words(kind: keyof typeof english): string[] {
  return (document.documentElement.dataset[kind] ?? english[kind]).split(" ");
}

/** Three significant digits at most, decimal units: `999 B`, `1.25 MB`, `18.2 GB`, `640 kB`. */
export function bytes(count: number): string {
  let value = Math.max(0, count);
  let unit = 0;
  const units = words("units");
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${digits(value, unit)}\u00a0${units[unit]}`;
}

function digits(value: number, unit: number): string {
  const decimals = unit === 0 || value >= 99.95 ? 0 : value < 9.995 ? 2 : 1;
  // As the page says, not Intl: to have a browser read its tables takes a tenth of a second.
  return value.toFixed(decimals).replace(".", document.documentElement.dataset["point"] ?? ".");
}

/** Bytes a second; nothing is a dash, so that the eye finds what moves. */
export function rate(bytesPerSecond: number): string {
  return bytesPerSecond < 0.5 ? "–" : `${bytes(bytesPerSecond)}/${words("spans").at(-1)}`;
}

const lengths = [86_400, 3_600, 60, 1];

/** The largest whole unit: `12 s`, `3 min`, `5 h`, `2 d`. */
export function age(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const found = lengths.findIndex((length) => whole >= length);
  const span = found < 0 ? lengths.length - 1 : found;
  return `${Math.floor(whole / lengths[span]!)}\u00a0${words("spans")[span]}`;
}
