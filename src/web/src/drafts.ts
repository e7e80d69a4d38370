import { enhance, all, stored } from './page';
import { t } from './text';

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;
type Draft = { at: number; fields: Record<string, string[]> };

const PREFIX = 'draft:';
const KEPT_MS = 7 * 24 * 3600 * 1000;
const PRIVATE_HINTS =
  /(^|\s)(name|honorific-prefix|given-name|additional-name|family-name|nickname|username|(new|current)-password|one-time-code|tel(-\S+)?|email|street-address|address-\S+|postal-code|bday(-\S+)?|sex|cc-\S+|photo|impp)(\s|$)/;
const TEXT_TYPES = new Set(['text', 'search', 'url', 'number', 'date', 'time', 'datetime-local', 'month', 'week', 'checkbox', 'radio', 'range']);

/** Said about a person, or a secret: never written into browser storage, where the next user of the phone would find it. */
export function isPrivate(field: Field): boolean {
  if (field instanceof HTMLInputElement && ['password', 'tel', 'email'].includes(field.type)) return true;
  return field.closest('[data-private]') !== null || PRIVATE_HINTS.test((field.getAttribute('autocomplete') ?? '').toLowerCase());
}

function fieldsOf(form: HTMLFormElement): Field[] {
  return [...form.elements].filter((e): e is Field =>
    (e instanceof HTMLTextAreaElement || e instanceof HTMLSelectElement || (e instanceof HTMLInputElement && (TEXT_TYPES.has(e.type) || isPrivate(e)))) &&
    e.name !== '' && e.name !== '__RequestVerificationToken');
}

const ticks = (f: Field): f is HTMLInputElement => f instanceof HTMLInputElement && (f.type === 'checkbox' || f.type === 'radio');
const chosen = (f: HTMLSelectElement): string => JSON.stringify([...f.options].filter(o => o.selected).map(o => o.value));
const valueOf = (f: Field): string => (ticks(f) ? (f.checked ? '1' : '') : f instanceof HTMLSelectElement ? chosen(f) : f.value);

/** Radios with one name are told apart by their value. */
const keyOf = (f: Field): string => (ticks(f) ? `${f.name}=${f.value}` : f.name);

function pristine(f: Field): string {
  if (ticks(f)) return f.defaultChecked ? '1' : '';
  if (!(f instanceof HTMLSelectElement)) return f.defaultValue;
  const marked = [...f.options].filter(o => o.defaultSelected);
  const first = f.multiple ? [] : [...f.options].slice(0, 1);
  return JSON.stringify((marked.length ? marked.slice(f.multiple ? 0 : -1) : first).map(o => o.value));
}

function put(f: Field, value: string): void {
  if (ticks(f)) f.checked = value === '1';
  else if (f instanceof HTMLSelectElement) {
    const values = JSON.parse(value) as string[];
    for (const option of f.options) option.selected = values.includes(option.value);
  } else f.value = value;
}

/** What may be kept of a form, or undefined when nothing was changed. */
export function keep(form: HTMLFormElement, now: number): Draft | undefined {
  const fields: Record<string, string[]> = {};
  let changed = false;
  for (const f of fieldsOf(form)) {
    if (isPrivate(f)) continue;
    (fields[keyOf(f)] ??= []).push(valueOf(f));
    if (valueOf(f) !== pristine(f)) changed = true;
  }
  return changed ? { at: now, fields } : undefined;
}

/** Puts a draft back; true when anything on the page differs because of it. */
export function bringBack(form: HTMLFormElement, draft: Draft): boolean {
  const seen = new Map<string, number>();
  let differs = false;
  for (const f of fieldsOf(form)) {
    const key = keyOf(f);
    const at = seen.get(key) ?? 0;
    seen.set(key, at + 1);
    const value = draft.fields[key]?.[at];
    if (isPrivate(f) || value === undefined || value === valueOf(f)) continue;
    put(f, value);
    differs = true;
  }
  return differs;
}

export function startDrafts(): void {
  const areas = [stored(() => sessionStorage), stored(() => localStorage)];
  const drop = (key: string): void => areas.forEach(a => a.drop(PREFIX + key));
  const read = (key: string): Draft | undefined => {
    for (const area of areas) {
      try {
        const draft = JSON.parse(area.get(PREFIX + key) ?? 'null') as Draft | null;
        if (draft && Date.now() - draft.at < KEPT_MS) return draft;
      } catch {
        area.drop(PREFIX + key);
      }
    }
    return undefined;
  };

  const forms = new Set<HTMLFormElement>();
  const privateTyped = new Set<HTMLFormElement>();
  const timers = new Map<HTMLFormElement, ReturnType<typeof setTimeout>>();

  const save = (form: HTMLFormElement): void => {
    clearTimeout(timers.get(form));
    timers.delete(form);
    const key = form.dataset.draft;
    if (!key) return;
    const draft = keep(form, Date.now());
    if (draft) areas.forEach(a => a.set(PREFIX + key, JSON.stringify(draft)));
    else drop(key);
  };

  const sweep = (): void => {
    for (const area of areas)
      for (const key of area.keys().filter(k => k.startsWith(PREFIX))) {
        try {
          if (Date.now() - (JSON.parse(area.get(key) ?? '') as Draft).at > KEPT_MS) area.drop(key);
        } catch {
          area.drop(key);
        }
      }
  };
  sweep();

  enhance(root => {
    for (const meta of all<HTMLMetaElement>(root, 'meta[name=draft-done]')) {
      if (meta.content === '*') for (const area of areas) area.keys().filter(k => k.startsWith(PREFIX)).forEach(k => area.drop(k));
      else drop(meta.content);
    }
    for (const form of all<HTMLFormElement>(root, 'form[data-draft]')) {
      if (forms.has(form)) continue;
      forms.add(form);
      const draft = read(form.dataset.draft ?? '');
      // A page that came back with errors already carries what was typed.
      if (!draft || form.querySelector('.is-invalid') || !bringBack(form, draft)) continue;
      const line = document.createElement('div');
      line.className = 'draft-note';
      line.setAttribute('role', 'status');
      const forget = document.createElement('button');
      forget.type = 'button';
      forget.className = 'btn btn-link';
      forget.textContent = t('清空', 'Clear');
      forget.addEventListener('click', () => {
        form.reset();
        drop(form.dataset.draft ?? '');
        privateTyped.delete(form);
        line.remove();
      });
      line.append(t('已恢复上次没提交的内容', 'What you had typed is back'), forget);
      (form.querySelector('.card-body') ?? form).prepend(line);
    }
  });

  document.addEventListener('input', event => {
    const field = event.target as Field;
    const form = field instanceof Element ? field.closest<HTMLFormElement>('form[data-draft]') : null;
    if (!form) return;
    if ('form' in field && isPrivate(field)) {
      if (field.value) privateTyped.add(form);
      return;
    }
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => save(form), 250));
  });
  document.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement;
    if (timers.has(form)) save(form);
    if (!event.defaultPrevented) privateTyped.delete(form);
  });
  document.addEventListener('htmx:afterRequest', event => {
    const { elt, successful } = (event as CustomEvent<{ elt?: Element; successful?: boolean }>).detail;
    if (successful && elt instanceof HTMLFormElement) privateTyped.delete(elt);
  });
  window.addEventListener('pagehide', () => [...timers.keys()].forEach(save));
  window.addEventListener('beforeunload', event => {
    if (![...privateTyped].some(form => form.isConnected)) return;
    event.preventDefault();
    event.returnValue = '';
  });
}
