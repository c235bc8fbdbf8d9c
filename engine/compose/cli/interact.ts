import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { fault } from '../../base/errors.ts';
import type { ProcessConnection } from '../../client/containers.ts';
import type { ApplyEvent } from '../apply/events.ts';
import { copyFrom, copyTo, run, startExec } from '../commands/processes.ts';
import type { Session } from './session.ts';
import { assignments, count, given, list, text } from './values.ts';

/** Ends with the command's exit code. */
export async function runExec(session: Session): Promise<void> {
  const { client, values, words } = session;
  const [service, ...command] = words;
  if (service === undefined || command.length === 0) throw fault('invalid', 'exec needs SERVICE COMMAND…');
  const { name } = await session.find();
  const options = given({
    number: count(values, 'index'),
    user: text(values, 'user'),
    workingDir: text(values, 'workdir'),
    environment: list(values, 'env').length === 0 ? undefined : list(values, 'env'),
    privileged: values['privileged'] === true ? true : undefined,
  });
  const tty = values['no-tty'] !== true && process.stdin.isTTY;
  const started = await startExec(client, name, service, command, { ...options, tty });
  const { id } = started;
  await (tty ? onTerminal(started, (size) => client.exec.resize(id, size)) : piped(started));
  process.exitCode = (await client.exec.inspect(id)).ExitCode ?? 0;
}

/** Ends with the container's exit code. */
export async function runOnce(session: Session): Promise<void> {
  const { client, values, words, signal } = session;
  const [service, ...command] = words;
  if (service === undefined) throw fault('invalid', 'run needs SERVICE [COMMAND…]');
  const isTerminal = values['no-tty'] !== true && process.stdin.isTTY;
  const entrypoint = text(values, 'entrypoint');
  const options = given({
    command: command.length === 0 ? undefined : command,
    entrypoint: entrypoint?.split(' '),
    environment: assignments(list(values, 'env'), '--env'),
    user: text(values, 'user'),
    workingDir: text(values, 'workdir'),
    name: text(values, 'name'),
    remove: values['rm'] === true,
    servicePorts: values['service-ports'] === true,
    useAliases: values['use-aliases'] === true,
    noDependencies: values['no-deps'] === true,
    tty: isTerminal,
    how: {
      signal,
      onEvent: (event: ApplyEvent) => {
        if (event.type === 'warning') session.note(`warning: ${event.text}`);
      },
    },
  });
  const ran = await run(client, await session.load([service]), service, options);
  await (isTerminal ? onTerminal(ran, (size) => client.containers.resize(ran.id, size)) : piped(ran));
  process.exitCode = await ran.ended;
}

/** Hands what is typed on, and keeps the size of the terminal there that of ours. */
async function onTerminal(
  ran: ProcessConnection,
  resizeTo: (size: { readonly rows: number; readonly columns: number }) => Promise<void>,
): Promise<void> {
  const resize = () => {
    const { rows, columns } = process.stdout;
    // Neither when our output is no terminal, nor once the process has ended, is there a size to be told.
    if (process.stdout.isTTY) resizeTo({ rows, columns }).catch(() => undefined);
  };
  process.stdout.on('resize', resize);
  resize();
  process.stdin.setRawMode(true);
  try {
    await piped(ran);
  } finally {
    process.stdin.setRawMode(false);
    process.stdout.off('resize', resize);
  }
}

/** Hands bytes on as they are, both ways, until the process has said all. */
async function piped({ connection, output }: ProcessConnection): Promise<void> {
  // A process may end without having read all of its input.
  connection.on('error', () => undefined);
  process.stdin.pipe(connection);
  try {
    for await (const { stream, data } of output) {
      if (!process[stream].write(data)) await once(process[stream], 'drain');
    }
  } finally {
    process.stdin.unpipe(connection).pause();
  }
}

/** A tar to standard output, or from standard input. */
export async function runCopy(session: Session): Promise<void> {
  const { client, values, words } = session;
  const [from = '', to = ''] = words;
  const { name } = await session.find();
  const number = count(values, 'index');
  const [service = '', ...path] = (to === '-' ? from : to).split(':');
  if (path.length === 0 || (to !== '-') === (from !== '-'))
    throw fault('invalid', 'cp wants SERVICE:PATH - or - SERVICE:FOLDER, and moves a tar');
  if (to === '-')
    await pipeline(await copyFrom(client, name, service, path.join(':'), number), process.stdout);
  else await copyTo(client, name, service, path.join(':'), process.stdin, number);
}
