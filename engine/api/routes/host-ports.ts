import { isIP } from 'node:net';
import { fault } from '../../base/errors.ts';
import { type Answer, json } from '../answer.ts';
import type { HostPortBackend } from '../backends/networks.ts';
import type { ApiRequest } from '../request.ts';
import type { Route } from '../router.ts';

/** Whether a port of the host can be published, and who has it; `types/host-port.ts` documents the answer. */
export function hostPortRoutes(backend: HostPortBackend): Route[] {
  const ports = backend;
  return [{ method: 'GET', path: '/gantry/ports/:port', handle: state }];

  async function state({ param, query }: ApiRequest): Promise<Answer> {
    const port = /^\d{1,5}$/.test(param('port')) ? Number(param('port')) : 0;
    if (port < 1 || port > 65_535) throw fault('invalid', `invalid port "${param('port')}"`);
    const protocol = query.text('protocol') ?? 'tcp';
    if (protocol !== 'tcp' && protocol !== 'udp' && protocol !== 'sctp') {
      throw fault('invalid', `invalid protocol "${protocol}": must be tcp, udp or sctp`);
    }
    const address = query.text('address') ?? '';
    if (address !== '' && isIP(address) === 0) throw fault('invalid', `invalid address "${address}"`);
    return json(await ports.state(port, protocol, address));
  }
}
