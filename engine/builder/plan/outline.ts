import type { BuildRequest, BuildStage } from '../../api/types/build.ts';
import type { SyntaxNode } from '../dockerfile/syntax-node.ts';
import type { PlannedStep } from '../records/build-journal.ts';
import { type Dockerfile, needsOf, type Stage } from './stages.ts';

/** A stage as it is told of. */
export function describedStage(
  file: Dockerfile,
  stage: Stage,
  imageOf: (stage: Stage) => string,
): BuildStage {
  return {
    index: stage.index,
    ...(stage.from.name === undefined ? {} : { name: stage.from.name }),
    from: imageOf(stage),
    needs: needsOf(file, stage, imageOf).map(({ index }) => index),
  };
}

/** The steps of a build in the order in which they are taken. */
export function plannedSteps(
  { globals }: Dockerfile,
  stages: readonly Stage[],
  { labels }: BuildRequest,
): readonly PlannedStep[] {
  const own = stages.flatMap(({ index, from, instructions }) =>
    [from, ...instructions].map(({ node }) => stepOf(node, index)),
  );
  const last = stages.at(-1)?.index ?? 0;
  const added =
    Object.keys(labels).length === 0
      ? []
      : [{ line: 0, endLine: 0, stage: last, text: 'LABEL of the request' }];
  return [...globals.map(({ node }) => stepOf(node, -1)), ...own, ...added];
}

function stepOf({ line }: SyntaxNode, stage: number): PlannedStep {
  return { line: line.startLine, endLine: line.endLine, stage, text: line.text };
}
