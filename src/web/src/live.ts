import { all } from './page';

export type Change = { kind: string; id?: string; unit?: string; version?: number };

/** Does "order order:42 shift" ask for this change? */
export function wants(asked: string, change: Change): boolean {
  return asked.split(/\s+/).some(a => a === change.kind || (change.id !== undefined && a === `${change.kind}:${change.id}`));
}

/** Already on the page: the change was made here, or came with another refresh. */
export function known(shown: string | undefined, change: Change): boolean {
  return shown !== undefined && change.version !== undefined && Number(shown) >= change.version;
}

/** Waits for calm, then runs; never two at once, and once more when asked meanwhile. */
export class Calm {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running = false;
  #again = false;
  #guard: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly run: () => void, private readonly wait = 300, private readonly longest = 15_000) {}

  ask(): void {
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#running = true;
      // A request that never reports back must not silence the board.
      this.#guard = setTimeout(() => this.finished(), this.longest);
      this.run();
    }, this.wait);
  }

  finished(): void {
    if (!this.#running) return;
    clearTimeout(this.#guard);
    this.#running = false;
    if (!this.#again) return;
    this.#again = false;
    this.ask();
  }
}

/** 1, 2, 4 … 30 seconds, each between half and whole, so that a restarted server is not stormed. */
export function backOff(failures: number, chance: () => number = Math.random): number {
  return Math.min(30_000, 1000 * 2 ** Math.min(failures, 10)) * (0.5 + chance() / 2);
}

const STALE_MS = 10_000;
const REST_MS = 60_000;

export function startLive(): void {
  const address = document.body.dataset.liveUrl;
  if (!address || typeof EventSource === 'undefined') return;

  const html = document.documentElement;
  const clock = new Intl.DateTimeFormat('zh-CN', {
    hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', timeZone: html.dataset.zone ?? 'Asia/Shanghai',
  });
  const calms = new Map<string, Calm>();
  const asked = new WeakMap<Element, string>();
  const nameOf = (part: HTMLElement): string => part.id || `on ${part.dataset.refreshOn} ${all(document, '[data-refresh-on]').indexOf(part)}`;

  const refresh = (part: HTMLElement): void => {
    const name = nameOf(part);
    let calm = calms.get(name);
    if (!calm) {
      calm = new Calm(() => {
        // Looked up again: the part may have replaced itself since it was asked for.
        const now = all(document, '[data-refresh-on]').find(p => nameOf(p) === name);
        if (now) {
          asked.set(now, name);
          now.dispatchEvent(new CustomEvent('refresh', { bubbles: false }));
        }
        // Only htmx tells when it is done; other listeners (the map) look after themselves.
        if (!now || !('htmx' in window) || !now.matches('[hx-get],[hx-post]')) calms.get(name)?.finished();
      });
      calms.set(name, calm);
    }
    calm.ask();
  };
  document.addEventListener('htmx:afterRequest', event => {
    // detail.elt is a parent when the part replaced itself; the request still knows who asked.
    const { requestConfig } = (event as CustomEvent<{ requestConfig?: { elt?: Element } }>).detail;
    const name = requestConfig?.elt && asked.get(requestConfig.elt);
    if (name) calms.get(name)?.finished();
  });

  let heard = Date.now();
  let failures = 0;
  let missed = false;
  let source: EventSource | undefined;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let rest: ReturnType<typeof setTimeout> | undefined;

  const parse = <T>(data: unknown): Partial<T> => {
    try {
      return JSON.parse(String(data)) as T;
    } catch {
      return {};
    }
  };
  const alive = (): void => {
    heard = Date.now();
    failures = 0;
    html.removeAttribute('data-stale');
    if (!missed) return;
    missed = false;
    all(document, '[data-refresh-on]').forEach(refresh);
  };

  const close = (): void => {
    clearTimeout(retry);
    retry = undefined;
    source?.close();
    source = undefined;
  };
  const open = (): void => {
    close();
    source = new EventSource(address);
    source.addEventListener('open', alive);
    source.addEventListener('ping', event => {
      alive();
      const at = Date.parse(parse<{ at: string }>(event.data).at ?? '');
      if (Number.isNaN(at)) return;
      for (const mark of all(document, '[data-as-of]')) {
        const time = mark.querySelector('time') ?? mark;
        time.textContent = clock.format(at);
        if (time instanceof HTMLTimeElement) time.dateTime = new Date(at).toISOString();
      }
    });
    source.addEventListener('change', event => {
      alive();
      const change = parse<Change>(event.data);
      if (!change.kind) return;
      for (const part of all(document, '[data-refresh-on]'))
        if (wants(part.dataset.refreshOn ?? '', change as Change) && !known(part.dataset.version, change as Change)) refresh(part);
    });
    source.addEventListener('end', () => {
      close();
      location.reload();
    });
    source.addEventListener('error', () => {
      missed = true;
      // The browser's own retries know no back-off.
      close();
      retry = setTimeout(open, backOff(failures++));
    });
  };

  open();
  setInterval(() => {
    if (Date.now() - heard > STALE_MS && !html.hasAttribute('data-stale')) {
      html.setAttribute('data-stale', '');
      missed = true;
    }
    // Silent although connected: a proxy holds a dead line.
    if (source && Date.now() - heard > 3 * STALE_MS) {
      heard = Date.now() - STALE_MS - 1;
      open();
    }
  }, 1000);

  // Browsers allow few connections per site: tabs nobody looks at give theirs back.
  document.addEventListener('visibilitychange', () => {
    clearTimeout(rest);
    if (document.hidden) rest = setTimeout(() => { missed = true; close(); }, REST_MS);
    else if (!source) open();
  });
  window.addEventListener('pagehide', close);
  window.addEventListener('pageshow', event => { if (event.persisted) { missed = true; open(); } });
  window.addEventListener('online', () => { if (!source) open(); });
}
