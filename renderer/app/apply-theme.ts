import type { Settings } from '../bridge/host-types.ts';

const KEPT = 'gantry-theme';

export function applyTheme(theme: Settings['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = theme;
  localStorage.setItem(KEPT, theme);
}

/** Before the host's settings are here, so that a dark window does not begin white. */
export function applyKeptTheme(): void {
  const theme = localStorage.getItem(KEPT);
  if (theme === 'light' || theme === 'dark') applyTheme(theme);
}
