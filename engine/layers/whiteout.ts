/** How the layers of an image say "this is gone" (OCI image-spec, layer.md#whiteouts), and how overlayfs does. */

const PREFIX = '.wh.';

/** In a layer: what lower layers hold in this folder is gone. */
export const OPAQUE_MARKER = '.wh..wh..opq';

/** Names that AUFS kept for itself; Docker drops them with all that is below them, and so do we. */
const AUFS_PREFIX = '.wh..wh.';

/** What a path in a layer means. */
export type Meaning =
  | { readonly kind: 'plain' | 'opaque' | 'aufs' | 'broken' }
  | { readonly kind: 'whiteout'; readonly hides: string };

/** Tells markers from names; `broken` is a whiteout of nothing, and whatever claims to lie in a whiteout. */
export function meaningOf(path: string): Meaning {
  if (!path.includes(PREFIX)) return { kind: 'plain' };
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  if (folders.some((folder) => folder.startsWith(AUFS_PREFIX))) return { kind: 'aufs' };
  if (folders.some((folder) => folder.startsWith(PREFIX))) return { kind: 'broken' };
  if (!name.startsWith(PREFIX)) return { kind: 'plain' };
  if (name === OPAQUE_MARKER) return { kind: 'opaque' };
  if (name.startsWith(AUFS_PREFIX)) return { kind: 'aufs' };
  const hides = name.slice(PREFIX.length);
  return ['', '.', '..'].includes(hides) ? { kind: 'broken' } : { kind: 'whiteout', hides };
}

/** The marker that hides `name`. */
export function whiteoutOf(name: string): string {
  return `${PREFIX}${name}`;
}

/** Whose extended attributes overlayfs reads: `user` when it was mounted with `userxattr` (rootless). */
export type OverlayXattrs = 'trusted' | 'user';

/** The pax record that makes an unpacked folder opaque to overlayfs (kernel, filesystems/overlayfs). */
export function opaqueRecord(xattrs: OverlayXattrs): readonly [string, string] {
  return [`SCHILY.xattr.${xattrs}.overlay.opaque`, 'y'];
}

/**
 * True for records that steer overlayfs. They never cross between a layer and the disk: a layer could redirect its folders
 * with them, and what the kernel wrote means nothing on another machine.
 */
export function steersOverlay(record: string): boolean {
  return (
    record.startsWith('SCHILY.xattr.trusted.overlay.') || record.startsWith('SCHILY.xattr.user.overlay.')
  );
}
