import type { ImageStep } from '../api/types/microscope.ts';
import type { HistoryStep } from '../images/image-config.ts';

/**
 * The steps of an image's making, the oldest first, with the layer that each made (OCI image-spec, config.md, `history`). When the
 * history tells of more or fewer layers than there are, the first ones are taken to belong together.
 */
export function stepsOf(history: readonly HistoryStep[], layers: number): ImageStep[] {
  let next = 0;
  return history.map((step, index) => {
    const isEmpty = step.empty_layer === true || next >= layers;
    const createdBy = step.created_by ?? '';
    return {
      step: index,
      created: step.created ?? null,
      createdBy,
      line: dockerfileLine(createdBy),
      comment: step.comment ?? '',
      layer: isEmpty ? null : next++,
    };
  });
}

/** The step that made a layer; null when the history does not tell. */
export function stepOfLayer(steps: readonly ImageStep[], layer: number): ImageStep | null {
  return steps.find((step) => step.layer === layer) ?? null;
}

/**
 * What a builder wrote into `created_by` as the line of a Dockerfile: the classic builder's `/bin/sh -c #(nop) CMD ["sh"]` and
 * `|1 A=b /bin/sh -c make`, and BuildKit's `RUN /bin/sh -c make # buildkit`.
 */
export function dockerfileLine(createdBy: string): string {
  const text = createdBy.replace(/\s*# buildkit\s*$/, '').trim();
  const nop = /^\/bin\/sh -c #\(nop\)\s+(.*)$/s.exec(text);
  if (nop !== null) return (nop[1] ?? '').trim();
  const run = /^(?:RUN\s+)?(?:\|\d+\s.*?)?\/bin\/(?:ba|a|da)?sh (?:\S+ )*?-\w*c (.*)$/s.exec(text);
  if (run !== null) return `RUN ${(run[1] ?? '').trim()}`;
  return text;
}
