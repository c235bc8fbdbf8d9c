import type { CSSProperties } from 'react';
import type { AnsiColor, AnsiStyle } from './ansi.ts';

const CUBE = [0, 95, 135, 175, 215, 255];

/** The sixteen named colours follow the theme; the other palette entries are fixed by xterm's convention. */
function ansiColor(color: AnsiColor): string {
  if (typeof color === 'string') return color;
  if (color < 16) return `var(--ansi-${color})`;
  if (color >= 232) {
    const level = 8 + (color - 232) * 10;
    return `rgb(${level} ${level} ${level})`;
  }
  const index = color - 16;
  const part = (divisor: number) => CUBE[Math.floor(index / divisor) % 6] ?? 0;
  return `rgb(${part(36)} ${part(6)} ${part(1)})`;
}

export function ansiCss(style: AnsiStyle): CSSProperties {
  const color = style.color === undefined ? undefined : ansiColor(style.color);
  const background = style.background === undefined ? undefined : ansiColor(style.background);
  const lines = [style.underline && 'underline', style.strike && 'line-through'].filter(Boolean).join(' ');
  return {
    ...(style.inverse
      ? { color: background ?? 'var(--canvas)', backgroundColor: color ?? 'var(--ink)' }
      : { ...(color && { color }), ...(background && { backgroundColor: background }) }),
    ...(style.bold && { fontWeight: 600 }),
    ...(style.dim && { opacity: 0.65 }),
    ...(style.italic && { fontStyle: 'italic' }),
    ...(lines === '' ? {} : { textDecorationLine: lines }),
  };
}
