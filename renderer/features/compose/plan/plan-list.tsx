import { CircleCheck, Database } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PlanData, PlanView } from '../../../../electron/desktop-api/compose/types.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Banner } from '../../../ui/banner.tsx';
import { counted } from '../../../ui/counted.ts';
import { ActionIcon } from './action-icon.tsx';
import { actionParts, spoken } from './plan-words.ts';

/** A plan to be read before it is carried out: what is done and why, what stays, what becomes of data. */
export function PlanList({ plan }: { readonly plan: PlanView }) {
  const { actions, stays, orphans, data, warnings } = plan;
  const left = orphans.filter(({ removed }) => !removed);
  return (
    <div className="flex flex-col gap-4">
      {warnings.map((warning) => (
        <Banner key={warning} tone="warn" className="rounded-md px-3">
          {warning}
        </Banner>
      ))}
      {actions.length === 0 ? (
        <p className="flex items-center gap-2 rounded-md bg-sunken px-3 py-3 text-sm text-ink">
          <CircleCheck size={16} aria-hidden className="text-ok" />
          Nothing is to be done: everything is as the files want it.
        </p>
      ) : (
        <Section title={`${counted(actions.length, 'step')}, in this order`}>
          <ol
            aria-label="Steps"
            className="divide-y divide-line overflow-hidden rounded-md border border-line"
          >
            {actions.map(({ id, kind, text, reasons }) => (
              <li key={id} className="flex items-start gap-2.5 px-3 py-2">
                <ActionIcon kind={kind} />
                <div className="min-w-0 flex-1 text-sm">
                  <ActionTitle text={text} />
                  {reasons.map((reason) => (
                    <p key={reason} className="selectable text-xs break-words text-ink-2">
                      {spoken(reason)}
                    </p>
                  ))}
                </div>
              </li>
            ))}
          </ol>
        </Section>
      )}
      {stays.length === 0 ? null : (
        <Section title="Stays as it is">
          <p className="selectable text-sm text-ink-2">{stays.map(({ name }) => name).join(', ')}</p>
        </Section>
      )}
      {left.length === 0 ? null : (
        <Section title="Not in the files any more">
          <p className="selectable text-sm text-ink-2">
            {left.map(({ name, running }) => `${name}${running ? ' (running)' : ''}`).join(', ')}. They are
            left alone unless you remove them, too.
          </p>
        </Section>
      )}
      {data.length === 0 ? null : (
        <Section title="Data">
          <ul
            aria-label="Data"
            className="divide-y divide-line overflow-hidden rounded-md border border-line"
          >
            {data.map((one) => (
              <DataRow key={one.volume} data={one} />
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

export function ActionTitle({ text }: { readonly text: string }) {
  const { thing, act } = actionParts(text);
  return (
    <p className="selectable break-words text-ink">
      <span className="font-medium">{thing}</span>
      {act === '' ? null : <span className="text-ink-2"> – {act}</span>}
    </p>
  );
}

const FATES = {
  kept: <Badge tone="ok">Kept</Badge>,
  left: <Badge tone="warn">Left behind</Badge>,
  removed: <Badge tone="bad">Removed</Badge>,
};

function DataRow({ data: { volume, anonymous, fate, text } }: { readonly data: PlanData }) {
  return (
    <li className="flex items-start gap-2.5 px-3 py-2 text-sm">
      <Database size={15} aria-hidden className="mt-0.5 shrink-0 text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="selectable truncate font-medium text-ink" title={volume}>
          {anonymous ? `anonymous volume ${volume.slice(0, 12)}` : volume}
        </p>
        <p className="selectable text-xs break-words text-ink-2">{spoken(text)}</p>
      </div>
      {FATES[fate]}
    </li>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className="mb-1.5 text-xs font-medium text-ink-2">{title}</h3>
      {children}
    </section>
  );
}
