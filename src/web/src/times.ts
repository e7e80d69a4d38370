import { all, enhance } from './page';
import { english } from './text';

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3分钟前", "in 2 hours"; under a minute "现在" / "now"; undefined beyond 30 days, where the date says more. */
export function relative(at: number, now: number, locale: string): string | undefined {
  const seconds = (at - now) / 1000;
  const size = Math.abs(seconds);
  if (Number.isNaN(size) || size > 30 * 86_400) return undefined;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  for (const [unit, length] of STEPS) if (size >= length) return format.format(Math.trunc(seconds / length), unit);
  return format.format(0, 'second');
}

export function startTimes(): void {
  const show = (root: ParentNode): void => {
    for (const time of all<HTMLTimeElement>(root, 'time[datetime][data-relative]')) {
      time.dataset.absolute ??= time.textContent ?? '';
      const words = relative(Date.parse(time.dateTime), Date.now(), english() ? 'en' : 'zh-CN');
      time.title = time.dataset.absolute;
      time.textContent = words ?? time.dataset.absolute;
    }
  };
  enhance(show);
  setInterval(() => {
    if (!document.hidden) show(document);
  }, 30_000);
}
