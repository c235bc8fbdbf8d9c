import type { BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf, fault, messageOf } from '../../base/errors.ts';
import { majorOf, minorOf } from './device-number.ts';
import type { BlockDeviceValue, DeviceInput } from './spec-input.ts';

/** What in /dev is the container's own, or no device of the machine (as moby's `HostDevices`). */
const OWN = new Set(['pts', 'shm', 'fd', 'mqueue', '.lxc', '.lxd-mounts', '.udev', 'console']);

/**
 * A device of the host as a container may have it; a folder (`/dev/snd`) gives all the devices below it. Throws `invalid`
 * when there is none at that path.
 *
 * @param access some of `r`, `w` and `m`
 */
export async function readHostDevice(
  pathOnHost: string,
  pathInContainer: string,
  access: string,
): Promise<DeviceInput[]> {
  const what = `error gathering device information while adding custom device "${pathOnHost}"`;
  if (!/^[rwm]{1,3}$/.test(access)) throw fault('invalid', `invalid device mode: ${access}`);
  const stats = await stat(pathOnHost, { bigint: true }).catch((cause: unknown) => {
    throw fault(
      'invalid',
      `${what}: ${errnoOf(cause) === 'ENOENT' ? 'no such file or directory' : messageOf(cause)}`,
      cause,
    );
  });
  const found = stats.isDirectory()
    ? await devicesBelow(pathOnHost, pathInContainer, access)
    : [deviceOf(stats, pathInContainer, access)].filter((device) => device !== undefined);
  if (found.length === 0) throw fault('invalid', `${what}: not a device node`);
  return found;
}

/** Every device in the host's /dev, for privileged containers. */
export async function hostDevices(): Promise<DeviceInput[]> {
  return devicesBelow('/dev', '/dev', 'rwm');
}

/**
 * Resolves the paths of block devices, for weights and rates. Throws `invalid` for a path that is none.
 */
export async function readBlockDevices(
  list: readonly { readonly path: string; readonly value: number }[],
): Promise<BlockDeviceValue[]> {
  return Promise.all(
    list.map(async ({ path, value }) => {
      const stats = await stat(path, { bigint: true }).catch((cause: unknown) => {
        throw fault('invalid', `cannot limit the device ${path}: ${messageOf(cause)}`, cause);
      });
      if (!stats.isBlockDevice()) throw fault('invalid', `cannot limit ${path}: it is no block device`);
      return { major: majorOf(stats.rdev), minor: minorOf(stats.rdev), value };
    }),
  );
}

async function devicesBelow(folder: string, inContainer: string, access: string): Promise<DeviceInput[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !OWN.has(name))
      .map(async (entry): Promise<DeviceInput[]> => {
        const [path, target] = [join(folder, entry.name), join(inContainer, entry.name)];
        if (entry.isDirectory()) return devicesBelow(path, target, access);
        if (!entry.isCharacterDevice() && !entry.isBlockDevice()) return [];
        const device = await stat(path, { bigint: true }).then(
          (stats) => deviceOf(stats, target, access),
          () => undefined, // gone since the folder was read
        );
        return device === undefined ? [] : [device];
      }),
  );
  return found.flat();
}

function deviceOf(stats: BigIntStats, path: string, access: string): DeviceInput | undefined {
  if (!stats.isCharacterDevice() && !stats.isBlockDevice()) return undefined;
  return {
    path,
    type: stats.isBlockDevice() ? 'b' : 'c',
    major: majorOf(stats.rdev),
    minor: minorOf(stats.rdev),
    fileMode: Number(stats.mode & 0o777n),
    uid: Number(stats.uid),
    gid: Number(stats.gid),
    access,
  };
}
