import type { NetworkCreateRequest } from '../../../engine/api/types/network.ts';
import type { Pair } from '../../ui/pasted-pairs.ts';
import { isIpv4, isIpv6, parseSubnet } from './subnet.ts';

/** What the create dialog holds, as it was typed. */
export interface CreateForm {
  readonly name: string;
  readonly driver: 'bridge' | 'macvlan' | 'ipvlan';
  /** The host's interface that macvlan and ipvlan stand on. */
  readonly parent: string;
  readonly subnet: string;
  readonly gateway: string;
  readonly ipv6: boolean;
  readonly subnet6: string;
  readonly gateway6: string;
  readonly internal: boolean;
  /** Whether members reach each other. */
  readonly icc: boolean;
  readonly mtu: string;
  readonly labels: readonly Pair[];
}

export type CreateField = keyof CreateForm;
export type CreateErrors = Partial<Record<CreateField | 'form', string>>;

export const EMPTY_CREATE: CreateForm = {
  name: '',
  driver: 'bridge',
  parent: '',
  subnet: '',
  gateway: '',
  ipv6: false,
  subnet6: '',
  gateway6: '',
  internal: false,
  icc: true,
  mtu: '',
  labels: [],
};

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/;

/** What is wrong before anybody was asked; the engine knows of overlaps. */
export function checkCreate(form: CreateForm, taken: ReadonlySet<string>): CreateErrors {
  const errors: CreateErrors = {};
  if (form.name === '') errors.name = 'A network needs a name.';
  else if (!NAME.test(form.name)) {
    errors.name = 'Letters, digits, and _ . - ; the first a letter or a digit.';
  } else if (taken.has(form.name)) errors.name = `A network named ${form.name} exists already.`;
  checkFamily(form, errors, 4);
  if (form.ipv6) checkFamily(form, errors, 6);
  if (form.mtu !== '' && !/^\d+$/.test(form.mtu)) errors.mtu = 'A number of bytes, such as 1500.';
  else if (form.mtu !== '' && (Number(form.mtu) < 68 || Number(form.mtu) > 65_535))
    errors.mtu = 'Between 68 and 65535 bytes.';
  if (form.labels.some(({ key, value }) => key === '' && value !== ''))
    errors.labels = 'A value needs a key.';
  return errors;
}

function checkFamily(form: CreateForm, errors: CreateErrors, family: 4 | 6): void {
  const [subnetField, gatewayField] =
    family === 4 ? (['subnet', 'gateway'] as const) : (['subnet6', 'gateway6'] as const);
  const [subnet, gateway] = [form[subnetField].trim(), form[gatewayField].trim()];
  const example = family === 4 ? '10.20.0.0/24' : 'fd00:20::/64';
  const parsed = parseSubnet(subnet);
  if (subnet !== '' && parsed?.family !== family) {
    errors[subnetField] = `An IPv${family} subnet with its prefix, such as ${example}.`;
  }
  if (gateway === '') return;
  const isAddress = family === 4 ? isIpv4(gateway) : isIpv6(gateway);
  if (!isAddress) errors[gatewayField] = `An IPv${family} address.`;
  else if (subnet === '') errors[gatewayField] = 'A gateway needs a subnet that it lies in.';
  else if (parsed !== undefined && !parsed.contains(gateway))
    errors[gatewayField] = `It is outside ${subnet}.`;
}

/** The request for a form without errors. */
export function createRequest(form: CreateForm): NetworkCreateRequest {
  const options: Record<string, string> = {};
  if (form.driver === 'bridge' && !form.icc) options['com.docker.network.bridge.enable_icc'] = 'false';
  if (form.driver !== 'bridge' && form.parent !== '') options['parent'] = form.parent.trim();
  if (form.mtu !== '') options['com.docker.network.driver.mtu'] = form.mtu;
  const config = [
    ipam(form.subnet, form.gateway),
    ...(form.ipv6 ? [ipam(form.subnet6, form.gateway6)] : []),
  ].filter((entry) => entry !== undefined);
  return {
    Name: form.name,
    Driver: form.driver,
    EnableIPv6: form.ipv6,
    Internal: form.internal,
    Options: options,
    Labels: Object.fromEntries(
      form.labels.filter(({ key }) => key !== '').map(({ key, value }) => [key, value]),
    ),
    ...(config.length > 0 && { IPAM: { Driver: 'default', Config: config } }),
  };
}

function ipam(subnet: string, gateway: string) {
  if (subnet.trim() === '') return undefined;
  return { Subnet: subnet.trim(), ...(gateway.trim() === '' ? {} : { Gateway: gateway.trim() }) };
}

/** Which field an engine's sentence is about, by the words Docker uses. */
const FIELD_WORDS: readonly (readonly [RegExp, CreateField])[] = [
  [/network with name|name .*(exists|in use|invalid|required|pre-?defined)/i, 'name'],
  [/parent|interface .* (not found|does not exist)/i, 'parent'],
  [/gateway/i, 'gateway'],
  [/mtu/i, 'mtu'],
  [/ipv6/i, 'ipv6'],
  [/overlap|subnet|address pool|cidr|prefix/i, 'subnet'],
  [/label/i, 'labels'],
  [/driver|ipvlan|macvlan|not supported by this kernel/i, 'driver'],
];

export function failedField(text: string, form: CreateForm): CreateField | 'form' {
  const field = FIELD_WORDS.find(([pattern]) => pattern.test(text))?.[1] ?? 'form';
  if (field === 'subnet' && form.ipv6 && /[0-9a-f]*:[0-9a-f:]*\/\d+/i.test(text)) return 'subnet6';
  return field;
}
