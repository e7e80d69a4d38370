import { note } from './notes';
import { t } from './text';

/** A random version 4 UUID; crypto.randomUUID is missing on old phones and on plain http. */
export function freshId(random: Crypto = crypto): string {
  if (typeof random.randomUUID === 'function') return random.randomUUID();
  const b = random.getRandomValues(new Uint8Array(16));
  b[6] = ((b[6] ?? 0) & 15) | 64;
  b[8] = ((b[8] ?? 0) & 63) | 128;
  const hex = Array.from(b, x => x.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const busy = new Map<HTMLFormElement, { buttons: HTMLButtonElement[]; timer: ReturnType<typeof setTimeout> }>();
const sent = new WeakSet<HTMLFormElement>();

function release(form: HTMLFormElement): void {
  const held = busy.get(form);
  if (!held) return;
  clearTimeout(held.timer);
  for (const button of held.buttons) button.disabled = false;
  form.removeAttribute('aria-busy');
  busy.delete(form);
}

export function startOnce(): void {
  document.addEventListener('submit', event => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    const operation = form.querySelector<HTMLInputElement>('input[type=hidden][name=operation]');
    if (operation && !operation.value) operation.value = freshId();
    if (event.defaultPrevented && !form.matches('[hx-post],[hx-put],[hx-delete],[hx-patch]')) return;
    sent.add(form);
    if (!form.hasAttribute('data-once')) return;
    if (busy.has(form)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    const buttons = [...form.querySelectorAll<HTMLButtonElement>('button:not([type=button]):not([disabled])')];
    const timer = setTimeout(
      () => note(t('还在发送，网络或服务器慢。内容没有丢，请稍等。', 'Still sending: the network or the server is slow. Nothing is lost, please wait.'), 0),
      10_000,
    );
    busy.set(form, { buttons, timer });
    form.setAttribute('aria-busy', 'true');
    // Only after the browser has read the form: a disabled button would not be sent along.
    setTimeout(() => {
      if (busy.has(form)) for (const button of buttons) button.disabled = true;
    });
  }, true);

  // Changed after being sent: it is another operation.
  document.addEventListener('input', event => {
    const form = event.target instanceof Element ? event.target.closest('form') : null;
    if (!form || !sent.has(form) || busy.has(form)) return;
    const operation = form.querySelector<HTMLInputElement>('input[type=hidden][name=operation]');
    if (operation) operation.value = '';
    sent.delete(form);
  });

  window.addEventListener('pageshow', () => [...busy.keys()].forEach(release));
  document.addEventListener('htmx:afterRequest', event => {
    const form = event.target instanceof Element ? event.target.closest('form') : null;
    if (form) release(form);
  });
}
