import type { ITheme } from '@xterm/xterm';

const NAMES = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const;

/** The page's colours as they are now: xterm paints by itself and cannot follow CSS variables. */
export function terminalTheme(): ITheme {
  const probe = document.createElement('span');
  document.body.append(probe);
  const resolve = (color: string): string => {
    probe.style.color = color;
    return getComputedStyle(probe).color;
  };
  const theme: ITheme = {
    background: resolve('var(--canvas)'),
    foreground: resolve('var(--ink)'),
    cursor: resolve('var(--accent-text)'),
    cursorAccent: resolve('var(--canvas)'),
    selectionBackground: resolve('color-mix(in srgb, var(--accent) 30%, transparent)'),
    ...Object.fromEntries(NAMES.map((name, index) => [name, resolve(`var(--ansi-${index})`)])),
  };
  probe.remove();
  return theme;
}

/** Calls back when the system's or the setting's scheme changes. */
export function onSchemeChange(callback: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const setting = new MutationObserver(callback);
  system.addEventListener('change', callback);
  setting.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', callback);
    setting.disconnect();
  };
}
