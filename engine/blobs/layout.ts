import { join } from 'node:path';
import { z } from 'zod';
import { isDigest } from '../base/digest.ts';
import { fault } from '../base/errors.ts';
import { makeFolder, readJson, writeJson } from '../disk/atomic-write.ts';
import { type Descriptor, MEDIA_TYPES } from './descriptor.ts';

const DescriptorShape = z.object({
  mediaType: z.string(),
  digest: z.string().refine(isDigest, 'not a sha256 digest'),
  size: z.number().int().nonnegative(),
  annotations: z.record(z.string(), z.string()).optional(),
  platform: z.object({ os: z.string(), architecture: z.string(), variant: z.string().optional() }).optional(),
});

const IndexShape = z.object({ schemaVersion: z.literal(2), manifests: z.array(DescriptorShape) });

/** The file that marks a folder as an OCI image layout (OCI image-spec, image-layout.md). */
export const LAYOUT_MARKER = { imageLayoutVersion: '1.0.0' } as const;

/** Reads `index.json` of the layout in `root`; a new layout is made where there is none. Throws `system`. */
export async function openLayout(root: string): Promise<readonly Descriptor[]> {
  await makeFolder(root);
  if ((await readJson(join(root, 'oci-layout'))) === undefined) {
    await writeJson(join(root, 'oci-layout'), LAYOUT_MARKER, { durable: true });
  }
  const index = await readJson(join(root, 'index.json'));
  if (index === undefined) {
    await writeLayout(root, []);
    return [];
  }
  const parsed = IndexShape.safeParse(index);
  if (!parsed.success) {
    const why = z.prettifyError(parsed.error);
    throw fault('system', `${join(root, 'index.json')} is not an OCI image index: ${why}`);
  }
  return parsed.data.manifests as readonly Descriptor[];
}

/** Writes `index.json` durably: readers see the old or the new one. */
export async function writeLayout(root: string, manifests: readonly Descriptor[]): Promise<void> {
  await writeJson(join(root, 'index.json'), indexOf(manifests), { durable: true });
}

/** An image index with these entries. */
export function indexOf(manifests: readonly Descriptor[]) {
  return { schemaVersion: 2, mediaType: MEDIA_TYPES.index, manifests } as const;
}

/** Reads an image index that came from outside; throws `invalid`. */
export function parseIndex(bytes: Buffer, what: string): readonly Descriptor[] {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw fault('invalid', `${what} is not valid JSON`, cause);
  }
  const parsed = IndexShape.safeParse(value);
  if (!parsed.success)
    throw fault('invalid', `${what} is not an OCI image index: ${z.prettifyError(parsed.error)}`);
  return parsed.data.manifests as readonly Descriptor[];
}
