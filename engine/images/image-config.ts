import { z } from 'zod';
import type { ContainerConfig } from '../api/types/container.ts';
import { type Digest, isDigest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';

/** One step of an image's making (OCI image-spec, config.md). */
export interface HistoryStep {
  readonly created?: string | undefined;
  readonly created_by?: string | undefined;
  readonly author?: string | undefined;
  readonly comment?: string | undefined;
  /** True when the step made no layer. */
  readonly empty_layer?: boolean | undefined;
}

/** An image's configuration as it stands in its blob; names are the specification's. */
export interface ImageConfig {
  readonly architecture: string;
  readonly variant?: string | undefined;
  readonly os: string;
  readonly created?: string | undefined;
  readonly author?: string | undefined;
  readonly docker_version?: string | undefined;
  readonly comment?: string | undefined;
  readonly config: ContainerConfig;
  readonly history: readonly HistoryStep[];
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly Digest[] };
}

const Words = z.array(z.string()).nullish();

/** Only what we read ourselves is checked; the rest of `config` is passed on as it came. */
const ConfigShape = z.object({
  architecture: z.string().default(''),
  variant: z.string().optional(),
  os: z.string().default('linux'),
  created: z.string().optional(),
  author: z.string().optional(),
  docker_version: z.string().optional(),
  comment: z.string().optional(),
  config: z
    .looseObject({
      User: z.string().optional(),
      WorkingDir: z.string().optional(),
      StopSignal: z.string().optional(),
      Env: Words,
      Cmd: Words,
      Entrypoint: Words,
      OnBuild: Words,
      Labels: z.record(z.string(), z.string()).nullish(),
      Volumes: z.record(z.string(), z.looseObject({})).nullish(),
      ExposedPorts: z.record(z.string(), z.looseObject({})).nullish(),
    })
    .nullish()
    .transform((config) => config ?? {}),
  history: z
    .array(
      z.object({
        created: z.string().optional(),
        created_by: z.string().optional(),
        author: z.string().optional(),
        comment: z.string().optional(),
        empty_layer: z.boolean().optional(),
      }),
    )
    .nullish()
    .transform((history) => history ?? []),
  rootfs: z.object({
    type: z.literal('layers'),
    diff_ids: z
      .array(z.string().refine(isDigest, 'not a sha256 digest'))
      .nullish()
      .transform((ids) => ids ?? []),
  }),
});

/** Reads an image's configuration; throws `invalid` naming `what` and what is wrong with it. */
export function parseImageConfig(bytes: Buffer, what: string): ImageConfig {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw fault('invalid', `${what} is not valid JSON`, cause);
  }
  const parsed = ConfigShape.safeParse(value);
  if (!parsed.success) {
    throw fault('invalid', `${what} is not an image configuration: ${z.prettifyError(parsed.error)}`);
  }
  return parsed.data as ImageConfig;
}

/** The configuration as bytes; the same value always gives the same bytes, and so the same id. */
export function encodeImageConfig(config: ImageConfig): Buffer {
  return Buffer.from(JSON.stringify(config));
}

/** Seconds since the epoch of an RFC 3339 time; 0 for none. */
export function unixSeconds(time: string | undefined): number {
  const milliseconds = Date.parse(time ?? '');
  return Number.isNaN(milliseconds) ? 0 : Math.floor(milliseconds / 1000);
}
