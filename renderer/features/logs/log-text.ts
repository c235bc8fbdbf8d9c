import type { LogLens } from './log-lens.ts';

/** The shown lines as text, from one index to another (both included). */
export function logText(lens: LogLens, timestamps: boolean, from = 0, to = lens.count - 1): string {
  const lines: string[] = [];
  for (let index = from; index <= to; index += 1) {
    const line = lens.lineAt(index);
    if (line !== undefined) lines.push(timestamps ? `${line.time} ${line.text}` : line.text);
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

export function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
