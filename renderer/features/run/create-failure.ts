import { EngineError, sentence } from '../../bridge/engine-error.ts';
import type { RunErrors, RunField } from './run-form.ts';

/** Which field an engine's sentence is about, by the words Docker uses. */
const FIELD_WORDS: readonly (readonly [RegExp, RunField])[] = [
  [/no such image|pull access|reference format|image .* not found/i, 'image'],
  [/container name|name .* already in use|conflict\. the container/i, 'name'],
  [
    /executable file|exec: |exec format|permission denied.*exec|no command specified|stat .*: no such file/i,
    'command',
  ],
  [/unable to find (user|group)|no matching entries in passwd|user: /i, 'user'],
  [/working directory|workdir|chdir|\bcwd\b/i, 'workingDir'],
  [/health/i, 'healthCommand'],
  [/capabilit/i, 'capAdd'],
  [/log(ging)? ?(driver|opt)/i, 'logDriver'],
  [/\bsignal\b/i, 'stopSignal'],
  [/\bhost ?name\b/i, 'hostname'],
  [/shm/i, 'shm'],
  [/mount|volume|bind source|tmpfs/i, 'mounts'],
  [/\bports?\b|bind for|address already in use/i, 'ports'],
  [/extra ?host|add-host/i, 'hosts'],
  [/\bip(v4)?\b.*address|address .* (in use|subnet|network)/i, 'address'],
  [/network/i, 'network'],
  [/memory/i, 'memory'],
  [/\bpids?\b/i, 'pids'],
  [/cpuset/i, 'cpuset'],
  [/\bcpus?\b|nanocpus/i, 'cpus'],
  [/restart/i, 'restart'],
];

export function createFailure(error: unknown, entrypoint: string): RunErrors {
  const text = sentence(error);
  if (error instanceof EngineError && error.status === 0) return { form: text };
  const field = FIELD_WORDS.find(([pattern]) => pattern.test(text))?.[1] ?? 'form';
  return { [field === 'command' && entrypoint !== '' ? 'entrypoint' : field]: text };
}
