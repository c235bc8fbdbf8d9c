const NEWLINE = 10;
const SPACE = 32;
const COLON = 58;
const ZERO = 48;
const NINE = 57;

/** Where received and sent bytes stand in a line of /proc/PID/net/dev (proc_pid_net(5)). */
const RECEIVED = 0;
const SENT = 8;

/**
 * The number at the start of a kernel's text, or at a place in it; NaN when there is none. These parsers read bytes, since a text
 * for each of three hundred files every ten seconds is most of the garbage that an idle engine makes.
 */
export function numberIn(bytes: Buffer | undefined, at = 0): number {
  if (bytes === undefined) return Number.NaN;
  let value = Number.NaN;
  for (let index = at; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte < ZERO || byte > NINE) break;
    value = (Number.isNaN(value) ? 0 : value * 10) + byte - ZERO;
  }
  return value;
}

/** The number after the name (and its space) at the start of a line; NaN when no line begins so. */
export function numberAfter(bytes: Buffer | undefined, name: string): number {
  if (bytes === undefined) return Number.NaN;
  for (let at = bytes.indexOf(name); at !== -1; at = bytes.indexOf(name, at + 1)) {
    if (at === 0 || bytes[at - 1] === NEWLINE) return numberIn(bytes, at + name.length);
  }
  return Number.NaN;
}

interface IoBytes {
  readonly read: number;
  readonly written: number;
}

/** Lines of `8:0 Read 4096`; a container that used no disk has none. */
export function ioBytesV1(bytes: Buffer | undefined): IoBytes {
  return { read: sumAfter(bytes, ' Read '), written: sumAfter(bytes, ' Write ') };
}

/** Lines of `8:0 rbytes=1 wbytes=2 …`. */
export function ioBytesV2(bytes: Buffer | undefined): IoBytes {
  return { read: sumAfter(bytes, ' rbytes='), written: sumAfter(bytes, ' wbytes=') };
}

function sumAfter(bytes: Buffer | undefined, word: string): number {
  if (bytes === undefined) return 0;
  let sum = 0;
  for (let at = bytes.indexOf(word); at !== -1; at = bytes.indexOf(word, at + 1))
    sum += numberIn(bytes, at + word.length) || 0;
  return sum;
}

/** `/proc/PID/net/dev`: two lines of heading, then `name: received …` with eight columns for each direction. */
export function trafficOf(
  bytes: Buffer | undefined,
): { readonly received: number; readonly sent: number } | undefined {
  if (bytes === undefined || bytes.length === 0) return undefined;
  let [received, sent] = [0, 0];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(NEWLINE, at);
    const next = end === -1 ? bytes.length : end + 1;
    const colon = bytes.indexOf(COLON, at);
    if (colon !== -1 && colon < next && !isLoopback(bytes, at, colon)) {
      received += column(bytes, colon + 1, RECEIVED);
      sent += column(bytes, colon + 1, SENT);
    }
    at = next;
  }
  return { received, sent };
}

function isLoopback(bytes: Buffer, from: number, colon: number): boolean {
  let at = from;
  while (bytes[at] === SPACE) at += 1;
  return colon - at === 2 && bytes.toString('latin1', at, colon) === 'lo';
}

/** A number of a line, counted from 0; 0 when the line has not so many. */
function column(bytes: Buffer, from: number, index: number): number {
  let at = from;
  for (let passed = 0; ; passed++) {
    while (bytes[at] === SPACE) at += 1;
    if (passed === index) return numberIn(bytes, at) || 0;
    while (at < bytes.length && bytes[at] !== SPACE && bytes[at] !== NEWLINE) at += 1;
    if (at >= bytes.length || bytes[at] === NEWLINE) return 0;
  }
}
