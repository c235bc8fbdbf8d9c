import type { ContainerConfig } from '../../api/types/container.ts';
import type { Inputs } from './inputs.ts';

/** A configuration as inputs, each variable and label by itself, so that the one that changed can be named. */
export function configInputs({ Env, Labels, ...rest }: ContainerConfig): Inputs {
  return Object.fromEntries([
    ...(Env ?? []).map((variable): [string, string] => {
      const at = variable.indexOf('=');
      return at < 0 ? [`ENV ${variable}`, ''] : [`ENV ${variable.slice(0, at)}`, variable.slice(at + 1)];
    }),
    ...Object.entries(Labels ?? {}).map(([name, value]): [string, string] => [`LABEL ${name}`, value]),
    ...Object.entries(rest).map(([name, value]): [string, string] => [name, JSON.stringify(value) ?? '']),
  ]);
}
