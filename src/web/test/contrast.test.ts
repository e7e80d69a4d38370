import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** WCAG 2 contrast of two #rrggbb colours. */
function contrast(a: string, b: string): number {
  const light = (hex: string): number => {
    const [r, g, bl] = [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16) / 255).map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * bl!;
  };
  const [low, high] = [light(a), light(b)].sort((x, y) => x - y);
  return (high! + 0.05) / (low! + 0.05);
}

const css = readFileSync(join(process.cwd(), 'styles/tokens.css'), 'utf8');
const [plain, elder] = css.split('[data-elder] {') as [string, string];

function colours(text: string, into: Record<string, [string, string]> = {}): Record<string, [string, string]> {
  for (const [, name, light, dark] of text.matchAll(/--sw-([\w-]+): light-dark\((#\w{6}), (#\w{6})\)/g)) into[name!] = [light!, dark!];
  for (const [, name, one] of text.matchAll(/--sw-([\w-]+): (#\w{6});/g)) into[name!] = [one!, one!];
  return into;
}

const states = ['placed', 'offered', 'accepted', 'serving', 'done', 'reviewed', 'withdrawn', 'failed', 'overdue'];
const grounds = ['bg', 'surface', 'raised', 'hover', 'selected'];
const text: [string, string][] = [
  ...grounds.flatMap((g): [string, string][] => [['ink', g], ['muted', g]]),
  ['ink', 'sunken'], ['muted', 'sunken'],
  ['on-accent', 'accent'], ['on-accent', 'accent-hover'],
  ['accent-ink', 'surface'], ['accent-ink', 'accent-soft'], ['ink', 'accent-soft'], ['muted', 'accent-soft'],
  ['bg', 'ink'],
  ...states.flatMap((s): [string, string][] => [[s, `${s}-bg`], ...['surface', 'bg', 'hover', 'selected'].map((g): [string, string] => [s, g])]),
  ['ink', 'overdue-bg'],
];
/** Borders of controls, focus rings, marks: 3 : 1. */
const marks: [string, string][] = [
  ...['bg', 'surface', 'raised'].flatMap((g): [string, string][] => [['edge', g], ['focus', g]]),
  ['accent', 'bg'], ['accent', 'surface'],
];

describe.each([['plain', colours(plain)], ['elder', colours(elder, colours(plain))]] as const)('%s colours', (_, palette) => {
  it.each(text.flatMap(([a, b]) => [0, 1].map(theme => [a, b, theme ? 'dark' : 'light'] as const)))('text %s on %s, %s', (a, b, theme) => {
    const i = theme === 'dark' ? 1 : 0;
    expect(contrast(palette[a]![i], palette[b]![i])).toBeGreaterThanOrEqual(4.5);
  });
  it.each(marks.flatMap(([a, b]) => [0, 1].map(theme => [a, b, theme ? 'dark' : 'light'] as const)))('mark %s on %s, %s', (a, b, theme) => {
    const i = theme === 'dark' ? 1 : 0;
    expect(contrast(palette[a]![i], palette[b]![i])).toBeGreaterThanOrEqual(3);
  });
});
