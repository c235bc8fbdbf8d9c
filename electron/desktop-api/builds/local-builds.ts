import { randomBytes } from 'node:crypto';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { packContext } from '../../../engine/client/context/pack-context.ts';
import { DesktopError, messageOf } from '../../desktop-error.ts';
import { answerOf, type EnginePort, requestEngine } from '../engine-port.ts';
import { absolute } from '../files/file-routes.ts';
import { type Logins, registryConfig } from '../registry-login.ts';
import type { BuildUpload, BuildWish } from '../types.ts';
import { buildAddress } from './build-address.ts';
import { secretsHeader } from './secret-files.ts';

const LOOK_AGAIN_MS = 50;
/** Uploads that are remembered after their end, so that a page can still read what went wrong. */
const REMEMBERED = 50;
const NOT_OURS =
  'This engine keeps no record of builds, so the window could not follow it; build with docker build.';

/** Builds of folders of this machine. They go on when the page that began them is gone. */
export class LocalBuilds {
  readonly #engine: EnginePort;
  readonly #logins: Logins;
  readonly #uploads = new Map<string, BuildUpload>();

  constructor(engine: EnginePort, logins: Logins) {
    this.#engine = engine;
    this.#logins = logins;
  }

  /** How the upload of a build goes; undefined for one that is not ours, or long past. */
  upload(id: string): BuildUpload | undefined {
    return this.#uploads.get(id);
  }

  /**
   * Begins to send a folder; answers the build's id once the engine has a record of it. Throws the engine's refusal.
   *
   * @param signal ends it as long as there is no answer; later the engine's own way to cancel a build is there
   */
  async start(wish: BuildWish, signal?: AbortSignal): Promise<string> {
    const id = randomBytes(32).toString('hex');
    const context = await contextOf(wish);
    const secrets = await secretsHeader(wish.secrets);
    await this.#checkRecords();
    signal?.throwIfAborted();
    const asked = requestEngine(this.#engine, {
      method: 'POST',
      path: buildAddress(wish),
      headers: {
        'content-type': 'application/x-tar',
        'user-agent': 'Gantry',
        'x-gantry-build-id': id,
        'x-registry-config': registryConfig(this.#logins),
        ...(secrets === undefined ? {} : { 'x-gantry-build-secrets': secrets }),
      },
    });
    const stop = () => asked.destroy();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      const answered = answerOf(asked, this.#engine);
      const sending = this.#send(id, context, asked);
      return await this.#begun(id, asked, answered, sending);
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /** Refuses, before anything is sent, an engine whose builds the window could not follow. */
  async #checkRecords(): Promise<void> {
    if ((await this.#statusOf('/gantry/builds')) === 404) throw new DesktopError(501, NOT_OURS);
  }

  /**
   * Never rejects. What is wrong with the folder is kept for the page, and the engine meets a broken connection; where the engine
   * itself breaks it off, its record says why.
   */
  async #send(id: string, context: AsyncIterable<Buffer>, asked: ClientRequest): Promise<string | undefined> {
    let sent = 0;
    let failure: string | undefined;
    const note = (state: BuildUpload['state']) => this.#remember(id, { sent, state, error: failure ?? null });
    const counted = piecesOf(
      context,
      (bytes) => {
        sent += bytes;
        note('sending');
      },
      (error) => {
        failure = messageOf(error);
      },
    );
    note('sending');
    await pipeline(Readable.from(counted, { objectMode: false }), asked).catch(() => undefined);
    note(failure === undefined ? 'over' : 'failed');
    return failure;
  }

  async #begun(
    id: string,
    asked: ClientRequest,
    answered: Promise<IncomingMessage>,
    sending: Promise<string | undefined>,
  ): Promise<string> {
    const over = answered.then(
      async (answer) => ({ status: answer.statusCode ?? 502, text: await refusal(answer) }),
      async (error: unknown) => ({ status: 503, text: (await sending) ?? messageOf(error) }),
    );
    for (;;) {
      const ended = await Promise.race([over, later()]);
      if (await this.#isRecorded(id)) return id;
      if (ended === undefined) continue;
      asked.destroy();
      throw ended.status < 400 ? new DesktopError(501, NOT_OURS) : new DesktopError(ended.status, ended.text);
    }
  }

  async #isRecorded(id: string): Promise<boolean> {
    return (await this.#statusOf(`/gantry/builds/${id}`).catch(() => undefined)) === 200;
  }

  async #statusOf(path: string): Promise<number | undefined> {
    const asked = requestEngine(this.#engine, { method: 'GET', path, headers: {} });
    asked.end();
    const answer = await answerOf(asked, this.#engine);
    answer.on('error', () => undefined).resume();
    return answer.statusCode;
  }

  #remember(id: string, upload: BuildUpload): void {
    this.#uploads.delete(id);
    this.#uploads.set(id, upload);
    for (const old of [...this.#uploads.keys()].slice(0, -REMEMBERED)) this.#uploads.delete(old);
  }
}

async function contextOf({ folder, dockerfile }: BuildWish): Promise<AsyncIterable<Buffer>> {
  try {
    return await packContext(absolute(folder), dockerfile);
  } catch (cause) {
    throw cause instanceof DesktopError ? cause : new DesktopError(400, messageOf(cause), { cause });
  }
}

/** Only what the source throws is a failure of it; what its reader throws into a generator is not. */
async function* piecesOf(
  source: AsyncIterable<Buffer>,
  onPiece: (bytes: number) => void,
  onFailure: (error: unknown) => void,
): AsyncGenerator<Buffer> {
  const pieces = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await pieces.next().catch((error: unknown) => {
        onFailure(error);
        throw error;
      });
      if (next.done === true) return;
      yield next.value;
      onPiece(next.value.length);
    }
  } finally {
    await pieces.return?.();
  }
}

/** The engine's sentence when it refuses; of a build that it carries out the output is read away, since the record has it. */
async function refusal(answer: IncomingMessage): Promise<string> {
  if ((answer.statusCode ?? 502) < 400) {
    answer.on('error', () => undefined).resume();
    return '';
  }
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  try {
    const { message } = JSON.parse(text) as { readonly message?: unknown };
    return typeof message === 'string' ? message : text;
  } catch {
    return text;
  }
}

function later(): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), LOOK_AGAIN_MS));
}
