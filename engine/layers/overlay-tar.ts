import { fault } from '../base/errors.ts';
import { encodeHeader } from '../disk/tar-encode.ts';
import { padding, readableName, TAR_END, type TarHeader } from '../disk/tar-header.ts';
import type { TarEntry } from '../disk/tar-reader.ts';
import { plainFolder } from './folder-header.ts';
import { hashed } from './index/content-hash.ts';
import { LayerTree } from './layer-tree.ts';
import { foldersAbove, inFolder, memberPath, parentOf } from './member-path.ts';
import { meaningOf, type OverlayXattrs, opaqueRecord, steersOverlay } from './whiteout.ts';

/** What the layers below have at a path. They are asked only once all of the layer's own members went out. */
export interface Below {
  /** The folder's attributes, undefined when there is no such folder. */
  folder(path: string): Promise<TarHeader | undefined>;
  has(path: string): Promise<boolean>;
}

/** What was seen while a layer was rewritten; complete once the stream has ended. */
export interface LayerFacts {
  /** Bytes of its files. */
  size: number;
  /** Its folders that hide what lower layers hold there. */
  readonly opaque: Set<string>;
}

/** Is told of each member as it goes out: where it lies, and the sha256 of a file's content (one byte per character). */
export type MemberObserver = (place: string, header: TarHeader, digest: string | undefined) => void;

/**
 * Rewrites the tar of a layer into one that a plain unpacking program turns into an overlayfs layer, so that the program
 * need not know whiteouts and can be led nowhere:
 *
 * - every name is spelled out from the root, with links on the way followed (only relative ones that stay inside);
 * - folders that the layer leaves out on the way to a member are made plain, and come again at the end with the attributes
 *   that they have below;
 * - `.wh.NAME` becomes a character device 0/0 called NAME, at the end, where it hides something; `.wh..wh..opq` and a
 *   folder that replaces one below become the opaque attribute;
 * - of the extended records only attributes (`SCHILY.xattr.`) go on, and none that steers overlayfs.
 *
 * Throws `invalid` naming the entry for everything that does not lie in the layer's own root.
 */
export async function* toOverlayTar(
  layer: AsyncIterable<TarEntry>,
  options: {
    readonly below: Below;
    readonly xattrs: OverlayXattrs;
    readonly facts: LayerFacts;
    readonly observe?: MemberObserver;
  },
): AsyncGenerator<Buffer> {
  const { below, facts, observe = () => undefined } = options;
  const tree = new LayerTree();
  const folders = new Map<string, TarHeader>();
  const leftOut = new Set<string>();
  const whiteouts = new Set<string>();

  function* plainFoldersDownTo(last: string): Generator<Buffer> {
    for (const folder of tree.missingDownTo(last)) {
      yield makeFolder(folder, plainFolder);
      leftOut.add(folder);
    }
  }

  async function* foldersDownTo(last: string): AsyncGenerator<Buffer> {
    for (const folder of tree.missingDownTo(last)) {
      yield makeFolder(folder, (await below.folder(folder)) ?? plainFolder);
    }
  }

  function makeFolder(place: string, header: TarHeader): Buffer {
    leftOut.delete(place);
    folders.set(place, header);
    tree.add(place, { kind: 'folder' });
    observe(place, { ...header, type: 'directory' }, undefined);
    return encodeHeader({ ...header, type: 'directory', path: `./${place}` });
  }

  for await (const { header, body } of layer) {
    const path = memberPath(header.path);
    if (path === '') {
      if (header.type !== 'directory') throw fault('invalid', "the layer's root is not a folder");
      yield makeFolder('', cleaned(header));
      continue;
    }
    const place = tree.placeOf(path, header.path);
    const meaning = meaningOf(place);
    switch (meaning.kind) {
      case 'aufs':
        continue;
      case 'opaque':
        facts.opaque.add(parentOf(place));
        continue;
      case 'whiteout':
        whiteouts.add(inFolder(parentOf(place), meaning.hides));
        continue;
      case 'broken':
        throw fault('invalid', `the layer's entry "${readableName(header.path)}" is a whiteout of nothing`);
      case 'plain':
    }
    if (!tree.has(parentOf(place))) yield* plainFoldersDownTo(parentOf(place));
    if (header.type === 'directory') {
      yield makeFolder(place, cleaned(header));
      continue;
    }
    const linkPath = header.type === 'hard-link' ? hardLinkTarget(tree, header) : header.linkPath;
    tree.add(
      place,
      header.type === 'symlink' ? { kind: 'link', target: header.linkPath } : { kind: 'other' },
    );
    const member = { ...cleaned(header), path: `./${place}`, linkPath };
    yield encodeHeader(member);
    if (header.size === 0) {
      observe(place, member, undefined);
      continue;
    }
    yield* hashed(body, (digest) => observe(place, member, digest));
    yield padding(header.size);
    facts.size += header.size;
  }

  for (const place of leftOut) {
    if (![...foldersAbove(place), place].every((folder) => tree.isFolder(folder))) continue;
    const header = await below.folder(place);
    if (header !== undefined) yield makeFolder(place, header);
  }
  for (const place of whiteouts) if (tree.isFolder(place)) facts.opaque.add(place);
  for (const marked of facts.opaque) {
    const place = tree.placeOf(marked, marked);
    yield* foldersDownTo(place);
    const header = folders.get(place) ?? plainFolder;
    const records = new Map([...header.records, opaqueRecord(options.xattrs)]);
    yield makeFolder(place, { ...header, records });
  }
  for (const marked of whiteouts) {
    const place = tree.placeOf(marked, marked);
    // In a folder that overlayfs need not merge it would list the device; so none is made that hides nothing.
    const isHidden = ['', ...foldersAbove(place)].some((folder) => facts.opaque.has(folder));
    if (tree.has(place) || isHidden || !(await below.has(place))) continue;
    yield* foldersDownTo(parentOf(place));
    const device: TarHeader = { ...plainFolder, path: `./${place}`, type: 'character-device', mode: 0 };
    observe(place, device, undefined);
    yield encodeHeader(device);
  }
  yield TAR_END;
}

function cleaned(header: TarHeader): TarHeader {
  if (header.records.size === 0) return header;
  const kept = [...header.records].filter(([key]) => key.startsWith('SCHILY.xattr.') && !steersOverlay(key));
  return { ...header, records: new Map(kept) };
}

function hardLinkTarget(tree: LayerTree, header: TarHeader): string {
  const target = tree.placeOf(memberPath(header.linkPath), header.path);
  if (!tree.has(target) || tree.isFolder(target)) {
    throw fault(
      'invalid',
      `the layer's entry "${readableName(header.path)}" is a hard link to "${readableName(header.linkPath)}", which the layer does not hold`,
    );
  }
  return `./${target}`;
}
