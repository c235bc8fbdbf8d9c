import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import type { Answer, Session } from './answer.ts';
import { type Dispatch, errorAnswer } from './dispatch.ts';
import { runSession } from './streams/session.ts';
import { upgradeToWebSocket } from './streams/websocket.ts';
import type { Connection } from './wire/connection.ts';
import { readFramedBody } from './wire/framed-body.ts';
import { linkSignals } from './wire/linked-signal.ts';
import { sendRawAnswer, sendSessionHead } from './wire/send-raw.ts';

/**
 * Serves a request that takes its connection over, in any of the three forms (`Upgrade: tcp`, plain 200, WebSocket).
 * What its route refuses is answered over HTTP. The connection ends with the session or the answer.
 */
export async function serveRaw(
  request: IncomingMessage,
  context: {
    readonly connection: Connection;
    readonly dispatch: Dispatch;
    readonly headers: Readonly<Record<string, string>>;
    readonly stopping: AbortSignal;
  },
): Promise<void> {
  const { connection, dispatch, headers, stopping } = context;
  const link = linkSignals(stopping);
  connection.once('close', link.abort);
  connection.takeOver();
  try {
    const answer = await answerTo();
    if (answer.kind !== 'session') await sendRawAnswer(connection, answer, headers);
    else if (takeover() === 'websocket') await overWebSocket(answer);
    else await overTcp(answer);
  } finally {
    link.release();
  }

  function takeover() {
    return dispatch.find(request.method ?? '', request.url ?? '')?.route.takeover;
  }

  async function answerTo(): Promise<Answer> {
    try {
      const body = await readFramedBody(connection, request.headers);
      return await dispatch.answer(request, Readable.from(body.length === 0 ? [] : [body]), link.signal);
    } catch (error) {
      return errorAnswer(error);
    }
  }

  async function overTcp(session: Session): Promise<void> {
    sendSessionHead(connection, session, headers);
    await runSession(connection, session, { framed: !session.attachment.tty, signal: link.signal });
    connection.destroySoon();
  }

  async function overWebSocket(session: Session): Promise<void> {
    const client = await upgradeToWebSocket(request, connection);
    await runSession(client, session, { framed: false, signal: link.signal });
    client.end();
  }
}
