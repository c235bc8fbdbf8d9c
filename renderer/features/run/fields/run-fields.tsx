import type { ComponentType } from 'react';
import { PairsEditor } from '../../../ui/pairs-editor.tsx';
import { BasicFields } from './basic-fields.tsx';
import { EndFields } from './end-fields.tsx';
import { GROUPS, type GroupName, groupSummary } from './group-summary.ts';
import { HealthFields } from './health-fields.tsx';
import { LogFields } from './log-fields.tsx';
import { NetworkFields } from './network-fields.tsx';
import { OptionGroup } from './option-group.tsx';
import { ResourceFields } from './resource-fields.tsx';
import { SecurityFields } from './security-fields.tsx';
import type { FormPart } from './text-field.tsx';

const MORE: readonly {
  readonly name: GroupName;
  readonly title: string;
  readonly Fields: ComponentType<FormPart>;
}[] = [
  { name: 'network', title: 'Network', Fields: NetworkFields },
  { name: 'resources', title: 'Resources', Fields: ResourceFields },
  { name: 'health', title: 'Health', Fields: HealthFields },
  { name: 'security', title: 'Security', Fields: SecurityFields },
  { name: 'end', title: 'Restart and stop', Fields: EndFields },
  { name: 'logs', title: 'Logs', Fields: LogFields },
  { name: 'labels', title: 'Labels', Fields: LabelFields },
];

/** All options of a container, in groups; the ones that are needed most are open. */
export function RunFields(part: FormPart) {
  return (
    <>
      <BasicFields {...part} />
      <div className="mt-3 border-b border-line">
        {MORE.map(({ name, title, Fields }) => (
          <OptionGroup
            key={name}
            title={title}
            summary={groupSummary(name, part.form)}
            hasError={GROUPS[name].some((field) => part.errors[field] !== undefined)}
          >
            <Fields {...part} />
          </OptionGroup>
        ))}
      </div>
    </>
  );
}

function LabelFields({ form, errors, change }: FormPart) {
  return (
    <PairsEditor
      title="Labels"
      one="label"
      keyTitle="Key"
      hint=""
      pairs={form.labels}
      error={errors.labels}
      onChange={(labels) => change({ labels })}
    />
  );
}
