import { all, enhance } from './page';
import { t } from './text';

let region: HTMLElement | undefined;

/** The region must be on the page before it speaks, or screen readers stay silent. Undo bars from the server move into it. */
export function startNotes(): void {
  region = document.createElement('div');
  region.className = 'notes';
  region.setAttribute('role', 'status');
  document.body.append(region);
  const home = region;
  enhance(root => {
    for (const arrived of all(root, '.notes')) {
      if (arrived === home) continue;
      home.replaceChildren(...arrived.childNodes);
      arrived.remove();
    }
  });
}

/** A passing note; one that matters (seconds = 0) stays until closed. */
export function note(text: string, seconds = 6): void {
  if (!region) startNotes();
  const line = document.createElement('div');
  line.className = 'toast-line';
  const words = document.createElement('span');
  words.className = 'undo-text';
  words.textContent = text;
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'btn';
  close.textContent = t('知道了', 'OK');
  close.addEventListener('click', () => line.remove());
  line.append(words, close);
  region?.querySelector('.toast-line')?.remove();
  region?.append(line);
  if (seconds > 0) setTimeout(() => line.remove(), seconds * 1000);
}
