import type { Pair } from '../../../ui/pasted-pairs.ts';
import { quoteWord, wordsIn, wordsProblem } from '../shell-words.ts';
import type { Part } from './part.ts';

/** Image, command, place, terminal, labels and environment. */
export const general: Part = {
  take({ config, host }, form) {
    form.image = config.Image ?? '';
    form.command = (config.Cmd ?? []).map(quoteWord).join(' ');
    form.entrypoint = (config.Entrypoint ?? []).map(quoteWord).join(' ');
    form.workingDir = config.WorkingDir ?? '';
    form.labels = Object.entries(config.Labels ?? {}).map(([key, value]) => ({ key, value }));
    const env = config.Env ?? [];
    form.env = env.filter((one) => one.includes('=')).map(pairOf);
    // One without a value takes a variable of the image away; the form has no row for that.
    const removed = env.filter((one) => !one.includes('='));
    for (const key of ['Image', 'Cmd', 'Entrypoint', 'WorkingDir', 'Labels', 'Env'] as const)
      delete config[key];
    if (removed.length > 0) config.Env = removed;
    if (config.Tty === true && config.OpenStdin === true) {
      form.interactive = true;
      delete config.Tty;
      delete config.OpenStdin;
    }
    form.autoRemove = host.AutoRemove === true;
    delete host.AutoRemove;
  },
  put(form, { config, host }) {
    config.Image = form.image.trim();
    const [command, entrypoint] = [wordsIn(form.command), wordsIn(form.entrypoint)];
    if (command.length > 0) config.Cmd = command;
    if (entrypoint.length > 0) config.Entrypoint = entrypoint;
    if (form.workingDir !== '') config.WorkingDir = form.workingDir;
    const labels = form.labels.filter(({ key }) => key !== '');
    if (labels.length > 0) config.Labels = Object.fromEntries(labels.map(({ key, value }) => [key, value]));
    const env = form.env.filter(({ key }) => key !== '').map(({ key, value }) => `${key}=${value}`);
    if (env.length > 0) config.Env = [...env, ...(config.Env ?? [])];
    if (form.interactive) Object.assign(config, { Tty: true, OpenStdin: true });
    if (form.autoRemove) host.AutoRemove = true;
  },
  check(form) {
    const badEnv = form.env.find(({ key }) => key.includes('=') || key.includes('\0'));
    return {
      ...(form.image.trim() === '' && { image: 'Choose an image.' }),
      ...wordsProblem('command', form.command),
      ...wordsProblem('entrypoint', form.entrypoint),
      ...(form.workingDir !== '' &&
        !form.workingDir.startsWith('/') && { workingDir: 'The path must begin with /.' }),
      ...(badEnv !== undefined
        ? { env: `The name ${badEnv.key} may not contain “=”.` }
        : form.env.some(isNameless) && { env: 'A value needs a name.' }),
      ...(form.labels.some(isNameless) && { labels: 'A value needs a key.' }),
    };
  },
};

function isNameless({ key, value }: Pair): boolean {
  return key === '' && value !== '';
}

function pairOf(variable: string): Pair {
  const at = variable.indexOf('=');
  return { key: variable.slice(0, at), value: variable.slice(at + 1) };
}
