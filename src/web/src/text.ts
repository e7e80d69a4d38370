/** Texts stand in both languages where they are used, so none can be missing in one. */
export const english = (): boolean => document.documentElement.lang.toLowerCase().startsWith('en');

export const t = (zh: string, en: string): string => (english() ? en : zh);
