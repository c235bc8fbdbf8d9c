import type { AllLens } from './all-lens.ts';

/** The shown lines as text, each with its time and container. */
export function allText(lens: AllLens): string {
  const lines: string[] = [];
  for (let index = 0; index < lens.count; index += 1) {
    const line = lens.at(index);
    if (line !== undefined) lines.push(`${line.time} ${line.source.name} ${line.text}\n`);
  }
  return lines.join('');
}
