import { mountWords } from './mount-rows.ts';
import { portWord } from './port-rows.ts';
import type { RunForm } from './run-form.ts';
import { parseShellWords, quoteWord } from './shell-words.ts';

/** The `docker run` command line that does the same as the form. */
export function runCommand(form: RunForm): string {
  const words: string[] = ['docker', 'run', form.interactive ? '-dit' : '-d'];
  const option = (name: string, value: string) => {
    if (value !== '') words.push(name, quoteWord(value));
  };
  if (form.autoRemove) words.push('--rm');
  option('--name', form.name);
  if (form.restart !== 'no') option('--restart', form.restart);
  if (form.network !== 'default') option('--network', form.network);
  for (const row of form.ports) option('-p', portWord(row));
  for (const row of form.mounts) {
    const [name, value] = mountWords(row) ?? [];
    if (name !== undefined && value !== undefined) option(name, value);
  }
  for (const { key, value } of form.env) if (key !== '') option('-e', `${key}=${value}`);
  for (const { key, value } of form.labels) if (key !== '') option('--label', `${key}=${value}`);
  option('--user', form.user);
  option('--workdir', form.workingDir);
  option('--memory', form.memory.replace(/\s/g, ''));
  option('--cpus', form.cpus);
  const [entrypoint, ...entrypointArguments] = split(form.entrypoint);
  // The command line takes one word as entrypoint; the others come before the command.
  if (entrypoint !== undefined) option('--entrypoint', entrypoint);
  words.push(form.image.trim() === '' ? 'IMAGE' : quoteWord(form.image.trim()));
  words.push(...[...entrypointArguments, ...split(form.command)].map(quoteWord));
  return words.join(' ');
}

function split(text: string): readonly string[] {
  const parsed = parseShellWords(text);
  return 'words' in parsed ? parsed.words : [];
}
