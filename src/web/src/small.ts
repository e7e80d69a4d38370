/* Small helps that fit on a page together: copy, dialogs, menus, error summary, send on change, timed refresh. */
import { all, enhance, on } from './page';
import { note } from './notes';
import { t } from './text';

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain http (an intranet without certificate) and old web views have no clipboard object.
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'visually-hidden';
    (document.activeElement?.closest('dialog') ?? document.body).append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

export function startCopy(): void {
  on('click', '[data-copy]', async button => {
    const from = button.dataset.copy ?? '';
    const text = from.startsWith('#') ? (document.querySelector(from)?.textContent?.trim() ?? '') : from;
    const done = await copied(text);
    button.focus();
    note(done ? t('已复制', 'Copied') : t('复制不了，请长按选择', 'Cannot copy here: please select the text'));
  });
}

export function startDialogs(): void {
  on('click', '[data-open]', (opener, event) => {
    const dialog = document.querySelector(opener.dataset.open ?? '');
    if (!(dialog instanceof HTMLDialogElement) || typeof dialog.showModal !== 'function') return;
    event.preventDefault();
    opener.closest('details.menu')?.removeAttribute('open');
    dialog.showModal();
  });
  on('click', '[data-close]', closer => closer.closest('dialog')?.close());
  // A press on the veil has the dialog itself as its target.
  on('click', 'dialog', (dialog, event) => {
    if (event.target === dialog && dialog instanceof HTMLDialogElement && !dialog.querySelector('form[data-draft]')) dialog.close();
  });

  document.addEventListener('click', event => {
    for (const menu of document.querySelectorAll('details.menu[open]'))
      if (!(event.target instanceof Node && menu.contains(event.target))) menu.removeAttribute('open');
  });
  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape') return;
    const menu = document.activeElement?.closest('details.menu[open]') ?? document.querySelector('details.menu[open]');
    menu?.removeAttribute('open');
    menu?.querySelector('summary')?.focus();
  });
}

export function startForms(): void {
  enhance(root => all(root, '[data-error-summary]')[0]?.focus());
  // Not for typed text: leaving a half-typed field (for the palette, say) must not send it.
  const picks = 'select, input[type=radio], input[type=checkbox], input[type=date], input[type=month]';
  on('change', 'form[data-submit-on-change]', (form, event) => {
    if (form instanceof HTMLFormElement && event.target instanceof Element && event.target.matches(picks)) form.requestSubmit ? form.requestSubmit() : form.submit();
  });
}

/** Phone pages follow their duty without an open connection: one small request now and then, none while hidden. */
export function startRefresh(): void {
  const seen = new WeakSet<Element>();
  enhance(root => {
    for (const part of all(root, '[data-refresh-every][data-refresh-url]')) {
      if (seen.has(part)) continue;
      seen.add(part);
      const every = Math.max(10, Number(part.dataset.refreshEvery) || 60) * 1000;
      let last = Date.now();
      const fetchNow = async (): Promise<void> => {
        if (document.hidden || Date.now() - last < every || part.contains(document.activeElement)) return;
        last = Date.now();
        try {
          const answer = await fetch(part.dataset.refreshUrl ?? '', { headers: { 'X-Requested-With': 'fetch' }, cache: 'no-store' });
          if (!answer.ok || answer.redirected) return;
          const html = await answer.text();
          if (html !== part.innerHTML) {
            part.innerHTML = html;
            part.dispatchEvent(new CustomEvent('sw:load', { bubbles: true }));
          }
        } catch {
          // No network: the page keeps what it shows, and its times say how old that is.
        }
      };
      const timer = setInterval(() => (part.isConnected ? void fetchNow() : clearInterval(timer)), 5_000);
      document.addEventListener('visibilitychange', () => void fetchNow());
    }
  });
}
