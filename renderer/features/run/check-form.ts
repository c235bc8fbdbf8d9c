import { PARTS } from './form-request.ts';
import type { RunErrors, RunForm } from './run-form.ts';

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** What is wrong with the form, by field. */
export function checkForm(form: RunForm, takenNames: ReadonlySet<string>): RunErrors {
  return Object.assign(
    { ...checkName(form.name, takenNames) },
    ...PARTS.map((part) => part.check(form)),
  ) as RunErrors;
}

function checkName(name: string, taken: ReadonlySet<string>): RunErrors {
  if (name === '') return {};
  if (!NAME.test(name))
    return { name: 'Two or more letters, digits, and _ . - ; the first a letter or a digit.' };
  return taken.has(name) ? { name: `A container named ${name} exists already.` } : {};
}
