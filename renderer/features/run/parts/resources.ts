import { bytesText, parseBytes } from '../byte-size.ts';
import type { Part } from './part.ts';

const SIZE = 'A number with b, k, m or g, such as 512m.';
const SMALLEST_MEMORY = 6 * 1024 ** 2;

export const resources: Part = {
  take({ host }, form) {
    form.memory = bytesText(host.Memory ?? 0);
    form.shm = bytesText(host.ShmSize ?? 0);
    form.cpus = host.NanoCpus ? String(host.NanoCpus / 1e9) : '';
    form.cpuset = host.CpusetCpus ?? '';
    form.pids = host.PidsLimit ? String(host.PidsLimit) : '';
    for (const key of ['Memory', 'ShmSize', 'NanoCpus', 'CpusetCpus', 'PidsLimit'] as const) delete host[key];
  },
  put(form, { host }) {
    const memory = parseBytes(form.memory);
    if (memory !== undefined) host.Memory = memory;
    const shm = parseBytes(form.shm);
    if (shm !== undefined) host.ShmSize = shm;
    if (Number(form.cpus) > 0) host.NanoCpus = Math.round(Number(form.cpus) * 1e9);
    if (form.cpuset !== '') host.CpusetCpus = form.cpuset.replace(/\s/g, '');
    if (Number(form.pids) > 0) host.PidsLimit = Number(form.pids);
  },
  check({ memory, shm, cpus, cpuset, pids }) {
    const bytes = parseBytes(memory);
    return {
      ...(memory !== '' && bytes === undefined && { memory: SIZE }),
      ...(bytes !== undefined && bytes < SMALLEST_MEMORY && { memory: 'At least 6m.' }),
      ...(shm !== '' && !parseBytes(shm) && { shm: SIZE }),
      ...(cpus !== '' && !(Number(cpus) >= 0.01) && { cpus: 'A number from 0.01, such as 1.5.' }),
      ...(cpuset !== '' &&
        !/^\s*\d+(-\d+)?(\s*,\s*\d+(-\d+)?)*\s*$/.test(cpuset) && { cpuset: 'Numbers, such as 0-2,5.' }),
      ...(pids !== '' && !/^[1-9]\d{0,8}$/.test(pids) && { pids: 'A whole number above zero.' }),
    };
  },
};
