import type { PortBinding } from '../../../../engine/api/types/container.ts';
import { checkPorts, isPort, type PortRow, portSettings } from '../port-rows.ts';
import type { Part } from './part.ts';

export const ports: Part = {
  take({ config, host }, form) {
    const exposed = { ...config.ExposedPorts };
    const left: Record<string, readonly PortBinding[]> = {};
    const rows: PortRow[] = [];
    for (const [key, bindings] of Object.entries(host.PortBindings ?? {})) {
      const [port = '', protocol = 'tcp'] = key.split('/');
      const others: PortBinding[] = [];
      for (const binding of bindings ?? []) {
        const { HostIp: address = '', HostPort: hostPort = '' } = binding;
        const known = isPort(port) && (hostPort === '' || isPort(hostPort));
        if (known && (protocol === 'tcp' || protocol === 'udp' || protocol === 'sctp'))
          rows.push({ address, hostPort, port, protocol });
        else others.push(binding);
      }
      if (others.length > 0) left[key] = others;
      // Publishing a port exposes it.
      else delete exposed[key];
    }
    form.ports = rows;
    form.publishAll = host.PublishAllPorts === true;
    delete host.PublishAllPorts;
    delete host.PortBindings;
    delete config.ExposedPorts;
    if (Object.keys(left).length > 0) host.PortBindings = left;
    if (Object.keys(exposed).length > 0) config.ExposedPorts = exposed;
  },
  put(form, { config, host }) {
    const settings = portSettings(form.ports);
    if (settings !== undefined) {
      const bindings: Record<string, readonly PortBinding[] | null> = { ...host.PortBindings };
      for (const [key, more] of Object.entries(settings.bindings))
        bindings[key] = [...(bindings[key] ?? []), ...(more ?? [])];
      host.PortBindings = bindings;
      config.ExposedPorts = { ...config.ExposedPorts, ...settings.exposed };
    }
    if (form.publishAll) host.PublishAllPorts = true;
  },
  check({ ports: rows, network }) {
    const problem = checkPorts(rows, network);
    return problem === undefined ? {} : { ports: problem };
  },
};
