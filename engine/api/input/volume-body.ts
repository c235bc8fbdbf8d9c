import { z } from 'zod';
import type { VolumeCreateRequest } from '../types/volume.ts';
import { struct, text, textMap } from './shape.ts';

/** The body of `POST /volumes/create`. */
export const volumeCreateBody = struct<VolumeCreateRequest>({
  Name: text,
  Driver: text,
  DriverOpts: textMap,
  Labels: textMap,
  ClusterVolumeSpec: z.looseObject({}),
});
