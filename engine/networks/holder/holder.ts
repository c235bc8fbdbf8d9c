import { open, rm, stat } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { basename, dirname } from 'node:path';
import { errnoOf, messageOf } from '../../base/errors.ts';
import { type Handle, Listeners } from './listeners.ts';
import { type Ask, type Handover, LineReader, type Numbered, PROTOCOL, type Reply } from './protocol.ts';

/**
 * The holder: a process that keeps the ports of an instance while its engine comes and goes. Its argument is the path of the
 * socket by which engines speak to it. It ends with the last port, or when asked to.
 */

/** A container that is started again soon finds it still there. */
const LINGER_MS = 3000;
const LOOK_EVERY_MS = 60_000;

const path = process.argv[2] ?? '';
const listeners = new Listeners();
const engines = new Set<Socket>();
let lingering: NodeJS.Timeout | undefined;

async function main(): Promise<void> {
  // Whoever lists processes sees what it is and whose.
  process.title = `gantry-holder ${path}`;
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGPIPE'] as const) process.on(signal, () => undefined);
  process.on('SIGTERM', () => void end());
  // One client's trouble must not take every port away.
  process.on('uncaughtException', (error) => process.stderr.write(`${error.stack ?? error.message}\n`));
  const server = createServer((engine) => serve(engine));
  await rm(path, { force: true });
  // A socket's address holds 108 bytes; by way of an open folder any path fits.
  const folder = await open(dirname(path), 'r');
  process.umask(0o177);
  server.listen(`/proc/self/fd/${folder.fd}/${basename(path)}`, () => {
    void folder.close();
    process.on('message', (handover: Handover, handle: Handle) => takeOver(handover, handle));
    process.on('disconnect', () => endWhenIdle());
    process.send?.('ready');
  });
  setInterval(() => void endWithoutSocket(), LOOK_EVERY_MS);
}

function serve(engine: Socket): void {
  engines.add(engine);
  clearTimeout(lingering);
  const reader = new LineReader();
  engine.setEncoding('utf8');
  engine.on('data', (text: string) => {
    for (const ask of reader.push(text)) void answer(engine, ask as Numbered<Ask>);
  });
  engine.on('error', () => undefined);
  engine.on('close', () => {
    engines.delete(engine);
    endWhenIdle();
  });
}

async function answer(engine: Socket, ask: Numbered<Ask>): Promise<void> {
  const reply = await carryOut(ask).catch((error: unknown) => ({
    errno: errnoOf(error) ?? 'EUNKNOWN',
    message: messageOf(error),
  }));
  const whole: Reply = { ...reply, number: ask.number };
  engine.write(`${JSON.stringify(whole)}\n`, () => {
    if (ask.ask === 'quit') void end();
  });
}

async function carryOut(ask: Ask): Promise<Omit<Reply, 'number'>> {
  switch (ask.ask) {
    case 'open':
      clearTimeout(lingering);
      await listeners.open(ask.wish);
      return {};
    case 'close':
      for (const key of ask.keys) listeners.close(key);
      endWhenIdle();
      return {};
    case 'list':
      return { protocol: PROTOCOL, pid: process.pid, wishes: listeners.wishes };
    case 'quit':
      return {};
  }
}

function takeOver({ wish }: Handover, handle: Handle): void {
  clearTimeout(lingering);
  listeners.adopt(wish, handle);
  process.send?.(wish.key);
}

/** Without a port and without an engine there is nothing left to do; with an engine, soon. */
function endWhenIdle(): void {
  clearTimeout(lingering);
  if (listeners.wishes.length > 0) return;
  if (engines.size === 0 && !process.connected) void end();
  else lingering = setTimeout(() => void end(), LINGER_MS);
}

/** Its folder was removed under it: no engine will ever find it again. */
async function endWithoutSocket(): Promise<void> {
  await stat(path).catch(() => process.exit(0));
}

async function end(): Promise<void> {
  await rm(path, { force: true });
  process.exit(0);
}

await main();
