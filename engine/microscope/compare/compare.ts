import type { ComparedImage, ImageComparison } from '../../api/types/microscope.ts';
import { isKind } from '../../base/errors.ts';
import type { Anatomy } from '../../images/anatomy.ts';
import type { ImageFiles } from '../content/image-files.ts';
import { childrenOf, findPath, nameOfPath } from '../timeline.ts';
import { isSeen, type View } from '../view.ts';
import { compareConfiguration } from './configuration.ts';
import { compareFiles } from './files.ts';
import { apkPackages, dpkgPackages, type Package } from './package-lists.ts';
import { comparePackages } from './packages.ts';

/** A whole image to be compared; the view is that of its top layer. */
export interface Compared {
  readonly anatomy: Anatomy;
  readonly view: View;
  readonly files: ImageFiles;
  /** Bytes of all layers' files. */
  readonly size: number;
}

/** Where programs look for the packages that are installed. */
const DPKG_STATUS = 'var/lib/dpkg/status';
const DPKG_FOLDER = 'var/lib/dpkg/status.d';
const APK_LISTS = ['lib/apk/db/installed', 'usr/lib/apk/db/installed'];

/** A list of packages is a few MiB; what is beyond this is not read. */
const LIST_LIMIT = 32 * 1024 * 1024;

/** What has to change in `from` to become `to`. */
export async function compareImages(from: Compared, to: Compared, limit: number): Promise<ImageComparison> {
  return {
    from: headOf(from),
    to: headOf(to),
    sharedLayers: sharedLayers(from.anatomy, to.anatomy),
    files: compareFiles(from.view, to.view, limit),
    packages: comparePackages(await packagesIn(from), await packagesIn(to)),
    configuration: compareConfiguration(from.anatomy.config, to.anatomy.config),
  };
}

function headOf({ anatomy, size }: Compared): ComparedImage {
  return { image: anatomy.id, names: anatomy.names, layers: anatomy.layers.length, size };
}

function sharedLayers(from: Anatomy, to: Anatomy): number {
  const first = from.layers.findIndex(({ chain }, index) => chain !== to.layers[index]?.chain);
  return first === -1 ? from.layers.length : first;
}

async function packagesIn(image: Compared): Promise<Package[]> {
  const { view } = image;
  const packages = dpkgPackages(await textAt(image, findPath(view.timeline, DPKG_STATUS)));
  const folder = findPath(view.timeline, DPKG_FOLDER);
  for (const path of folder === undefined ? [] : childrenOf(view.timeline, folder)) {
    if (nameOfPath(view.timeline, path).endsWith('.md5sums')) continue;
    packages.push(...dpkgPackages(await textAt(image, path)));
  }
  for (const list of APK_LISTS) {
    packages.push(...apkPackages(await textAt(image, findPath(view.timeline, list))));
  }
  return packages;
}

/** A file's text; none when it is not there or not a file. */
async function textAt({ view, files }: Compared, path: number | undefined): Promise<string> {
  if (path === undefined || !isSeen(view, path)) return '';
  try {
    return (await files.start(view, path, LIST_LIMIT)).toString('utf8');
  } catch (error) {
    if (isKind(error, 'invalid')) return '';
    throw error;
  }
}
