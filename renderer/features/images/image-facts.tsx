import type { ReactNode } from 'react';
import type { ContainerConfig } from '../../../engine/api/types/container.ts';
import type { ImageInspect } from '../../../engine/api/types/image.ts';
import { Ago } from '../../ui/ago.tsx';
import { counted } from '../../ui/counted.ts';
import { formatBytes } from '../../ui/format-bytes.ts';
import { parseTime } from '../../ui/relative-time.ts';
import { Code, CodeList } from './code-list.tsx';
import type { ImageView } from './image-view.ts';
import { platformOf } from './platform-of.ts';

type Facts = readonly (readonly [string, ReactNode])[];

const NONE = <span className="text-ink-3">none</span>;

export function identityFacts(inspect: ImageInspect, image: ImageView | undefined): Facts {
  const created = parseTime(inspect.Created);
  const shared = image?.shared;
  const text = (value: string): ReactNode => (value === '' ? undefined : value);
  const facts: Facts = [
    ['Names', <CodeList key="names" items={inspect.RepoTags} />],
    ['ID', <Code key="id" text={inspect.Id} label="Copy ID" />],
    ['Digests', <CodeList key="digests" items={inspect.RepoDigests} />],
    ['Platform', platformOf(inspect)],
    ['Created', created === undefined ? undefined : <Ago key="created" time={created} />],
    ['Author', text(inspect.Author)],
    ['Comment', text(inspect.Comment)],
    ['Size', `${formatBytes(inspect.Size)} in ${counted(inspect.RootFS.Layers.length, 'layer')}`],
    [
      'Shared',
      shared === undefined
        ? undefined
        : `${formatBytes(shared)} with other images, ${formatBytes(inspect.Size - shared)} of its own`,
    ],
  ];
  return facts.filter(([, value]) => value !== undefined);
}

export function configFacts(config: ContainerConfig): Facts {
  return [
    ['Entrypoint', command(config.Entrypoint)],
    ['Command', command(config.Cmd)],
    ['User', config.User === undefined || config.User === '' ? 'root' : config.User],
    ['Working folder', config.WorkingDir === undefined || config.WorkingDir === '' ? '/' : config.WorkingDir],
    ['Ports', list(Object.keys(config.ExposedPorts ?? {}))],
    ['Volumes', list(Object.keys(config.Volumes ?? {}))],
    ['Stop signal', config.StopSignal ?? 'SIGTERM'],
    ['Environment', <CodeList key="env" items={config.Env ?? []} />],
    [
      'Labels',
      <CodeList
        key="labels"
        items={Object.entries(config.Labels ?? {}).map(([name, value]) => `${name}=${value}`)}
      />,
    ],
  ];
}

function list(items: readonly string[]): ReactNode {
  return items.length === 0 ? NONE : items.join(', ');
}

function command(words: string | readonly string[] | null | undefined): ReactNode {
  if (words === null || words === undefined || words.length === 0) return NONE;
  const text = typeof words === 'string' ? words : words.map(quoted).join(' ');
  return <code className="font-mono text-xs break-all">{text}</code>;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
