import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import type { NetworkInspect } from '../../../engine/api/types/network.ts';
import { KeyValue } from '../../ui/key-value.tsx';
import { LoadFailed } from '../../ui/load-failed.tsx';
import { TableSkeleton } from '../../ui/table/table-skeleton.tsx';
import { networkInspectQuery } from './queries.ts';

type Rows = readonly (readonly [string, ReactNode])[];

export function NetworkOverview({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery(networkInspectQuery(id));
  if (data === undefined) {
    if (error !== null) return <LoadFailed what="The network" error={error} onRetry={() => void refetch()} />;
    return <TableSkeleton label="Loading network" />;
  }
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="grid max-w-5xl gap-x-12 gap-y-8 px-5 py-5 min-[1080px]:grid-cols-2">
        <Part title="Addresses" rows={addressRows(data)} />
        <Part title="Walls" rows={wallRows(data)} />
        {Object.keys(data.Options).length === 0 ? null : (
          <Part title="Options" rows={textRows(data.Options)} />
        )}
        {Object.keys(data.Labels).length === 0 ? null : <Part title="Labels" rows={textRows(data.Labels)} />}
      </div>
    </div>
  );
}

function Part({ title, rows }: { readonly title: string; readonly rows: Rows }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-3 text-base font-semibold text-ink">{title}</h2>
      <KeyValue label={title} rows={rows} />
    </section>
  );
}

function addressRows({ Driver, IPAM }: NetworkInspect): Rows {
  const configs = IPAM.Config ?? [];
  const none: ReactNode = Driver === 'host' ? 'Those of this machine' : 'None';
  const mono = (texts: readonly (string | undefined)[]) => (
    <span className="font-mono text-xs">
      {texts
        .filter((text) => text !== undefined)
        .map((text, index) => (
          <Fragment key={text}>
            {index === 0 ? null : <br />}
            {text}
          </Fragment>
        ))}
    </span>
  );
  if (configs.length === 0) return [['Subnet', none]];
  const ranges = configs.flatMap(({ IPRange }) => IPRange ?? []);
  const kept = configs.flatMap(({ AuxiliaryAddresses }) =>
    Object.entries(AuxiliaryAddresses ?? {}).map(([name, address]) => `${address} (${name})`),
  );
  return [
    ['Subnet', mono(configs.map(({ Subnet }) => Subnet))],
    ['Gateway', mono(configs.map(({ Gateway }) => Gateway ?? 'none'))],
    ...(ranges.length === 0 ? [] : [['Gives out', mono(ranges)] as const]),
    ...(kept.length === 0 ? [] : [['Never gives out', mono(kept)] as const]),
  ];
}

function wallRows({ Name, Driver, Internal, Options }: NetworkInspect): Rows {
  if (Driver === 'host') return [['Walls', 'None: its containers are on this machine’s own network.']];
  if (Driver === 'null') return [['Walls', 'Its containers have nothing but a loopback device.']];
  const apart = /^(false|0|f)$/i.test(Options['com.docker.network.bridge.enable_icc'] ?? '');
  return [
    ['Members', apart ? 'Do not reach each other' : 'Reach each other on every port'],
    ['Other networks', 'Do not reach it, and are not reached from it'],
    ['Outside', Internal ? 'Not reached: the network is internal' : 'Reached through this machine'],
    ['From outside', Internal ? 'Not reached' : 'Reached on published ports only'],
    [
      'Names',
      Name === 'bridge'
        ? 'No name service: its containers reach each other by address'
        : 'Members find each other by name',
    ],
  ];
}

function textRows(values: Readonly<Record<string, string>>): Rows {
  return Object.entries(values).map(([key, value]) => [key, value === '' ? '–' : value]);
}
