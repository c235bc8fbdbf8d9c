import { type LogLevel, levelOfField } from './log-level.ts';

/** A line that is one JSON object. */
export interface JsonLine {
  /** What it says, when one of the usual fields says it. */
  readonly message: string | undefined;
  readonly level: LogLevel | undefined;
  /** Every other field, nested ones by their path with dots, in the line's order. */
  readonly fields: ReadonlyMap<string, string>;
}

const MESSAGES = ['msg', 'message', '@m', 'event', 'text'];
const LEVEL_FIELDS = ['level', 'lvl', 'severity', 'log.level', '@l', 'loglevel'];
const MAX_FIELDS = 100;
const MAX_DEPTH = 3;

export function readJsonLine(text: string): JsonLine | undefined {
  const trimmed = text.trim();
  if (!trimmed.startsWith('{') || !trimmed.endsWith('}')) return undefined;
  const object = parse(trimmed);
  if (object === undefined) return undefined;
  const fields = new Map<string, string>();
  collect(object, '', 0, fields);
  const said = MESSAGES.find((name) => typeof object[name] === 'string');
  const graded = LEVEL_FIELDS.find((name) => fields.has(name));
  const level = graded === undefined ? undefined : levelOfField(object[graded] ?? fields.get(graded));
  if (said !== undefined) fields.delete(said);
  return { message: said === undefined ? undefined : String(object[said]), level, fields };
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

function collect(object: object, prefix: string, depth: number, into: Map<string, string>): void {
  for (const [name, value] of Object.entries(object) as [string, unknown][]) {
    if (into.size >= MAX_FIELDS) return;
    const path = `${prefix}${name}`;
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < MAX_DEPTH) {
      collect(value, `${path}.`, depth + 1, into);
    } else into.set(path, typeof value === 'string' ? value : JSON.stringify(value));
  }
}
