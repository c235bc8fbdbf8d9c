import { fault, isKind } from '../../base/errors.ts';
import { wait } from '../commands/each.ts';
import { ls, port, ps, top } from '../commands/lists.ts';
import { logs } from '../commands/logs.ts';
import { events } from '../commands/processes.ts';
import { renderedConfig, renderedYaml } from '../load/render.ts';
import { watch } from '../watch/watch.ts';
import type { Session } from './session.ts';
import { table } from './table.ts';
import { count, given, moment, oneOf, text } from './values.ts';

export async function showContainers(session: Session): Promise<void> {
  const { client, values, words } = session;
  const { name } = await session.find();
  const rows = await ps(client, name, { all: values['all'] === true, services: words });
  if (values['quiet'] === true) return rows.forEach(({ id }) => session.print(id));
  if (oneOf(values, 'format', ['table', 'json']) === 'json')
    return session.print(JSON.stringify(rows, null, 2));
  const ports = (list: (typeof rows)[number]['ports']) =>
    list.map(({ IP, PublicPort, PrivatePort, Type }) =>
      PublicPort === undefined
        ? `${PrivatePort}/${Type}`
        : `${IP ?? ''}:${PublicPort}->${PrivatePort}/${Type}`,
    );
  const lines = rows.map((row) => [
    row.name,
    row.service,
    row.image,
    row.status,
    ports(row.ports).join(', '),
  ]);
  for (const line of table(['NAME', 'SERVICE', 'IMAGE', 'STATUS', 'PORTS'], lines)) session.print(line);
}

export async function showProjects({ client, values, print }: Session): Promise<void> {
  const projects = await ls(client, { all: values['all'] === true });
  if (oneOf(values, 'format', ['table', 'json']) === 'json') return print(JSON.stringify(projects, null, 2));
  const lines = projects.map(({ name, status, files }) => [name, status, files.join(', ')]);
  for (const line of table(['NAME', 'STATUS', 'CONFIG FILES'], lines)) print(line);
}

export async function showConfig(session: Session): Promise<void> {
  const project = await session.load(session.words);
  if (session.values['services'] === true) return Object.keys(project.services).forEach(session.print);
  const isJson = oneOf(session.values, 'format', ['yaml', 'json']) === 'json';
  session.print(isJson ? JSON.stringify(renderedConfig(project), null, 2) : renderedYaml(project).trimEnd());
}

export async function showLogs(session: Session): Promise<void> {
  await printLogs(session, (await session.find()).name);
}

/** Prints a project's log until its end, or Ctrl-C. */
export async function printLogs(
  { client, values, words, signal, print }: Session,
  project: string,
): Promise<void> {
  const options = {
    services: words,
    signal,
    follow: values['follow'] === true,
    ...given({ tail: count(values, 'tail'), since: moment(values, 'since'), until: moment(values, 'until') }),
  };
  const names: string[] = [];
  try {
    for await (const line of logs(client, project, options)) {
      const time = values['timestamps'] === true ? `${line.time} ` : '';
      print(`${values['no-log-prefix'] === true ? '' : prefix(names, line.container)}${time}${line.text}`);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

const COLOURS = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];

/** Each container has its colour, on a terminal. */
function prefix(names: string[], name: string): string {
  if (!names.includes(name)) names.push(name);
  const head = `${name.padEnd(Math.max(...names.map(({ length }) => length)))} | `;
  if (!process.stdout.isTTY || (process.env['NO_COLOR'] ?? '') !== '') return head;
  return `\x1b[${COLOURS[names.indexOf(name) % COLOURS.length]}m${head}\x1b[0m`;
}

export async function showTop(session: Session): Promise<void> {
  const { name } = await session.find();
  for (const [container, { Titles, Processes }] of Object.entries(
    await top(session.client, name, session.words),
  )) {
    session.print(container);
    for (const line of table(Titles, Processes)) session.print(line);
  }
}

export async function showPort(session: Session): Promise<void> {
  const { client, values, words } = session;
  const [service = '', wanted = ''] = words;
  if (!/^\d+$/.test(wanted)) throw fault('invalid', 'port needs SERVICE PORT');
  const { name } = await session.find();
  const more = given({ protocol: text(values, 'protocol'), number: count(values, 'index') });
  session.print(await port(client, name, service, { port: Number(wanted), ...more }));
}

export async function showEvents(session: Session): Promise<void> {
  const { client, values, words, signal, print } = session;
  const { name } = await session.find();
  try {
    for await (const { service, container, action, message } of events(client, name, words, signal)) {
      const time = new Date(message.time * 1000).toISOString();
      if (values['json'] === true) print(JSON.stringify({ time, service, container, action }));
      else print(`${time} ${container} (${service}) ${action}`);
    }
  } catch (error) {
    if (!isKind(error, 'cancelled') && !signal.aborted) throw error;
  }
}

/** Exits with the first code that is not 0. */
export async function awaitEnd(session: Session): Promise<void> {
  if (session.words.length === 0) throw fault('invalid', 'wait needs SERVICE…');
  const { name } = await session.find();
  const codes = await wait(session.client, name, session.words, session.signal);
  for (const [container, code] of Object.entries(codes)) session.print(`${container} ${code}`);
  process.exitCode = Object.values(codes).find((code) => code !== 0) ?? 0;
}

export async function runWatch(session: Session): Promise<void> {
  const project = await session.load(session.words);
  for await (const { type, service, path, files, error } of watch(
    session.client,
    project,
    session.signal,
    session.words,
  )) {
    const what = files.length === 0 ? path : files.map((file) => (file === '' ? path : file)).join(', ');
    session.print(`${service}: ${type} ${what}${error === undefined ? '' : `: ${error}`}`);
  }
}
