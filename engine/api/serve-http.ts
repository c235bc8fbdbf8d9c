import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatch } from './dispatch.ts';
import type { Connection } from './wire/connection.ts';
import { linkSignals } from './wire/linked-signal.ts';
import { sendAnswer } from './wire/send-answer.ts';

/** Serves one ordinary request. The route's signal aborts when the client ends its side or is gone, or on `stopping`. */
export async function serveHttp(
  request: IncomingMessage,
  response: ServerResponse,
  context: {
    readonly connection: Connection;
    readonly dispatch: Dispatch;
    readonly headers: Readonly<Record<string, string>>;
    readonly stopping: AbortSignal;
  },
): Promise<void> {
  const { connection, dispatch, headers, stopping } = context;
  const link = linkSignals(connection.gone, stopping);
  connection.begin();
  response.once('close', () => {
    link.abort();
    link.release();
    connection.finish();
  });
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  await sendAnswer(response, await dispatch.answer(request, request, link.signal), link.signal);
}
