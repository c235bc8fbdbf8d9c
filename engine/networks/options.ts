import { fault } from '../base/errors.ts';
import { parseAddress } from './address/cidr.ts';
import type { NetworkDriver, NetworkRecord } from './network-record.ts';

const BRIDGE = 'com.docker.network.bridge.';
const NAME = `${BRIDGE}name`;
const ICC = `${BRIDGE}enable_icc`;
const MASQUERADE = `${BRIDGE}enable_ip_masquerade`;
const HOST_BINDING = `${BRIDGE}host_binding_ipv4`;
const INHIBIT = `${BRIDGE}inhibit_ipv4`;
const DEFAULT_BRIDGE = `${BRIDGE}default_bridge`;
const MTU = 'com.docker.network.driver.mtu';
const PREFIX = 'com.docker.network.container_iface_prefix';
const ENABLE_V4 = 'com.docker.network.enable_ipv4';
const ENABLE_V6 = 'com.docker.network.enable_ipv6';

type Check = (value: string, option: string) => void;

const BRIDGE_OPTIONS: Readonly<Record<string, Check>> = {
  [NAME]: checkDevice,
  [ICC]: checkFlag,
  [MASQUERADE]: checkFlag,
  [HOST_BINDING]: (value, option) => {
    if (parseAddress(value)?.family !== 4) throw fault('invalid', `invalid value for ${option}: "${value}"`);
  },
  [INHIBIT]: checkFlag,
  [MTU]: checkMtu,
  [PREFIX]: (value, option) => {
    if (!/^[a-zA-Z][\w-]{0,11}$/.test(value))
      throw fault('invalid', `invalid value for ${option}: "${value}"`);
  },
  [ENABLE_V4]: checkFlag,
  [ENABLE_V6]: checkFlag,
  [`${BRIDGE}gateway_mode_ipv4`]: checkGatewayMode,
  [`${BRIDGE}gateway_mode_ipv6`]: checkGatewayMode,
};

const PARENT_OPTIONS: Readonly<Record<string, Check>> = {
  parent: checkDevice,
  [MTU]: checkMtu,
  [PREFIX]: BRIDGE_OPTIONS[PREFIX] ?? checkDevice,
  [ENABLE_V4]: checkFlag,
  [ENABLE_V6]: checkFlag,
};

const OPTIONS: Readonly<Record<NetworkDriver, Readonly<Record<string, Check>>>> = {
  bridge: BRIDGE_OPTIONS,
  macvlan: { ...PARENT_OPTIONS, macvlan_mode: oneOf('bridge', 'private', 'vepa', 'passthru') },
  ipvlan: {
    ...PARENT_OPTIONS,
    ipvlan_mode: oneOf('l2', 'l3', 'l3s'),
    ipvlan_flag: oneOf('bridge', 'private', 'vepa'),
  },
  host: {},
  null: {},
};

/** Throws `invalid` for an option that the driver does not know, or a value that it cannot have. */
export function checkOptions(driver: NetworkDriver, options: Readonly<Record<string, string>>): void {
  for (const [option, value] of Object.entries(options)) {
    const check = OPTIONS[driver][option];
    if (check === undefined) {
      throw fault('invalid', `invalid option for the ${driver} driver: "${option}" is not known`);
    }
    check(value, option);
  }
}

/** What the options of a bridge network mean. */
export interface BridgeOptions {
  /** Members reach each other. */
  readonly icc: boolean;
  /** What leaves the host goes under the host's address. */
  readonly masquerade: boolean;
  /** Where ports are published when nothing else is said; undefined for everywhere. */
  readonly hostBinding: string | undefined;
  /** The bridge has no IPv4 address itself. */
  readonly inhibitV4: boolean;
}

export function bridgeOptions({ options }: Pick<NetworkRecord, 'options'>): BridgeOptions {
  const binding = options[HOST_BINDING];
  return {
    icc: flagOf(options[ICC], true),
    masquerade: flagOf(options[MASQUERADE], true),
    hostBinding: binding === undefined || binding === '0.0.0.0' ? undefined : binding,
    inhibitV4: flagOf(options[INHIBIT], false),
  };
}

/** Bytes that fit in a packet of the network. */
export function mtuOf({ options }: Pick<NetworkRecord, 'options'>): number {
  const mtu = Number(options[MTU] ?? 0);
  return mtu > 0 ? mtu : 1500;
}

/** Before the number in the names of a container's devices. */
export function interfacePrefix({ options }: Pick<NetworkRecord, 'options'>): string {
  return options[PREFIX] ?? 'eth';
}

/** The device that is asked for by name. */
export function askedDevice(options: Readonly<Record<string, string>>): string | undefined {
  return options[NAME] || options['parent'] || undefined;
}

/** What the options say of the two families; undefined where they say nothing. */
export function askedFamilies(options: Readonly<Record<string, string>>): {
  readonly v4: boolean | undefined;
  readonly v6: boolean | undefined;
} {
  const read = (value: string | undefined) => (value === undefined ? undefined : flagOf(value, true));
  return { v4: read(options[ENABLE_V4]), v6: read(options[ENABLE_V6]) };
}

/** The options of the network that every engine has. */
export function defaultBridgeOptions(device: string): Readonly<Record<string, string>> {
  return {
    [DEFAULT_BRIDGE]: 'true',
    [ICC]: 'true',
    [MASQUERADE]: 'true',
    [HOST_BINDING]: '0.0.0.0',
    [NAME]: device,
    [MTU]: '1500',
  };
}

// What Go's strconv.ParseBool takes.
const TRUE = ['1', 't', 'T', 'true', 'TRUE', 'True'];
const FALSE = ['0', 'f', 'F', 'false', 'FALSE', 'False'];

function flagOf(value: string | undefined, otherwise: boolean): boolean {
  if (value === undefined) return otherwise;
  return TRUE.includes(value);
}

function checkFlag(value: string, option: string): void {
  if (!TRUE.includes(value) && !FALSE.includes(value)) {
    throw fault('invalid', `failed to parse ${option} value: "${value}" is not true or false`);
  }
}

function checkMtu(value: string, option: string): void {
  const mtu = Number(value);
  if (!/^\d{1,5}$/.test(value) || (mtu !== 0 && (mtu < 68 || mtu > 65_535))) {
    throw fault(
      'invalid',
      `failed to parse ${option} value: "${value}" is no size of a packet (68 to 65535)`,
    );
  }
}

function checkDevice(value: string, option: string): void {
  if (!/^[\w.-]{1,15}$/.test(value) || value === '.' || value === '..') {
    throw fault('invalid', `invalid value for ${option}: "${value}" cannot be the name of a network device`);
  }
}

function checkGatewayMode(value: string, option: string): void {
  if (value === 'nat') return;
  if (['nat-unprotected', 'routed', 'isolated'].includes(value)) {
    throw fault('not-implemented', `${option}=${value} is not supported: this engine has "nat"`);
  }
  throw fault('invalid', `invalid value for ${option}: unknown gateway mode ${value}`);
}

function oneOf(...values: readonly string[]): Check {
  return (value, option) => {
    if (!values.includes(value)) {
      throw fault('invalid', `requested ${option} '${value}' is not valid, one of ${values.join(', ')}`);
    }
  };
}
