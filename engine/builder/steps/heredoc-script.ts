import type { Command } from '../dockerfile/instruction.ts';
import type { Heredoc } from '../dockerfile/syntax-node.ts';

/** The content of a here document as the instruction sees it. */
export function contentOf({ content, chomp }: Heredoc): string {
  return chomp ? content.replace(/^\t+/gm, '') : content;
}

/**
 * A command with its here documents put in: a line that is nothing but one stands for its content, which is the script; else
 * they follow the line, as they do in a shell.
 */
export function withHeredocs(command: Command, heredocs: readonly Heredoc[]): Command {
  const [first] = heredocs;
  if (command.form !== 'shell' || first === undefined) return command;
  if (/^<<-?\s*(["']?)[^\s<"']+\1$/.test(command.text.trim()))
    return { form: 'shell', text: contentOf(first) };
  const bodies = heredocs.map(({ name, content }) => `${content}${name}\n`);
  return { form: 'shell', text: `${command.text}\n${bodies.join('')}` };
}
