import { startDrafts } from './drafts';
import { startNotes } from './notes';
import { startOnce } from './once';
import { all, enhance } from './page';
import { startCopy, startDialogs, startForms, startRefresh } from './small';
import { startTimes } from './times';
import { startUndo } from './undo';

/** A file beside this one, whatever path the site lives under. */
const beside = (name: string): string => new URL(name, import.meta.url).href;

export function startBasics(): void {
  startNotes();
  startOnce();
  startDrafts();
  startForms();
  startDialogs();
  startCopy();
  startTimes();
  startUndo();
  startRefresh();
  let photos = false;
  enhance(root => {
    if (photos || !all(root, 'input[data-photo]').length) return;
    photos = true;
    void import(/* @vite-ignore */ beside('photo.js')).then((m: typeof import('./photo')) => m.startPhotos());
  });
}

export { beside };
