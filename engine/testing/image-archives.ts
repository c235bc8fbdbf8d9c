import { createHash } from 'node:crypto';
import { type TarMember, tarOf } from './tar-of.ts';

/** An image to be put into an archive for a test. */
export interface TestImage {
  /** The plain tars of its layers, from the bottom up. */
  readonly layers: readonly Buffer[];
  /** As the archive holds them, when not plain. */
  readonly packed?: readonly Buffer[];
  readonly tags?: readonly string[];
  readonly config?: object;
  readonly architecture?: string;
  readonly created?: string;
}

/** The hex digits of a digest. */
export function hexDigest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** An image's configuration; its digest is the image's id. */
export function configOf(image: TestImage): Buffer {
  const created = image.created ?? '2024-01-02T03:04:05Z';
  return Buffer.from(
    JSON.stringify({
      architecture: image.architecture ?? 'amd64',
      os: 'linux',
      created,
      config: image.config ?? { Cmd: ['sh'] },
      history: image.layers.map((_, index) => ({ created, created_by: `step ${index}` })),
      rootfs: { type: 'layers', diff_ids: image.layers.map((layer) => `sha256:${hexDigest(layer)}`) },
    }),
  );
}

/** An archive as `docker save` wrote it before version 25: a folder per layer, the same layer twice as a link. */
export function oldDockerArchive(images: readonly TestImage[]): Buffer {
  const members: TarMember[] = [];
  const first = new Map<string, string>();
  const manifest = images.map((image, number) => {
    const config = configOf(image);
    members.push(file(`${hexDigest(config)}.json`, config));
    const layers = (image.packed ?? image.layers).map((layer, index) => {
      const path = `${number}-${index}/layer.tar`;
      const known = first.get(hexDigest(layer));
      if (known === undefined) members.push(file(path, layer));
      else members.push({ path, type: 'symlink', linkPath: `../${known}` });
      first.set(hexDigest(layer), path);
      members.push(file(`${number}-${index}/VERSION`, Buffer.from('1.0')));
      return path;
    });
    return { Config: `${hexDigest(config)}.json`, RepoTags: image.tags ?? null, Layers: layers };
  });
  return tarOf([...members, file('manifest.json', Buffer.from(JSON.stringify(manifest)))]);
}

/** An OCI image layout in a tar. With `nested`, all images are in one index inside, as platforms of one image. */
export function ociArchive(images: readonly TestImage[], options: { readonly nested?: string } = {}): Buffer {
  const members: TarMember[] = [file('oci-layout', Buffer.from('{"imageLayoutVersion":"1.0.0"}'))];
  const blob = (bytes: Buffer, mediaType: string) => {
    members.push(file(`blobs/sha256/${hexDigest(bytes)}`, bytes));
    return { mediaType, digest: `sha256:${hexDigest(bytes)}`, size: bytes.length };
  };
  const entries = images.flatMap((image) => {
    const manifest = {
      schemaVersion: 2,
      mediaType: 'application/vnd.oci.image.manifest.v1+json',
      config: blob(configOf(image), 'application/vnd.oci.image.config.v1+json'),
      layers: (image.packed ?? image.layers).map((layer) =>
        blob(layer, 'application/vnd.oci.image.layer.v1.tar'),
      ),
    };
    const descriptor = blob(Buffer.from(JSON.stringify(manifest)), manifest.mediaType);
    const platform = { os: 'linux', architecture: image.architecture ?? 'amd64' };
    if (image.tags === undefined) return [{ ...descriptor, platform }];
    return image.tags.map((tag) => ({ ...descriptor, platform, annotations: nameAnnotation(tag) }));
  });
  const index = { schemaVersion: 2, manifests: entries };
  if (options.nested === undefined) return tarOf([...members, file('index.json', json(index))]);
  const inner = blob(json(index), 'application/vnd.oci.image.index.v1+json');
  const outer = {
    schemaVersion: 2,
    manifests: [{ ...inner, annotations: nameAnnotation(options.nested) }],
  };
  return tarOf([...members, file('index.json', json(outer))]);
}

function nameAnnotation(name: string) {
  return { 'io.containerd.image.name': name };
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

function file(path: string, bytes: Buffer): TarMember {
  return { path, content: bytes.toString('latin1') };
}
