/** Which of a container's two streams are shown. */
export const STREAM_CHOICES = [
  { value: 'both', title: 'All output' },
  { value: 'stdout', title: 'stdout' },
  { value: 'stderr', title: 'stderr' },
] as const;
