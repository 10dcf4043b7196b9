/**
 * Sizes, rates and ages as the server writes them too (dev.warren.web.Figures), so that the first
 * live figure looks like the one that it replaces.
 */

const units = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/** Three significant digits at most, decimal units: `999 B`, `1.25 MB`, `18.2 GB`, `640 kB`. */
export function bytes(count: number): string {
  let value = Math.max(0, count);
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${digits(value, unit)}\u00a0${units[unit]}`;
}

function digits(value: number, unit: number): string {
  if (unit === 0) {
    return Math.round(value).toString();
  }
  return value.toFixed(value < 9.995 ? 2 : value < 99.95 ? 1 : 0);
}

/** Bytes a second; nothing is a dash, so that the eye finds what moves. */
export function rate(bytesPerSecond: number): string {
  return bytesPerSecond < 0.5 ? "–" : `${bytes(bytesPerSecond)}/s`;
}

const spans = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
] as const;

/** The largest whole unit: `12 s`, `3 min`, `5 h`, `2 d`. */
export function age(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [span, unit] = spans.find(([length]) => whole >= length) ?? spans[3];
  return `${Math.floor(whole / span)}\u00a0${unit}`;
}
