import type { EngineEvent } from '../../events/bus.ts';

const BEGIN = '{"timeNano":"';

/** An event as one line, its time first, so that lines can be told old without being parsed. */
export function eventLine({ timeNano, Type, Action, Actor }: EngineEvent): string {
  return `${JSON.stringify({ timeNano: String(timeNano), Type, Action, Actor })}\n`;
}

/** The time of a line; undefined for what is none, such as one that a crash tore. */
export function timeOfLine(line: string): bigint | undefined {
  if (!line.startsWith(BEGIN)) return undefined;
  const digits = /^\d{1,20}/.exec(line.slice(BEGIN.length, BEGIN.length + 20))?.[0];
  return digits === undefined ? undefined : BigInt(digits);
}

/** Undefined for a line that is torn. */
export function eventOfLine(line: string): EngineEvent | undefined {
  try {
    const { timeNano, ...event } = JSON.parse(line) as Omit<EngineEvent, 'timeNano'> & { timeNano: string };
    return { ...event, timeNano: BigInt(timeNano) };
  } catch {
    return undefined;
  }
}
