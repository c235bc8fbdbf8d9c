import type { ReactNode } from 'react';
import { Field, TextInput } from '../../../ui/field.tsx';
import type { RunErrors, RunForm } from '../run-form.ts';

/** The fields that hold any text. */
type TextKey = { [Key in keyof RunForm]: string extends RunForm[Key] ? Key : never }[keyof RunForm];

export interface FormPart {
  readonly form: RunForm;
  readonly errors: RunErrors;
  readonly change: (part: Partial<RunForm>) => void;
  /** The container that is edited, by its name; undefined for a new one. */
  readonly edited?: string | undefined;
}

interface TextFieldProps extends FormPart {
  readonly field: TextKey;
  readonly label: string;
  readonly placeholder?: string;
  readonly hint?: ReactNode;
  readonly mono?: boolean;
  readonly className?: string;
}

export function TextField({
  form,
  errors,
  change,
  field,
  label,
  placeholder,
  hint,
  mono,
  className,
}: TextFieldProps) {
  return (
    <Field
      label={label}
      error={errors[field]}
      hint={hint}
      {...(className === undefined ? {} : { className })}
    >
      {(control) => (
        <TextInput
          {...control}
          value={form[field]}
          placeholder={placeholder}
          onChange={(event) => change({ [field]: event.target.value })}
          className={mono ? 'font-mono text-xs' : ''}
        />
      )}
    </Field>
  );
}
