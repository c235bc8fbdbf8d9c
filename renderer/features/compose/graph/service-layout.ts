import { depths } from '../../../ui/graph/depths.ts';
import type { Area } from '../../../ui/graph/fitted.ts';
import type { Member, ServiceRow } from '../services/service-row.ts';

export interface ServiceNode extends Area {
  readonly row: ServiceRow;
}

/** `service` waits for `needed`. */
export interface ServiceLine {
  readonly service: string;
  readonly needed: string;
  readonly met: boolean;
}

const BOX = { width: 216, height: 64 };
const COLUMN = BOX.width + 88;
const ROW = BOX.height + 24;

/** Services from left to right, each behind all that it waits for. The same project gives the same picture. */
export function layOutServices(rows: readonly ServiceRow[]): {
  readonly nodes: readonly ServiceNode[];
  readonly lines: readonly ServiceLine[];
} {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const needs = (name: string) => byName.get(name)?.wanted?.dependsOn ?? [];
  const columns = depths(byName.keys(), (name) => needs(name).map(({ service }) => service));
  const filled = new Map<number, number>();
  const nodes = rows.map((row) => {
    const column = columns.get(row.name) ?? 0;
    const place = filled.get(column) ?? 0;
    filled.set(column, place + 1);
    return { ...BOX, x: column * COLUMN, y: place * ROW, row };
  });
  const lines = rows.flatMap(({ name }) =>
    needs(name).flatMap(({ service, condition }) => {
      const needed = byName.get(service);
      return needed === undefined ? [] : { service: name, needed: service, met: isMet(condition, needed) };
    }),
  );
  return { nodes, lines };
}

const MET: Readonly<Record<string, (member: Member) => boolean>> = {
  service_started: ({ status }) => /^(Up|Restarting)/.test(status),
  service_healthy: ({ tone, status }) => tone === 'ok' && status.includes('healthy'),
  service_completed_successfully: ({ status }) => status.startsWith('Exited (0)'),
};

function isMet(condition: string, { containers }: ServiceRow): boolean {
  return containers.length > 0 && containers.every((member) => MET[condition]?.(member) === true);
}
