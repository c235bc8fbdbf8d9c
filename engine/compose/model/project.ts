import type { Places } from './place.ts';
import type { Config, Model, Network, Secret, Volume } from './resources.ts';
import type { Service } from './service.ts';

/**
 * A Compose project after everything has been read, merged, interpolated and brought into its long form.
 *
 * Field names are those of the Compose Specification, so a path into this value (`services.web.environment.LOG`) is also
 * what a person finds in the file, and `places.of(path)` says where. Paths of files are absolute, sizes are bytes,
 * durations are Go durations in their canonical text (`1m30s`). A key that was not given and has no default is absent.
 */
export interface Project {
  readonly name: string;
  /** Absolute; relative paths of the main files were resolved against it. */
  readonly directory: string;
  /** The main files, absolute, in the order of merging (those included or extended are in `sources`). */
  readonly files: readonly string[];
  /** The profiles that are active. */
  readonly profiles: readonly string[];
  /** What `${…}` was resolved against: the caller's environment over `.env`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The services that are active, by name. */
  readonly services: Readonly<Record<string, Service>>;
  /** The services whose profiles are not active. */
  readonly inactive: Readonly<Record<string, Service>>;
  /** What active services use, as all resources; `default` is there when a service is in it. */
  readonly networks: Readonly<Record<string, Network>>;
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly configs: Readonly<Record<string, Config>>;
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly models: Readonly<Record<string, Model>>;
  /** Top-level `x-…` keys. */
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly places: Places;
  /** Every file that was read, absolute: Compose files, `.env`, env files, label files. */
  readonly sources: readonly string[];
}
