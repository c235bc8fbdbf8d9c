/** Processors as the docker command shows them: 100 % is one of them. */
export function formatCpu(cpu: number): string {
  const percent = cpu * 100;
  return `${percent < 9.95 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}
