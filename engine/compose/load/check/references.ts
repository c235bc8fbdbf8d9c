import type { Service } from '../../model/service.ts';
import { nearest } from '../../schema/nearest.ts';
import type { RawModel } from '../build/raw.ts';
import type { Checked, Complain } from './checked.ts';

type Kind = 'network' | 'volume' | 'config' | 'secret' | 'model';

/** Checks that every network, volume, config, secret and model that an active service uses is declared. */
export function checkReferences({ services, resources }: Checked, complain: Complain): void {
  for (const [name, service] of services) {
    for (const { kind, key, path } of referencesOf(service)) {
      const declared = Object.keys(declaredOf(resources, kind));
      if (declared.includes(key) || (kind === 'network' && key === 'default')) continue;
      const near = nearest(key, declared);
      const hint = near === undefined ? '' : `; did you mean "${near}"?`;
      complain(['services', name, ...path], `service "${name}" refers to undefined ${kind} ${key}${hint}`);
    }
  }
}

interface Reference {
  readonly kind: Kind;
  readonly key: string;
  readonly path: readonly (string | number)[];
}

function referencesOf(service: Service): readonly Reference[] {
  const { networks, volumes, configs, secrets, build, models, credential_spec: spec } = service;
  return [
    ...Object.keys(networks ?? {}).map(
      (key): Reference => ({ kind: 'network', key, path: ['networks', key] }),
    ),
    ...(volumes ?? []).flatMap(({ type, source }, index): Reference[] =>
      type === 'volume' && source !== undefined
        ? [{ kind: 'volume', key: source, path: ['volumes', index] }]
        : [],
    ),
    ...(configs ?? []).map(
      (file, index): Reference => ({
        kind: 'config',
        key: file.source,
        path: ['configs', index],
      }),
    ),
    ...(secrets ?? []).map(
      (file, index): Reference => ({
        kind: 'secret',
        key: file.source,
        path: ['secrets', index],
      }),
    ),
    ...(build?.secrets ?? []).map(
      (file, index): Reference => ({
        kind: 'secret',
        key: file.source,
        path: ['build', 'secrets', index],
      }),
    ),
    ...Object.keys(models ?? {}).map((key): Reference => ({ kind: 'model', key, path: ['models', key] })),
    ...(spec?.config === undefined
      ? []
      : [{ kind: 'config' as const, key: spec.config, path: ['credential_spec', 'config'] }]),
  ];
}

function declaredOf(resources: RawModel, kind: Kind): object {
  return resources[`${kind}s`] ?? {};
}
