import type { HostConfig } from '../../api/types/container.ts';
import { fault } from '../../base/errors.ts';

/**
 * A request for devices by what they can do (`--gpus`) needs a driver that makes them available. There is none here, as in
 * Docker without NVIDIA's. Throws `invalid` in Docker's words.
 */
export function refuseDeviceRequests(host: HostConfig): void {
  const [request] = host.DeviceRequests ?? [];
  if (request === undefined) return;
  const { Driver: driver = '', Capabilities: sets = [] } = request;
  const capabilities = (sets ?? []).map((set) => `[${set.join(' ')}]`).join(' ');
  throw fault('invalid', `could not select device driver "${driver}" with capabilities: [${capabilities}]`);
}
