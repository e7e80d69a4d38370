import { all, enhance } from './page';
import { t } from './text';

/** Counts down by the clock, not by ticks: a sleeping phone must not show time that is gone. */
export const secondsLeft = (until: number, now: number): number => Math.max(0, Math.ceil((until - now) / 1000));

export function startUndo(): void {
  enhance(root => {
    for (const bar of all(root, '[data-undo]')) {
      const seconds = Number(bar.dataset.undo);
      if (!(seconds > 0) || bar.dataset.running) continue;
      bar.dataset.running = 'yes';
      const until = Date.now() + seconds * 1000;
      const words = bar.querySelector('[data-undo-left]');
      // The countdown is for the eye only: read aloud every second it would drown everything else.
      words?.setAttribute('aria-hidden', 'true');
      const tick = (): void => {
        const left = secondsLeft(until, Date.now());
        if (words) words.textContent = t(`${left} 秒`, `${left} s`);
        if (left > 0 && bar.isConnected) return;
        clearInterval(timer);
        const main = document.getElementById('main');
        if (main && bar.contains(document.activeElement)) {
          main.tabIndex = -1;
          main.focus();
        }
        bar.remove();
      };
      const timer = setInterval(tick, 500);
      tick();
    }
  });
}
