import { act, labelOf } from './keys';
import { all } from './page';
import { t } from './text';

export type Entry = { title: string; hint?: string; url?: string; run?: () => void };

/** Local commands that contain every word typed, the ones that begin with it first. */
export function sift(entries: readonly Entry[], typed: string, most = 8): Entry[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (e: Entry): number => (e.title.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return entries
    .filter(e => words.every(w => `${e.title} ${e.hint ?? ''}`.toLowerCase().includes(w)))
    .map((e, i) => ({ e, i }))
    .sort((a, b) => rank(a.e) - rank(b.e) || a.i - b.i)
    .slice(0, most)
    .map(x => x.e);
}

export function startPalette(): void {
  const address = document.body.dataset.paletteUrl;
  if (!address) return;

  const dialog = document.createElement('dialog');
  dialog.className = 'palette';
  dialog.setAttribute('aria-label', t('查找一切', 'Find anything'));
  const input = document.createElement('input');
  input.className = 'palette-input';
  input.type = 'text';
  input.autocomplete = 'off';
  input.placeholder = t('单号、姓名、地点、页面或动作', 'Number, name, place, page or action');
  const list = document.createElement('ul');
  list.className = 'palette-list';
  list.id = 'palette-list';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', t('结果', 'Results'));
  for (const [name, value] of [['role', 'combobox'], ['aria-expanded', 'true'], ['aria-controls', list.id], ['aria-autocomplete', 'list'], ['aria-label', input.placeholder]] as const)
    input.setAttribute(name, value);
  const status = document.createElement('div');
  status.className = 'palette-note';
  status.setAttribute('role', 'status');
  dialog.append(input, list, status);
  document.body.append(dialog);

  let entries: Entry[] = [];
  let at = 0;
  let asked: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const local = (): Entry[] => {
    const found = new Map<string, Entry>();
    for (const e of all(document, 'a.sidebar-link, [data-key]')) {
      if (dialog.contains(e) || e.closest('[data-row]')) continue;
      const title = labelOf(e);
      if (title && !found.has(title))
        found.set(title, { title, hint: e.dataset.key ?? '', run: () => act(e) });
    }
    return [...found.values()];
  };

  const show = (): void => {
    list.replaceChildren(...entries.map((entry, i) => {
      const item = document.createElement('li');
      item.id = `palette-${i}`;
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', String(i === at));
      item.append(entry.title);
      if (entry.hint) {
        const hint = document.createElement('span');
        hint.className = 'palette-hint';
        hint.textContent = entry.hint;
        item.append(hint);
      }
      item.addEventListener('click', () => choose(entry));
      return item;
    }));
    if (entries.length) input.setAttribute('aria-activedescendant', `palette-${at}`);
    else input.removeAttribute('aria-activedescendant');
    list.children[at]?.scrollIntoView({ block: 'nearest' });
  };
  const choose = (entry: Entry | undefined): void => {
    if (!entry) return;
    dialog.close();
    if (entry.url) location.assign(entry.url);
    else entry.run?.();
  };
  const find = async (): Promise<void> => {
    const typed = input.value.trim();
    const near = sift(local(), typed, typed ? 5 : 12);
    entries = near;
    at = 0;
    status.textContent = '';
    show();
    asked?.abort();
    if (!typed) return;
    asked = new AbortController();
    try {
      // In the body, not in the address: what is sought may be a name or a phone number.
      const answer = await fetch(address, {
        method: 'POST', signal: asked.signal, body: JSON.stringify({ words: typed }), headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const far = (await answer.json()) as Entry[];
      entries = [...far.map(({ title, hint, url: to }): Entry => ({ title, ...(hint ? { hint } : {}), ...(to ? { url: to } : {}) })), ...near];
      show();
      status.textContent = entries.length ? '' : t('没有找到。换个词，或少打几个字。', 'Nothing found. Try another or a shorter word.');
    } catch (problem) {
      if (problem instanceof DOMException && problem.name === 'AbortError') return;
      status.textContent = t('查找暂时不可用，页面和动作仍可用。', 'Search is not answering; pages and actions still work.');
    }
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => void find(), 150);
  });
  input.addEventListener('keydown', event => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (entries.length) at = (at + (event.key === 'ArrowDown' ? 1 : -1) + entries.length) % entries.length;
      show();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(entries[at]);
    }
  });
  document.addEventListener('keydown', event => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (dialog.open) {
      dialog.close();
      return;
    }
    input.value = '';
    dialog.showModal();
    input.focus();
    void find();
  });
}
