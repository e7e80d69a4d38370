import { note } from './notes';
import { t } from './text';

/** Names the layer that failed, and what became of the work. */
export function trouble(status: number | undefined, online: boolean): string {
  if (!online) return t('电脑没网。填的内容还在，联网后再试。', 'No network. What you typed is still here; try again when connected.');
  if (status === undefined) return t('连不上服务器。填的内容还在，请稍后再试。', 'The server cannot be reached. What you typed is still here; try again soon.');
  if (status === 401) return t('登录已过期，请重新登录。填的内容还在。', 'Your session has ended; please sign in again. What you typed is still here.');
  if (status === 413) return t('文件太大。', 'The file is too large.');
  if (status === 429 || status === 503) return t('服务器忙，请稍等片刻再试。填的内容还在。', 'The server is busy; try again in a moment. What you typed is still here.');
  if (status === 410) return t('这里已停用。', 'This is no longer in service.');
  return t(`服务器出错(${status}),没有保存。请再试一次。`, `Server error (${status}), nothing was saved. Please try again.`);
}

export function startTrouble(): void {
  const quiet = (event: Event): boolean => event.target instanceof HTMLElement && event.target.dataset.refreshOn !== undefined;
  document.addEventListener('htmx:responseError', event => {
    const { xhr } = (event as CustomEvent<{ xhr: XMLHttpRequest }>).detail;
    if (!quiet(event)) note(trouble(xhr.status, navigator.onLine), 0);
  });
  // A refresh in the background that fails says so through the stale mark, not through a note.
  for (const kind of ['htmx:sendError', 'htmx:timeout'])
    document.addEventListener(kind, event => {
      if (!quiet(event)) note(trouble(undefined, navigator.onLine), 0);
    });
}
