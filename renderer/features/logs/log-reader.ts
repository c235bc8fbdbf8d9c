import { StdcopyDemux } from '../../bridge/stdcopy.ts';
import type { LogStream, RawLine } from './log-line.ts';

const TIMESTAMP = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?Z /;

interface OpenLine {
  readonly decoder: TextDecoder;
  time: string;
  text: string;
  /** Its time was read: what looks like one from here on is the program's own. */
  stamped: boolean;
}

/**
 * Turns the engine's log stream (with `timestamps=1`) into lines. A multiplexed stream carries a time at the head of
 * every frame, also of one that continues a long line; a raw one (TTY) at the head of every line.
 */
export class LogReader {
  readonly #demux: StdcopyDemux | undefined;
  readonly #open: Readonly<Record<LogStream, OpenLine>> = { stdout: emptyLine(), stderr: emptyLine() };

  constructor(tty: boolean) {
    this.#demux = tty ? undefined : new StdcopyDemux();
  }

  push(chunk: Uint8Array): RawLine[] {
    if (this.#demux === undefined) return this.#read('stdout', chunk, false);
    return this.#demux
      .push(chunk)
      .flatMap(({ stream, payload }) => this.#read(stream === 'stderr' ? 'stderr' : 'stdout', payload, true));
  }

  /** Lines that never got their newline, when the stream ended. */
  finish(): RawLine[] {
    return (['stdout', 'stderr'] as const).flatMap((stream) => {
      const { time, text } = this.#open[stream];
      return text === '' ? [] : [{ stream, time, raw: shown(text) }];
    });
  }

  /** The earliest time of a line that is not complete yet. */
  get openSince(): string | undefined {
    return [this.#open.stdout, this.#open.stderr]
      .filter(({ text }) => text !== '')
      .map(({ time }) => time)
      .sort()[0];
  }

  #read(stream: LogStream, bytes: Uint8Array, framed: boolean): RawLine[] {
    const open = this.#open[stream];
    const parts = open.decoder.decode(bytes, { stream: true }).split('\n');
    const lines: RawLine[] = [];
    parts.forEach((part, index) => {
      if (framed) continueLine(open, part);
      else continueRawLine(open, part);
      if (index === parts.length - 1) return;
      lines.push({ stream, time: open.time, raw: shown(open.text) });
      open.text = '';
      open.stamped = false;
    });
    return lines;
  }
}

function emptyLine(): OpenLine {
  return { decoder: new TextDecoder(), time: '', text: '', stamped: false };
}

function continueLine(open: OpenLine, part: string): void {
  const { time, rest } = splitTime(part);
  if (time !== undefined && !open.stamped) {
    open.time = time;
    open.stamped = true;
  }
  open.text += rest;
}

/** A raw chunk may end inside the time itself, which is then complete only with the next. */
function continueRawLine(open: OpenLine, part: string): void {
  open.text += part;
  if (open.stamped) return;
  const { time, rest } = splitTime(open.text);
  if (time === undefined) return;
  open.time = time;
  open.text = rest;
  open.stamped = true;
}

function splitTime(text: string): { readonly time: string | undefined; readonly rest: string } {
  const match = TIMESTAMP.exec(text);
  if (match === null) return { time: undefined, rest: text };
  const [all, seconds = '', fraction = ''] = match;
  return { time: `${seconds}.${fraction.padEnd(9, '0')}Z`, rest: text.slice(all.length) };
}

/** What a terminal would leave on the line: after a carriage return, only what was written over it. */
function shown(text: string): string {
  const line = text.replace(/\r+$/, '');
  return line.slice(line.lastIndexOf('\r') + 1);
}
