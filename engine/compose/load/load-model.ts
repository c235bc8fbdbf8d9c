import { COMPOSE_SCHEMA } from '../schema/compose-schema.ts';
import { withExtends } from './extends.ts';
import { formedDocument } from './formed-document.ts';
import { withIncludes } from './include.ts';
import { mergeTrees, tidied } from './merge/merge-trees.ts';
import type { Run, Scope, Wanted } from './run.ts';
import type { Node } from './tree/node.ts';
import { resolveVariables } from './variables.ts';

/**
 * Loads Compose files and what they include and extend, merged into one tree in long forms.
 * @param within the files whose includes led here, for the detection of cycles
 */
export async function loadModel(
  run: Run,
  scope: Scope,
  files: readonly Wanted[],
  within: readonly string[],
): Promise<Node> {
  let model: Node | undefined;
  for (const { file, askedBy } of files) {
    for (const document of await run.documents(file, askedBy)) {
      const formed = formedDocument(run, scope, document);
      const extended = await withExtends(run, scope, file, formed);
      const whole = await withIncludes(run, scope, extended, [...within, file], loadModel);
      model = mergeTrees(model, whole, COMPOSE_SCHEMA);
      run.settle();
    }
  }
  if (!model) throw new Error('a model needs a file');
  return resolveVariables(tidied(model, COMPOSE_SCHEMA), scope.lookup);
}
