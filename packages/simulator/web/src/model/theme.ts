import { readStored, writeStored } from './storage.ts';

export type Theme = 'auto' | 'light' | 'dark';

export function storedTheme(): Theme {
  const stored = readStored('theme');
  return stored === 'light' || stored === 'dark' ? stored : 'auto';
}

/** Puts a theme on the page and keeps it; `auto` follows the system. */
export function applyTheme(theme: Theme): void {
  if (theme === 'auto') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  writeStored('theme', theme === 'auto' ? undefined : theme);
}
