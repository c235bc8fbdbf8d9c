import type { Mount } from '../base/mount.ts';
import type { OverlayXattrs } from './whiteout.ts';

/**
 * The overlayfs mount of a writable. All folders are given relative to the store's root, so that the options of 120 layers
 * under a long data root still fit the one page that mount(2) takes.
 *
 * `index`, `redirect_dir` and `metacopy` are off whatever the kernel's default, because with them a folder or a file in the
 * upper layer is no longer the whole truth about it, which `diffTar` and `changes` rely on (and moby, for the same reason).
 */
export function overlayMount(overlay: {
  readonly root: string;
  /** Top first. */
  readonly lower: readonly string[];
  readonly upper: string;
  readonly work: string;
  readonly target: string;
  readonly xattrs: OverlayXattrs;
}): Mount {
  return {
    type: 'overlay',
    source: 'overlay',
    target: overlay.target,
    cwd: overlay.root,
    options: [
      `lowerdir=${overlay.lower.join(':')}`,
      `upperdir=${overlay.upper}`,
      `workdir=${overlay.work}`,
      'index=off',
      'redirect_dir=off',
      'metacopy=off',
      ...(overlay.xattrs === 'user' ? ['userxattr'] : []),
    ],
  };
}
