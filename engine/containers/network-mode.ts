import { fault } from '../base/errors.ts';

/** How a container is connected. */
export type NetworkMode =
  | { readonly kind: 'none' }
  | { readonly kind: 'host' }
  | { readonly kind: 'container'; readonly ref: string };

/**
 * Reads `HostConfig.NetworkMode`. This engine has no bridge yet: `default` is a namespace of its own with a loopback
 * only, and every named network is refused. Throws `invalid`, and `not-implemented` for a bridge.
 */
export function parseNetworkMode(mode: string | undefined): NetworkMode {
  if (mode === undefined || mode === '' || mode === 'default' || mode === 'none') return { kind: 'none' };
  if (mode === 'host') return { kind: 'host' };
  if (mode === 'container' || mode === 'container:') {
    throw fault('invalid', 'invalid container format container:<name|id>');
  }
  if (mode.startsWith('container:')) return { kind: 'container', ref: mode.slice('container:'.length) };
  if (mode === 'bridge') {
    throw fault(
      'not-implemented',
      'network bridge is not there yet: this version of the engine has host and none',
    );
  }
  // Not `not-found`: the docker CLI takes a 404 of create for a missing image, and would try to pull it.
  throw fault('invalid', `network ${mode} not found`);
}

/** The name under which `inspect` and `ps` list the network. */
export function networkName(mode: NetworkMode): string {
  return mode.kind === 'container' ? `container:${mode.ref}` : mode.kind;
}
