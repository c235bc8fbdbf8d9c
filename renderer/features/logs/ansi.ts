/* oxlint-disable no-control-regex -- they are what this file is about */
/** A colour: an index into the 256-colour palette, or `#rrggbb`. */
export type AnsiColor = number | `#${string}`;

export interface AnsiStyle {
  readonly color?: AnsiColor;
  readonly background?: AnsiColor;
  readonly bold?: true;
  readonly dim?: true;
  readonly italic?: true;
  readonly underline?: true;
  readonly strike?: true;
  readonly inverse?: true;
}

export interface AnsiRun {
  readonly text: string;
  readonly style: AnsiStyle;
}

export const PLAIN: AnsiStyle = {};

/**
 * Escape sequences: CSI (`ESC [ … final`), OSC and its kin (`ESC ] … BEL|ST`), two-byte ones; and the control
 * characters that a log has no use for. Only SGR (`ESC [ … m`) means something here, the rest is left out.
 */
const ESCAPES =
  /\x1b\[([0-?]*)[ -/]*([@-~])|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\|$)|\x1b[ -/]*[0-~]?|[\x00-\x08\x0b-\x1f\x7f]/g;

/** Asked of every line that comes, so it is the cheap question: ESC is one of them. */
const CONTROLS = /[\x00-\x08\x0b-\x1f\x7f]/;

export function hasEscapes(text: string): boolean {
  return CONTROLS.test(text);
}

/** Cuts a line into runs of one style each, beginning with the style that the line before ended in. */
export function parseAnsi(
  line: string,
  start: AnsiStyle = PLAIN,
): { readonly runs: readonly AnsiRun[]; readonly end: AnsiStyle } {
  const runs: AnsiRun[] = [];
  let style = start;
  let from = 0;
  for (const match of line.matchAll(ESCAPES)) {
    if (match.index > from) runs.push({ text: line.slice(from, match.index), style });
    from = match.index + match[0].length;
    if (match[2] === 'm') style = applySgr(style, match[1] ?? '');
  }
  if (from < line.length) runs.push({ text: line.slice(from), style });
  return { runs, end: style };
}

export function applySgr(style: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map(Number);
  let next: Mutable<AnsiStyle> = { ...style };
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0;
    if (code === 38 || code === 48) {
      const [color, used] = extendedColor(codes, at + 1);
      at += used;
      if (color !== undefined) next[code === 38 ? 'color' : 'background'] = color;
    } else {
      next = applyCode(next, code);
    }
  }
  return next;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Flag = Exclude<keyof AnsiStyle, 'color' | 'background'>;

const SETS: Readonly<Record<number, Flag>> = {
  1: 'bold',
  2: 'dim',
  3: 'italic',
  4: 'underline',
  7: 'inverse',
  9: 'strike',
};
const CLEARS: Readonly<Record<number, readonly (keyof AnsiStyle)[]>> = {
  22: ['bold', 'dim'],
  23: ['italic'],
  24: ['underline'],
  27: ['inverse'],
  29: ['strike'],
  39: ['color'],
  49: ['background'],
};

function applyCode(style: Mutable<AnsiStyle>, code: number): Mutable<AnsiStyle> {
  if (code === 0 || Number.isNaN(code)) return {};
  const flag = SETS[code];
  if (flag !== undefined) style[flag] = true;
  for (const key of CLEARS[code] ?? []) delete style[key];
  if (code >= 30 && code <= 37) style.color = code - 30;
  if (code >= 40 && code <= 47) style.background = code - 40;
  if (code >= 90 && code <= 97) style.color = code - 82;
  if (code >= 100 && code <= 107) style.background = code - 92;
  return style;
}

/** After 38 or 48: `5;n` or `2;r;g;b`. Answers the colour and how many codes it took. */
function extendedColor(codes: readonly number[], at: number): [AnsiColor | undefined, number] {
  if (codes[at] === 5) {
    const index = codes[at + 1];
    return [index !== undefined && index >= 0 && index <= 255 ? index : undefined, 2];
  }
  if (codes[at] === 2) {
    const rgb = [codes[at + 1], codes[at + 2], codes[at + 3]];
    const valid = rgb.every((part) => part !== undefined && part >= 0 && part <= 255);
    return [valid ? `#${rgb.map((part = 0) => part.toString(16).padStart(2, '0')).join('')}` : undefined, 4];
  }
  return [undefined, 0];
}
