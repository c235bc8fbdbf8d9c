import type { FuzzRequest } from './grammar.ts';
import { mayWait, type Outcome } from './send.ts';

/** The machine's fault, or that of a network that is not there; also what Docker itself answers with 500. */
const EXCUSED =
  /ENETUNREACH|EAI_AGAIN|ENOTFOUND|ECONNREFUSED|EHOSTUNREACH|lookup|dial|No space left|is not connected to (the )?network|OCI runtime|client went away|cannot set up the bridge|failed to set up container networking|is restarting|Could not find the file/i;

/** Manners that an answer need not come to. */
const MUTE = new Set(['cut off', 'garbage', 'huge header', 'strange headers', 'broken chunk', 'short body']);

/** What is wrong with an answer; undefined when nothing is. */
export function complaintOf(request: FuzzRequest, { status, text, isLate }: Outcome): string | undefined {
  if (isLate) return 'no answer';
  if (status === 500 && !EXCUSED.test(text)) return `500 ${text.split('\r\n\r\n')[1]?.slice(0, 300) ?? ''}`;
  if (status !== 0 || MUTE.has(request.manner) || mayWait(request)) return undefined;
  return `the connection ended without an answer: ${text.slice(0, 200)}`;
}
