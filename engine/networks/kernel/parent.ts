import { fault } from '../../base/errors.ts';
import { ipBatch, ipComplaint } from '../../process/ip.ts';
import type { NetworkDriver } from '../network-record.ts';
import { readDevices } from './devices.ts';

/**
 * Tries whether a network of a driver can stand on a device, or without one on an empty bridge of its own by the name
 * `own`, which leads nowhere. Throws
 * `invalid` when the device is not there, `not-implemented` when the kernel does not know such devices.
 */
export async function checkParent(
  driver: NetworkDriver,
  parent: string | undefined,
  own: string,
): Promise<void> {
  if (parent !== undefined && !(await readDevices()).some(({ name }) => name === parent)) {
    throw fault('invalid', `the requested parent interface ${parent} was not found on the Docker host`);
  }
  const base = parent ?? own;
  const probe = `${own.slice(0, 13)}.p`;
  const made = parent === undefined ? [`link add ${own} type bridge`] : [];
  try {
    await ipBatch([...made, `link add link ${base} name ${probe} type ${driver}`]);
  } catch (error) {
    throw fault(
      'not-implemented',
      `a network of the driver ${driver} cannot be made on ${base}: the kernel says "${ipComplaint(error)}"`,
      error,
    );
  } finally {
    const gone = [`link delete ${probe}`, ...(parent === undefined ? [`link delete ${own}`] : [])];
    await ipBatch(gone, { force: true });
  }
}
