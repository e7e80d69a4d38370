/** Runs for the whole page now, and again for every part that htmx or a timed refresh brings in. */
export function enhance(work: (root: ParentNode) => void): void {
  work(document);
  const arrived = (event: Event): void => {
    if (event.target instanceof Element && event.target !== document.body && event.target.isConnected) work(event.target);
  };
  document.addEventListener('htmx:load', arrived);
  document.addEventListener('sw:load', arrived);
}

/** All matches inside the root, and the root itself. */
export function all<E extends HTMLElement>(root: ParentNode, selector: string): E[] {
  const inside = [...root.querySelectorAll<E>(selector)];
  return root instanceof Element && root.matches(selector) ? [root as unknown as E, ...inside] : inside;
}

/** Listens for a kind of event on everything that matches, now or later. */
export function on<K extends keyof DocumentEventMap>(
  kind: K,
  selector: string,
  act: (element: HTMLElement, event: DocumentEventMap[K]) => void,
): void {
  document.addEventListener(kind, event => {
    const from = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
    if (from) act(from, event);
  });
}

/** Browser storage may be full, forbidden or absent: then the page goes on without it. */
export function stored(area: () => Storage): { get(key: string): string | null; set(key: string, value: string): void; drop(key: string): void; keys(): string[] } {
  const tried = <T>(work: (s: Storage) => T, otherwise: T): T => {
    try {
      return work(area());
    } catch {
      return otherwise;
    }
  };
  return {
    get: key => tried(s => s.getItem(key), null),
    set: (key, value) => tried(s => s.setItem(key, value), undefined),
    drop: key => tried(s => s.removeItem(key), undefined),
    keys: () => tried(s => Array.from({ length: s.length }, (_, i) => s.key(i) ?? ''), []),
  };
}
