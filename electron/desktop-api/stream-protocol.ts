import { z } from 'zod';
import type { ClientMessage, HostMessage, InitialCredit } from './types.ts';

/** The wire of the stream channel; what it means is written in `types.ts`. */

export const INITIAL_CREDIT: InitialCredit = 1_048_576;

const ID_BYTES = 4;

const id = z.int().min(0).max(0xffff_ffff);

const clientMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('open'),
    id,
    kind: z.enum(['http', 'hijack', 'status']),
    method: z.enum(['GET', 'POST']),
    path: z.string().max(65_536),
    body: z.string().optional(),
    headers: z.record(z.string(), z.string()).optional(),
  }),
  z.object({ type: z.literal('end'), id }),
  z.object({ type: z.literal('cancel'), id }),
  z.object({ type: z.literal('credit'), id, bytes: z.int().positive() }),
]);

/** What the page asked, or undefined when the text is no message of ours. */
export function parseClientMessage(text: string): ClientMessage | undefined {
  try {
    // Zod says "or undefined" of optional fields, the contract says "absent"; JSON knows only the latter.
    return clientMessage.parse(JSON.parse(text)) as ClientMessage;
  } catch {
    return undefined;
  }
}

export function encodeHostMessage(message: HostMessage): string {
  return JSON.stringify(message);
}

/** A data message: the stream's id as four bytes, big-endian, then the payload. */
export function encodeData(stream: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(ID_BYTES + payload.length);
  new DataView(frame.buffer).setUint32(0, stream);
  frame.set(payload, ID_BYTES);
  return frame;
}

/** The parts of a data message, or undefined when it is too short to name a stream. The payload is a view. */
export function decodeData(
  frame: Uint8Array,
): { readonly id: number; readonly payload: Uint8Array } | undefined {
  if (frame.length < ID_BYTES) return undefined;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  return { id: view.getUint32(0), payload: frame.subarray(ID_BYTES) };
}
