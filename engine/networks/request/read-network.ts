import type { NetworkCreateRequest } from '../../api/types/network.ts';
import { fault } from '../../base/errors.ts';
import { cidrOf } from '../address/cidr.ts';
import { isPredefined, type NetworkDriver, type NetworkRecord } from '../network-record.ts';
import { askedFamilies, checkOptions } from '../options.ts';
import { readSubnets } from './read-subnets.ts';

/** What a create request asks for; subnets that it leaves open are still missing, and gateways. */
export type AskedNetwork = Omit<NetworkRecord, 'schema' | 'id' | 'created' | 'device' | 'foreignDevice'>;

const DRIVERS: readonly NetworkDriver[] = ['bridge', 'host', 'null', 'macvlan', 'ipvlan'];
/** In Docker these spread over machines. */
const SWARM_DRIVERS = ['overlay'];
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

/**
 * Reads a create request. `pattern` finds the network that `ConfigFrom` names. Throws `invalid`, `forbidden` for a predefined
 * name, `not-found` for a driver, `not-implemented` for what is Swarm's.
 */
export function readNetwork(
  request: NetworkCreateRequest,
  pattern: (name: string) => NetworkRecord,
): AskedNetwork {
  const name = checkName(request.Name);
  refuseSwarm(request);
  const from = request.ConfigFrom?.Network ?? '';
  if (from !== '') return { ...configuredFrom(request, pattern(from)), name, configFrom: from };
  const driver = readDriver(request.Driver || 'bridge');
  const options = request.Options ?? {};
  if (request.ConfigOnly !== true) checkOptions(driver, options);
  const families = askedFamilies(options);
  const ipv4 = request.EnableIPv4 ?? families.v4 ?? true;
  const ipv6 = request.EnableIPv6 ?? families.v6 ?? false;
  if (!ipv4 && !ipv6 && request.ConfigOnly !== true) {
    throw fault('invalid', 'IPv4 or IPv6 must be enabled');
  }
  const ipam = request.IPAM?.Driver || 'default';
  if (ipam !== 'default') {
    throw fault('not-found', `plugin "${ipam}" not found: this engine has the IPAM driver "default"`);
  }
  const subnets = readSubnets(request.IPAM?.Config ?? []);
  const unused = subnets.find(({ subnet }) => (cidrOf(subnet).family === 4 ? !ipv4 : !ipv6));
  if (unused !== undefined && request.ConfigOnly !== true) {
    const family = cidrOf(unused.subnet).family;
    throw fault(
      'invalid',
      `subnet ${unused.subnet} is of no use: IPv${family} is not enabled on the network`,
    );
  }
  return {
    name,
    driver,
    ipv4,
    ipv6,
    internal: request.Internal ?? false,
    attachable: request.Attachable ?? false,
    configOnly: request.ConfigOnly ?? false,
    configFrom: '',
    options,
    labels: request.Labels ?? {},
    ipamOptions: request.IPAM?.Options ?? {},
    subnets,
  };
}

function checkName(name: string): string {
  if (isPredefined(name) || name === 'default') {
    throw fault('forbidden', `operation is not permitted on predefined ${name} network`);
  }
  if (name.trim() === '') throw fault('invalid', 'invalid network name: it is empty');
  if (!NAME.test(name)) {
    throw fault('invalid', `invalid network name "${name}": only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  }
  return name;
}

function refuseSwarm(request: NetworkCreateRequest): void {
  if (request.Ingress === true || request.Scope === 'swarm' || SWARM_DRIVERS.includes(request.Driver ?? '')) {
    throw fault(
      'forbidden',
      'This node is not a swarm manager. Gantry has no Swarm; its networks are of one machine (scope "local")',
    );
  }
  const scope = request.Scope ?? '';
  if (scope !== '' && scope !== 'local') throw fault('invalid', `invalid network scope "${scope}"`);
}

function readDriver(name: string): NetworkDriver {
  const driver = DRIVERS.find((known) => known === name);
  if (driver === undefined) {
    throw fault('not-found', `could not find plugin ${name} in v1 plugin registry: plugin not found`);
  }
  if (driver === 'host' || driver === 'null') {
    throw fault('forbidden', `only one instance of "${driver}" network is allowed`);
  }
  return driver;
}

/** A pattern gives everything but the name, the driver and whether others may attach. */
function configuredFrom(request: NetworkCreateRequest, pattern: NetworkRecord): AskedNetwork {
  if (!pattern.configOnly) {
    throw fault('forbidden', `configuration network "${pattern.name}" is not a configuration network`);
  }
  const said = [
    ['IPAM', (request.IPAM?.Config ?? []).length > 0],
    ['driver options', Object.keys(request.Options ?? {}).length > 0],
    ['labels', Object.keys(request.Labels ?? {}).length > 0],
    ['IPv6 settings', request.EnableIPv6 === true],
    ['"internal"', request.Internal === true],
  ] as const;
  const doubled = said.find(([, isSet]) => isSet);
  if (doubled !== undefined) {
    throw fault(
      'forbidden',
      `user specified ${doubled[0]} are not supported if the network depends on a configuration network`,
    );
  }
  const driver = readDriver(request.Driver || 'bridge');
  checkOptions(driver, pattern.options);
  const {
    schema: _schema,
    id: _id,
    created: _created,
    device: _device,
    foreignDevice: _foreign,
    ...given
  } = pattern;
  return { ...given, driver, attachable: request.Attachable ?? false, configOnly: false };
}
