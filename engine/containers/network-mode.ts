import { fault } from '../base/errors.ts';

/** How a container is connected. */
export type NetworkMode =
  | { readonly kind: 'none' }
  | { readonly kind: 'host' }
  | { readonly kind: 'container'; readonly ref: string }
  /** A network by name or id. */
  | { readonly kind: 'network'; readonly ref: string };

/** Reads `HostConfig.NetworkMode`. Throws `invalid`. */
export function parseNetworkMode(mode: string | undefined): NetworkMode {
  if (mode === undefined || mode === '' || mode === 'default') return { kind: 'network', ref: 'bridge' };
  if (mode === 'none') return { kind: 'none' };
  if (mode === 'host') return { kind: 'host' };
  if (mode === 'container' || mode === 'container:') {
    throw fault('invalid', 'invalid container format container:<name|id>');
  }
  if (mode.startsWith('container:')) return { kind: 'container', ref: mode.slice('container:'.length) };
  return { kind: 'network', ref: mode };
}
