import type { AnsiStyle } from '../ansi.ts';
import type { LogStream, RawLine } from '../log-line.ts';
import type { JsonLine } from './json-line.ts';
import type { LogLevel } from './log-level.ts';

/** A container as a source of lines. */
export interface LogSource {
  readonly id: string;
  readonly name: string;
  readonly project: string | undefined;
  /** The container is no more; its log is. */
  readonly removed: boolean;
}

/** One line among those of all containers. */
export interface AllLine extends RawLine {
  /** Its own for ever. */
  readonly key: number;
  /** Where it stands among all lines, counted from the first that ever came; the buffer renumbers. */
  seq: number;
  readonly text: string;
  readonly start: AnsiStyle | undefined;
  readonly source: LogSource;
  readonly json: JsonLine | undefined;
  readonly group: LineGroup;
}

/** A line and those that continue it, such as the frames of its stack trace: they are shown or hidden together. */
export interface LineGroup {
  /** The time of the line that began it: the group stands there as a whole. */
  readonly time: string;
  readonly level: LogLevel | undefined;
  readonly lines: AllLine[];
}

/** More would be an indented report, not a stack trace. */
const MAX_GROUP = 500;
/** What is printed much later does not belong to the same cry. */
const TOGETHER_MS = 2000;

const FRAME = /^(?:\s+\S|Caused by: |Suppressed: |\s*\.\.\. \d+ more|goroutine \d+ \[|created by )/;
const PYTHON = /^Traceback \(most recent call last\):/;
const PYTHON_END = /^[\w.]+(?:Error|Exception|Warning|Interrupt|Exit|Iteration)\b/;
const GO = /^(?:panic: |fatal error: )/;

/** Whether a line goes on with what the group began. */
export function continues(group: LineGroup, text: string, time: string, stream: LogStream): boolean {
  const first = group.lines[0];
  const last = group.lines.at(-1);
  if (first === undefined || last === undefined || last.stream !== stream) return false;
  if (group.lines.length >= MAX_GROUP || Date.parse(time) - Date.parse(last.time) > TOGETHER_MS) return false;
  if (first.json !== undefined) return false;
  if (FRAME.test(text) || PYTHON.test(text)) return PYTHON.test(text) ? isLevelled(group) : true;
  const inner = group.lines.length > 1 && /^\s/.test(last.text);
  if (inner && PYTHON_END.test(text)) return group.lines.some((line) => PYTHON.test(line.text));
  return GO.test(first.text) && (text === '' || /^\S+\(.*\)$/.test(text) || text.startsWith('[signal '));
}

/** An error that is logged with its trace begins before the trace. */
function isLevelled({ level, lines }: LineGroup): boolean {
  return level === 'error' && lines.length === 1 && !PYTHON.test(lines[0]?.text ?? '');
}
