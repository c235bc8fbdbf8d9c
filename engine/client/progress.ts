import { fault } from '../base/errors.ts';
import { readJsonLines } from './json-lines.ts';
import type { Transport } from './transport.ts';

/** One message of a pull, a push, a load or a build. */
export interface ProgressMessage {
  readonly stream?: string;
  readonly status?: string;
  readonly id?: string;
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  /** What the work is to give: a build's `{ ID }`. */
  readonly aux?: Readonly<Record<string, unknown>>;
}

/** Sends a request and yields its progress. Throws `system` with the engine's words when it fails on the way. */
export async function* progressOf(
  transport: Transport,
  ...call: Parameters<Transport['stream']>
): AsyncGenerator<ProgressMessage> {
  const response = await transport.stream(...call);
  for await (const line of readJsonLines(response)) {
    const message = line as ProgressMessage & { readonly error?: string };
    if (message.error !== undefined) throw fault('system', message.error);
    yield message;
  }
}
