import type { Build } from '../../model/build.ts';
import type { Deploy } from '../../model/deploy.ts';
import type { Config, Model, Network, Secret, Volume } from '../../model/resources.ts';
import type { Dependency, Service } from '../../model/service.ts';

/** A service as the merged files say it: in long forms and held against the schema, without defaults. */
export type RawService = Partial<Omit<Service, 'name' | 'build' | 'deploy' | 'depends_on' | 'develop'>> & {
  readonly build?: Partial<Build>;
  readonly deploy?: Partial<Deploy> | null;
  readonly develop?: Service['develop'] | null;
  readonly depends_on?: Readonly<Record<string, Partial<Dependency>>>;
  readonly env_file?: readonly EnvFile[];
  readonly label_file?: readonly string[];
  readonly extends?: unknown;
  readonly pull_refresh_after?: string;
};

export interface EnvFile {
  readonly path: string;
  readonly required?: boolean;
  readonly format?: 'raw';
}

type External = boolean | { readonly name?: string };

/** A resource as the merged files say it. */
export type RawResource<T> = Partial<Omit<T, 'external'>> & { readonly external?: External };

/** A whole project as the merged files say it. */
export interface RawModel {
  readonly services?: Readonly<Record<string, RawService>> | null;
  readonly networks?: Readonly<Record<string, RawResource<Network> | null>> | null;
  readonly volumes?: Readonly<Record<string, RawResource<Volume> | null>> | null;
  readonly configs?: Readonly<Record<string, RawResource<Config>>> | null;
  readonly secrets?: Readonly<Record<string, RawResource<Secret>>> | null;
  readonly models?: Readonly<Record<string, Model>> | null;
}

/** The entries of a mapping whose keys are, or are not, extensions. */
export function extensionsOf(value: object): { readonly extensions?: Readonly<Record<string, unknown>> } {
  const entries = Object.entries(value).filter(([key]) => key.startsWith('x-'));
  return entries.length > 0 ? { extensions: Object.fromEntries(entries) } : {};
}

/** A copy without `x-` keys. */
export function withoutExtensions<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith('x-'))) as T;
}
