import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EngineError, isNotFound, sentence } from '../../bridge/engine-error.ts';
import type { LocalText } from '../../bridge/host-types.ts';
import { localTextQuery, readLocalText, writeLocalText } from '../../bridge/local-files.ts';
import { toast } from '../../stores/toasts.ts';

interface Conflict {
  readonly mine: string;
  readonly theirs: LocalText | null;
}

/** Saves a file over the version that the editor began with; whoever else changed it meanwhile is not written over unseen. */
export function useSaving(path: string, name: string, onSaved: (saved: LocalText) => void) {
  const client = useQueryClient();
  const [conflict, setConflict] = useState<Conflict>();
  const { mutateAsync, isPending } = useMutation({ mutationFn: writeLocalText });

  async function compare(mine: string): Promise<void> {
    try {
      setConflict({ mine, theirs: await readLocalText(path) });
    } catch (error) {
      if (isNotFound(error)) setConflict({ mine, theirs: null });
      else toast({ tone: 'bad', title: `${name} cannot be read`, detail: sentence(error) });
    }
  }

  /** True when it was saved. */
  async function save(text: string, version: string | null): Promise<boolean> {
    try {
      const saved = await mutateAsync({ path, text, version });
      client.setQueryData(localTextQuery(path).queryKey, saved);
      setConflict(undefined);
      onSaved(saved);
      toast({ tone: 'ok', title: `Saved ${name}` });
      return true;
    } catch (error) {
      if (error instanceof EngineError && error.status === 409) await compare(text);
      else toast({ tone: 'bad', title: `${name} was not saved`, detail: sentence(error) });
      return false;
    }
  }

  return { save, compare, conflict, isPending, dismiss: () => setConflict(undefined) };
}
