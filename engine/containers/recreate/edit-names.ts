import { randomBytes } from 'node:crypto';

/** The name of a container that is to take the place of `name`, until it has it. */
export function nameOfComing(name: string): string {
  return `${name}.new-${randomBytes(4).toString('hex')}`;
}

/** The name of the container that was `name` until `at`: `web.before-20260131-235959`, in UTC. */
export function nameOfBefore(name: string, at: Date, isTaken: (name: string) => boolean): string {
  const digits = at.toISOString().replace(/\D/g, '');
  const plain = `${name}.before-${digits.slice(0, 8)}-${digits.slice(8, 14)}`;
  return isTaken(plain) ? `${plain}-${randomBytes(2).toString('hex')}` : plain;
}
