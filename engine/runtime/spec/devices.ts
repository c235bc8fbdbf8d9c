import { fault } from '../../base/errors.ts';
import type { OciDevice, OciDeviceRule } from './oci.ts';
import type { DeviceInput } from './spec-input.ts';

/** Character devices that every container may use: null, zero, full, random, urandom, tty, console, ptmx, pts. */
const HARMLESS: readonly (readonly [number, number | undefined])[] = [
  [1, 3],
  [1, 5],
  [1, 7],
  [1, 8],
  [1, 9],
  [5, 0],
  [5, 1],
  [5, 2],
  [136, undefined],
];

/** Nodes to make in /dev besides the ones that the runtimes make for every container. */
export function deviceNodes(devices: readonly DeviceInput[]): OciDevice[] {
  return devices.map(({ access: _access, ...node }) => node);
}

/**
 * What a container may do with which device (config-linux.md#allowed-device-list): everything when privileged, else nothing
 * but making nodes, the harmless ones, the given devices and the given rules. Throws `invalid` for a rule that is none.
 */
export function deviceRules(
  privileged: boolean,
  devices: readonly DeviceInput[],
  rules: readonly string[],
): OciDeviceRule[] {
  if (privileged) return [{ allow: true, access: 'rwm' }];
  return [
    { allow: false, access: 'rwm' },
    { allow: true, type: 'c', access: 'm' },
    { allow: true, type: 'b', access: 'm' },
    ...HARMLESS.map(([major, minor]) => ({
      allow: true,
      type: 'c' as const,
      major,
      access: 'rwm',
      ...(minor === undefined ? {} : { minor }),
    })),
    ...devices.map(({ type, major, minor, access }) => ({ allow: true, type, major, minor, access })),
    ...rules.map(parseDeviceRule),
  ];
}

const RULE = /^([acb]) ([0-9]+|\*):([0-9]+|\*) ([rwm]{1,3})$/;

/** Parses `c 1:3 rwm`, with `*` for any number. */
function parseDeviceRule(text: string): OciDeviceRule {
  const match = RULE.exec(text);
  if (match === null) throw fault('invalid', `invalid device cgroup rule format: '${text}'`);
  const [, type, major, minor, access] = match as unknown as [
    string,
    'a' | 'c' | 'b',
    string,
    string,
    string,
  ];
  return {
    allow: true,
    type,
    access,
    ...(major === '*' ? {} : { major: Number(major) }),
    ...(minor === '*' ? {} : { minor: Number(minor) }),
  };
}
