import { z } from 'zod';
import { ipJson } from '../../process/ip.ts';
import { type Address, blockOf, type Cidr, parseAddress, parseCidr } from '../address/cidr.ts';

/** A network device of the machine, or of the namespace that we run in. */
export interface Device {
  readonly name: string;
  readonly up: boolean;
  readonly mtu: number;
  /** `bridge`, `veth`, `macvlan`, …; empty for a plain one. */
  readonly kind: string;
  /** The bridge that it is a port of; empty for none. */
  readonly master: string;
  /** With the length of their prefix: `172.17.0.1/16`. */
  readonly addresses: readonly string[];
}

const shape = z.array(
  z.looseObject({
    ifname: z.string().optional(),
    flags: z.array(z.string()).default([]),
    mtu: z.number().default(0),
    master: z.string().default(''),
    linkinfo: z.looseObject({ info_kind: z.string().default('') }).optional(),
    addr_info: z
      .array(z.looseObject({ local: z.string().optional(), prefixlen: z.number().default(0) }))
      .default([]),
  }),
);

/** Every device with its addresses. */
export async function readDevices(): Promise<readonly Device[]> {
  const found = shape.parse(await ipJson(['-details', 'address', 'show']));
  return found.flatMap(({ ifname, flags, mtu, master, linkinfo, addr_info }) =>
    ifname === undefined
      ? []
      : [
          {
            name: ifname,
            up: flags.includes('UP'),
            mtu,
            kind: linkinfo?.info_kind ?? '',
            master,
            addresses: addr_info.flatMap(({ local, prefixlen }) =>
              local === undefined ? [] : [`${local}/${prefixlen}`],
            ),
          },
        ],
  );
}

const routes = z.array(z.looseObject({ dst: z.string().optional(), dev: z.string().optional() }));

/** The blocks that this machine has a route to, but for the default ones, with the device that each goes by. */
export async function readRoutes(): Promise<readonly { readonly block: Cidr; readonly device: string }[]> {
  const [v4, v6] = await Promise.all([ipJson(['-4', 'route', 'show']), ipJson(['-6', 'route', 'show'])]);
  return [...routes.parse(v4), ...routes.parse(v6)].flatMap(({ dst, dev }) => {
    const block = dst === undefined || dst === 'default' ? undefined : blockFrom(dst);
    return block === undefined ? [] : [{ block, device: dev ?? '' }];
  });
}

/** The blocks in which the addresses of some devices lie. */
export function blocksOf(devices: readonly Device[]): Cidr[] {
  return devices.flatMap(({ addresses }) =>
    addresses.flatMap((text) => {
      const block = blockFrom(text);
      return block === undefined ? [] : [block];
    }),
  );
}

function blockFrom(text: string): Cidr | undefined {
  const alone: Address | undefined = parseAddress(text);
  if (alone !== undefined) return blockOf(alone, alone.family === 4 ? 32 : 128);
  const parsed = parseCidr(text);
  return parsed === undefined ? undefined : blockOf(parsed.address, parsed.prefix);
}
