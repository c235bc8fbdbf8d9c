import type { Logger } from '../base/logger.ts';
import { ipBatch } from '../process/ip.ts';
import { Firewall } from './firewall/firewall.ts';
import { listTable } from './firewall/nft.ts';
import { tableName } from './firewall/render.ts';
import { endHolder } from './holder/keeper.ts';
import { readDevices } from './kernel/devices.ts';
import { isOurs } from './kernel/names.ts';
import { NetworkStore } from './network-store.ts';

/** One thing of an instance's, and how it goes. */
interface Leftover {
  readonly what: string;
  readonly remove: () => Promise<void>;
}

/**
 * What an instance has in the kernel for its networks, when none of its containers runs any more: the process that holds
 * published ports, devices, the firewall's table. `folder` has the records, `runFolder` what is gone after a reboot.
 */
export async function networkLeftovers(
  {
    instance,
    folder,
    runFolder,
  }: { readonly instance: string; readonly folder: string; readonly runFolder: string },
  logger: Logger,
): Promise<readonly Leftover[]> {
  const store = await NetworkStore.open(folder, logger);
  const named = new Set(store.all().flatMap(({ device, foreignDevice }) => (foreignDevice ? [] : [device])));
  return [
    { what: 'the process that holds published ports', remove: async () => void (await endHolder(runFolder)) },
    ...(await kernelLeftovers(instance, named)),
  ];
}

/** The devices and the table alone, by their names. A program that the engine had started may still make one after its end. */
export async function kernelLeftovers(
  instance: string,
  named: ReadonlySet<string> = new Set(),
): Promise<readonly Leftover[]> {
  const devices = (await readDevices())
    .map(({ name }) => name)
    .filter((name) => isOurs(instance, name) || named.has(name));
  const table = tableName(instance);
  return [
    ...devices.map((device) => ({
      what: `the network device ${device}`,
      remove: () => ipBatch([`link delete ${device}`], { force: true }),
    })),
    ...((await listTable(table)) === undefined
      ? []
      : [{ what: `the nft table ${table}`, remove: async () => void (await Firewall.remove(instance)) }]),
  ];
}
