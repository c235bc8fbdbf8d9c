import { type Schema, text, textOrTexts, texts } from '../keywords.ts';
import { PORTS } from '../mounts-and-ports.ts';
import { EXTRA_HOSTS, SERVICE_NETWORKS } from '../shared.ts';

/** How containers are in networks. */
export const NETWORK: Readonly<Record<string, Schema>> = {
  network_mode: text('The network of another one, or none: `host`, `none`, `service:…`, `container:…`.'),
  networks: SERVICE_NETWORKS,
  ports: PORTS,
  expose: texts('Ports that other services may use.', { 'x-form': 'exposed' }),
  links: texts('Services under further names: `service[:alias]`.'),
  external_links: texts('Containers of other projects under further names: `container[:alias]`.'),
  extra_hosts: EXTRA_HOSTS,
  dns: textOrTexts('DNS servers.'),
  dns_opt: texts('DNS options.'),
  dns_search: textOrTexts('DNS search domains.'),
  mac_address: text('The MAC address.'),
};
