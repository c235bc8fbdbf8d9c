import { pipeline } from 'node:stream/promises';
import { fault } from '../../base/errors.ts';
import type { OutputChunk } from '../../base/stdio.ts';
import { copyFrom, copyTo, exec, execTerminal, run } from '../commands/processes.ts';
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
  if (values['no-tty'] === true || !process.stdin.isTTY) {
    const { exitCode, stdout, stderr } = await exec(client, name, service, command, options);
    process.stdout.write(stdout);
    process.stderr.write(stderr);
    process.exitCode = exitCode;
    return;
  }
  const { id, connection, output } = await execTerminal(client, name, service, command, options);
  const resize = () => {
    const { rows, columns } = process.stdout;
    client.exec.resize(id, { rows, columns }).catch(() => undefined);
  };
  process.stdout.on('resize', resize);
  resize();
  await onTerminal(connection, output);
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
    how: { signal },
  });
  const { connection, output, ended } = await run(client, await session.load([service]), service, options);
  if (isTerminal) await onTerminal(connection, output);
  else {
    process.stdin.pipe(connection, { end: true });
    await written(output);
    process.stdin.unpipe(connection).pause();
  }
  process.exitCode = await ended;
}

async function onTerminal(
  connection: NodeJS.WritableStream,
  output: AsyncIterable<OutputChunk>,
): Promise<void> {
  process.stdin.setRawMode(true);
  process.stdin.pipe(connection);
  try {
    await written(output);
  } finally {
    process.stdin.setRawMode(false);
    process.stdin.unpipe(connection).pause();
  }
}

async function written(output: AsyncIterable<OutputChunk>): Promise<void> {
  for await (const { stream, data } of output) process[stream].write(data);
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
