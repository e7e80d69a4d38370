import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Strokes, step } from '../src/keys';
import { Calm, backOff, known, wants } from '../src/live';
import { freshId } from '../src/once';
import { sift } from '../src/palette';
import { fit } from '../src/photo';
import { relative } from '../src/times';
import { trouble } from '../src/trouble';
import { secondsLeft } from '../src/undo';

describe('live', () => {
  it('a part asks for a kind or for one thing', () => {
    expect(wants('order', { kind: 'order', id: '7' })).toBe(true);
    expect(wants('shift order:7', { kind: 'order', id: '7' })).toBe(true);
    expect(wants('order:8', { kind: 'order', id: '7' })).toBe(false);
    expect(wants('orders', { kind: 'order' })).toBe(false);
  });
  it('what is already shown is not fetched again', () => {
    expect(known('7', { kind: 'order', version: 7 })).toBe(true);
    expect(known('6', { kind: 'order', version: 7 })).toBe(false);
    expect(known(undefined, { kind: 'order', version: 7 })).toBe(false);
    expect(known('7', { kind: 'order' })).toBe(false);
  });
  it('backs off to half a minute and scatters', () => {
    expect(backOff(0, () => 1)).toBe(1000);
    expect(backOff(3, () => 1)).toBe(8000);
    expect(backOff(50, () => 1)).toBe(30_000);
    expect(backOff(50, () => 0)).toBe(15_000);
  });
});

describe('calm', () => {
  beforeEach(() => { vi.useFakeTimers(); });
  afterEach(() => { vi.useRealTimers(); });

  it('gathers a burst into one run', () => {
    const run = vi.fn();
    const calm = new Calm(run);
    for (let i = 0; i < 20; i++) calm.ask();
    vi.advanceTimersByTime(299);
    expect(run).toHaveBeenCalledTimes(0);
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
  });
  it('runs under a steady stream, too', () => {
    const run = vi.fn();
    const calm = new Calm(() => { run(); calm.finished(); });
    for (let i = 0; i < 20; i++) { calm.ask(); vi.advanceTimersByTime(100); }
    expect(run.mock.calls.length).toBeGreaterThanOrEqual(4);
  });
  it('never two at once, and once more for what came meanwhile', () => {
    const run = vi.fn();
    const calm = new Calm(run);
    calm.ask();
    vi.advanceTimersByTime(300);
    calm.ask();
    calm.ask();
    vi.advanceTimersByTime(5_000);
    expect(run).toHaveBeenCalledTimes(1);
    calm.finished();
    vi.advanceTimersByTime(300);
    expect(run).toHaveBeenCalledTimes(2);
    calm.finished();
    vi.advanceTimersByTime(60_000);
    expect(run).toHaveBeenCalledTimes(2);
  });
  it('a request that never reports back does not silence the board', () => {
    const run = vi.fn();
    const calm = new Calm(run);
    calm.ask();
    vi.advanceTimersByTime(300);
    calm.ask();
    vi.advanceTimersByTime(15_300);
    expect(run).toHaveBeenCalledTimes(2);
  });
});

describe('keys', () => {
  const known = ['a', 'g o', 'g t'];
  it('single keys and sequences', () => {
    const s = new Strokes();
    expect(s.press('a', known, 0)).toEqual({ run: 'a' });
    expect(s.press('g', known, 100)).toBe('wait');
    expect(s.press('o', known, 200)).toEqual({ run: 'g o' });
    expect(s.press('o', known, 300)).toBeUndefined();
  });
  it('a pause or a miss starts anew', () => {
    const s = new Strokes();
    s.press('g', known, 0);
    expect(s.press('o', known, 2000)).toBeUndefined();
    s.press('g', known, 3000);
    expect(s.press('a', known, 3100)).toEqual({ run: 'a' });
  });
  it('rows stop at the ends', () => {
    expect(step(-1, 3, 1)).toBe(0);
    expect(step(-1, 3, -1)).toBe(2);
    expect(step(2, 3, 1)).toBe(2);
    expect(step(0, 3, -1)).toBe(0);
    expect(step(-1, 0, 1)).toBe(-1);
  });
});

describe('small arithmetic', () => {
  it('relative times in both languages', () => {
    const now = Date.parse('2022-05-06T12:00:00Z');
    expect(relative(now - 3 * 60_000, now, 'zh-CN')).toBe('3分钟前');
    expect(relative(now + 2 * 3_600_000, now, 'en')).toBe('in 2 hours');
    expect(relative(now - 10_000, now, 'zh-CN')).toBe('现在');
    expect(relative(now - 40 * 86_400_000, now, 'en')).toBeUndefined();
    expect(relative(Number.NaN, now, 'en')).toBeUndefined();
  });
  it('undo counts by the clock', () => {
    expect(secondsLeft(10_000, 0)).toBe(10);
    expect(secondsLeft(10_000, 9_001)).toBe(1);
    expect(secondsLeft(10_000, 60_000)).toBe(0);
  });
  it('photos shrink, never grow', () => {
    expect(fit(4000, 3000)).toEqual({ width: 1600, height: 1200 });
    expect(fit(800, 600)).toEqual({ width: 800, height: 600 });
    expect(fit(100_000, 1)).toEqual({ width: 1600, height: 1 });
  });
  it('ids are version 4 with and without randomUUID', () => {
    const v4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(freshId()).toMatch(v4);
    expect(freshId({ getRandomValues: (a: Uint8Array) => crypto.getRandomValues(a) } as Crypto)).toMatch(v4);
  });
});

describe('texts', () => {
  afterEach(() => { document.documentElement.lang = ''; });
  it('palette: every word counts, beginnings first', () => {
    const found = sift([{ title: '数据', hint: 'g d' }, { title: '工单板' }, { title: '打印工单' }], '工单');
    expect(found.map(e => e.title)).toEqual(['工单板', '打印工单']);
    expect(sift([{ title: 'Order board' }], 'board order')).toHaveLength(1);
  });
  it('failures name the layer, in the language of the page', () => {
    document.documentElement.lang = 'zh-CN';
    expect(trouble(undefined, false)).toContain('没网');
    expect(trouble(503, true)).toContain('服务器忙');
    expect(trouble(410, true)).toContain('停用');
    document.documentElement.lang = 'en';
    expect(trouble(500, true)).toMatch(/^Server error \(500\)/);
  });
});
