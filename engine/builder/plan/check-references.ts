import type { Instruction, InstructionOf } from '../dockerfile/instruction.ts';
import { SyntaxFault } from '../dockerfile/syntax-fault.ts';
import type { SyntaxNode } from '../dockerfile/syntax-node.ts';

interface StageLike {
  readonly from: InstructionOf<'from'>;
  readonly instructions: readonly Exclude<Instruction, { readonly kind: 'from' }>[];
}

/** A reference to a stage that cannot be followed, and where it stands. */
export interface BrokenReference {
  readonly node: SyntaxNode;
  readonly fault: SyntaxFault;
}

/** The `--from`s that name their own stage, a number that is no earlier stage's, or a later stage that needs theirs. */
export function brokenReferences(stages: readonly StageLike[]): readonly BrokenReference[] {
  return stages.flatMap((stage, index) =>
    referencesOf(stage).flatMap(({ from, node }) => {
      const reason = reasonAgainst(stages, index, from);
      if (reason === undefined) return [];
      const flag = node.flags.find(({ text }) => text.startsWith('--from=') || /\bfrom=/.test(text));
      return [{ node, fault: new SyntaxFault(reason, flag?.offset ?? 0) }];
    }),
  );
}

function reasonAgainst(stages: readonly StageLike[], index: number, from: string): string | undefined {
  const wrong = `invalid from flag value ${from}: `;
  if (/^\d+$/.test(from)) {
    if (Number(from) === index) return `${wrong}refers to current build stage`;
    return Number(from) > index ? `${wrong}there is no stage of that number before this one` : undefined;
  }
  const name = from.toLowerCase();
  const isNamed = (one: number) => stages[one]?.from.name === name;
  if (stages.slice(0, index).some((_stage, one) => isNamed(one))) return undefined;
  if (isNamed(index)) return `${wrong}refers to current build stage`;
  const later = stages.findIndex((_stage, one) => one > index && isNamed(one));
  return later >= 0 && needs(stages, later, index)
    ? `circular dependency detected on stage: ${name}`
    : undefined;
}

/** Whether one stage needs another, directly or not, by their names and numbers. */
function needs(stages: readonly StageLike[], from: number, wanted: number): boolean {
  const seen = new Set<number>();
  const open = [from];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const stage = stages[at];
    if (at === wanted) return true;
    if (stage === undefined || seen.has(at)) continue;
    seen.add(at);
    const earlier = stages.slice(0, at);
    const names = [stage.from.image.text, ...referencesOf(stage).map((one) => one.from)];
    for (const name of names) {
      const found = earlier.findLastIndex((one) => one.from.name === name.toLowerCase());
      if (found >= 0) open.push(found);
      else if (/^\d+$/.test(name)) open.push(Number(name));
    }
  }
  return false;
}

function referencesOf(stage: StageLike): readonly { readonly from: string; readonly node: SyntaxNode }[] {
  return stage.instructions.flatMap((one) => {
    const { node } = one;
    if (one.kind === 'copy') return one.from === undefined ? [] : [{ from: one.from, node }];
    if (one.kind !== 'run') return [];
    return one.mounts.flatMap((mount) =>
      'from' in mount && mount.from !== undefined ? [{ from: mount.from, node }] : [],
    );
  });
}
