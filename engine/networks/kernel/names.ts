/** The device of a network's own. Fifteen characters, the most that the kernel takes. */
export function bridgeName(instance: string, network: string): string {
  return `g${instance}-${network.slice(0, 5)}`;
}

/** Our end of an endpoint's pair of devices. */
export function hostInterfaceName(instance: string, endpoint: string): string {
  return `v${instance}${endpoint.slice(0, 6)}`;
}

/** True for a device that only this instance makes. */
export function isOurs(instance: string, device: string): boolean {
  return device.startsWith(`g${instance}-`) || isHostInterface(instance, device);
}

export function isHostInterface(instance: string, device: string): boolean {
  return device.startsWith(`v${instance}`);
}
