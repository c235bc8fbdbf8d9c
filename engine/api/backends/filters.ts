/** Filters as in `?filters={"status":["running"]}`, values deduplicated; unknown keys were not refused yet. */
export type Filters = ReadonlyMap<string, readonly string[]>;
