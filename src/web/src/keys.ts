import { all, stored } from './page';
import { t } from './text';

const OFF = 'keys-off';
const PAUSE_MS = 1200;

/** Collects key presses into "g o"; a pause or a miss starts anew. */
export class Strokes {
  #pressed: string[] = [];
  #last = 0;

  /** The command that is complete, 'wait' while one may still become so, undefined when none fits. */
  press(key: string, known: readonly string[], now: number): { run: string } | 'wait' | undefined {
    if (now - this.#last > PAUSE_MS) this.#pressed = [];
    this.#last = now;
    const tried = [[...this.#pressed, key], [key]];
    for (const strokes of tried) {
      const word = strokes.join(' ');
      if (known.includes(word)) {
        this.#pressed = [];
        return { run: word };
      }
      if (known.some(k => k.startsWith(`${word} `))) {
        this.#pressed = strokes;
        return 'wait';
      }
    }
    this.#pressed = [];
    return undefined;
  }
}

/** The row after or before, stopping at the ends. */
export function step(at: number, count: number, by: 1 | -1): number {
  if (count === 0) return -1;
  if (at < 0) return by > 0 ? 0 : count - 1;
  return Math.min(count - 1, Math.max(0, at + by));
}

export const visible = (e: HTMLElement): boolean => e.getClientRects().length > 0 && !e.closest('[inert]');

export function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox]):not([type=radio]):not([type=button]):not([type=submit])'));
}

/** Pressing stands for a click; a field takes the focus instead. */
export function act(e: HTMLElement): void {
  if (e.matches('input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select')) {
    e.focus();
    if (e instanceof HTMLInputElement) e.select();
  } else e.click();
}

export const labelOf = (e: HTMLElement): string =>
  e.dataset.keyLabel ?? e.getAttribute('aria-label') ?? e.textContent?.replace(/\s+/g, ' ').trim() ?? '';

function scope(): ParentNode {
  return [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].pop() ?? document;
}

function current(): HTMLElement | null {
  return document.activeElement?.closest<HTMLElement>('[data-row]') ?? document.querySelector<HTMLElement>('[data-row].is-current');
}

export function startKeys(): void {
  const settings = stored(() => localStorage);
  const strokes = new Strokes();
  const help = makeHelp(settings);

  document.addEventListener('focusin', event => {
    const row = event.target instanceof Element ? event.target.closest('[data-row]') : null;
    if (!row) return;
    for (const other of all(document, '[data-row].is-current')) if (other !== row) other.classList.remove('is-current');
    row.classList.add('is-current');
  });

  const walk = (by: 1 | -1): void => {
    const rows = all(scope(), '[data-row]').filter(visible);
    const from = current();
    const next = rows[step(from ? rows.indexOf(from) : -1, rows.length, by)];
    if (!next) return;
    const door = next.querySelector<HTMLElement>('[data-row-link], a[href], button') ?? next;
    if (door === next && !next.hasAttribute('tabindex')) next.tabIndex = -1;
    door.focus();
    next.scrollIntoView({ block: 'nearest' });
  };

  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && event.target instanceof Element && event.target.closest('[data-row]')) {
      event.preventDefault();
      walk(event.key === 'ArrowDown' ? 1 : -1);
      return;
    }
    if (settings.get(OFF) || event.key.length !== 1) return;
    if (event.key === '?') {
      event.preventDefault();
      if (!help.open) help.show();
      return;
    }
    const reach = all(scope(), '[data-key]').filter(e => visible(e) || e.closest('.sidebar'));
    const hit = strokes.press(event.key, [...reach.map(e => e.dataset.key ?? ''), 'j', 'k'], Date.now());
    if (!hit) return;
    event.preventDefault();
    if (hit === 'wait') return;
    const row = current();
    const found = reach.filter(e => e.dataset.key === hit.run && !e.matches(':disabled'));
    const element = found.find(e => row?.contains(e)) ?? found[0];
    if (element) act(element);
    else if (hit.run === 'j') walk(1);
    else if (hit.run === 'k') walk(-1);
  });
}

function makeHelp(settings: ReturnType<typeof stored>): { readonly open: boolean; show(): void } {
  const dialog = document.createElement('dialog');
  dialog.id = 'keys-help';
  dialog.setAttribute('aria-labelledby', 'keys-title');
  const head = document.createElement('div');
  head.className = 'dialog-head';
  const title = document.createElement('h2');
  title.className = 'dialog-title';
  title.id = 'keys-title';
  title.textContent = t('快捷键', 'Keyboard shortcuts');
  head.append(title);
  const body = document.createElement('div');
  body.className = 'dialog-body';
  const list = document.createElement('dl');
  list.className = 'keys';
  body.append(list);
  const foot = document.createElement('div');
  foot.className = 'dialog-foot';
  const choice = document.createElement('label');
  choice.className = 'form-check flex-fill';
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.className = 'form-check-input';
  box.addEventListener('change', () => (box.checked ? settings.drop(OFF) : settings.set(OFF, '1')));
  choice.append(box, t('启用单键快捷键', 'Single-key shortcuts on'));
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'btn';
  close.dataset.close = '';
  close.textContent = t('关闭', 'Close');
  foot.append(choice, close);
  dialog.append(head, body, foot);
  document.body.append(dialog);

  const fill = (): void => {
    const rows: [string, string][] = [
      ['?', t('这份说明', 'This help')],
      ['j / k', t('下一行 / 上一行', 'Next / previous row')],
      ['Enter', t('打开', 'Open')],
      ['Esc', t('关闭', 'Close')],
    ];
    if (document.body.dataset.paletteUrl) rows.unshift(['Ctrl K', t('查找一切', 'Find anything')]);
    const seen = new Set<string>();
    for (const e of all(document, '[data-key]')) {
      const key = e.dataset.key ?? '';
      if (seen.has(key) || dialog.contains(e)) continue;
      seen.add(key);
      rows.push([key, labelOf(e)]);
    }
    list.replaceChildren(...rows.flatMap(([key, label]) => {
      const term = document.createElement('dt');
      for (const part of key.split(' ')) {
        const cap = document.createElement(part === '/' && key !== '/' ? 'span' : 'kbd');
        cap.textContent = part;
        term.append(cap, ' ');
      }
      const words = document.createElement('dd');
      words.textContent = label;
      return [term, words];
    }));
    box.checked = !settings.get(OFF);
  };
  // Opened by key or by a data-open button: filled either way.
  document.addEventListener('click', event => {
    if (event.target instanceof Element && event.target.closest('[data-open="#keys-help"]')) fill();
  }, true);
  return {
    get open() { return dialog.open; },
    show: () => { fill(); dialog.showModal(); },
  };
}
