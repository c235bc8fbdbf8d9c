/** A file with one number; NaN when it is missing. */
export function bytesOf(text: string): number {
  return text === '' ? Number.NaN : Number(text);
}

/** The number after the name (and its space) at the start of a line; NaN when no line begins so. */
export function numberAfter(text: string, name: string): number {
  const at = text.startsWith(name) ? 0 : text.indexOf(`\n${name}`) + 1;
  if (at === 0 && !text.startsWith(name)) return Number.NaN;
  return Number.parseInt(text.slice(at + name.length, at + name.length + 24), 10);
}

interface IoBytes {
  readonly read: number;
  readonly written: number;
}

/** Lines of `8:0 Read 4096`; a container that used no disk has none. */
export function ioBytesV1(text: string): IoBytes {
  return { read: sumOf(text, / Read (\d+)/g), written: sumOf(text, / Write (\d+)/g) };
}

/** Lines of `8:0 rbytes=1 wbytes=2 …`. */
export function ioBytesV2(text: string): IoBytes {
  return { read: sumOf(text, / rbytes=(\d+)/g), written: sumOf(text, / wbytes=(\d+)/g) };
}

function sumOf(text: string, pattern: RegExp): number {
  let sum = 0;
  for (const [, value] of text.matchAll(pattern)) sum += Number(value);
  return sum;
}

/** `/proc/PID/net/dev`: two lines of heading, then `name: received …` with eight columns for each direction. */
export function trafficOf(text: string): { readonly received: number; readonly sent: number } | undefined {
  if (text === '') return undefined;
  let [received, sent] = [0, 0];
  for (const [, name, columns = ''] of text.matchAll(/^ *([^\s:|]+):(.*)$/gm)) {
    if (name === 'lo') continue;
    const numbers = columns.trim().split(/\s+/);
    received += Number(numbers[0] ?? 0);
    sent += Number(numbers[8] ?? 0);
  }
  return Number.isFinite(received + sent) ? { received, sent } : undefined;
}
