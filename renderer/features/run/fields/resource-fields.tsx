import { type FormPart, TextField } from './text-field.tsx';

export function ResourceFields(part: FormPart) {
  return (
    <div className="grid grid-cols-3 gap-x-4 gap-y-1">
      <TextField {...part} field="memory" label="Memory limit" placeholder="512m" />
      <TextField {...part} field="cpus" label="CPU limit" placeholder="1.5" hint="How many at a time." />
      <TextField {...part} field="cpuset" label="CPUs to run on" placeholder="0-2,5" />
      <TextField {...part} field="pids" label="Process limit" placeholder="None" />
      <TextField {...part} field="shm" label="Shared memory" placeholder="64m" hint="Size of /dev/shm." />
    </div>
  );
}
