export function median(values) {
  return quantile(values, 0.5);
}

/** The smallest value that at least this share of all is not above. */
export function quantile(values, share) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/**
 * Runs `work`, which tells how many it did, several times. Per second of the clock, the median and the best; and per second
 * of this process's CPU, threads included, which others on the machine hardly change.
 */
export async function ratePerSecond(work, { runs = 3, warmUps = 1 } = {}) {
  const rates = [];
  const perCpuSecond = [];
  for (let run = -warmUps; run < runs; run++) {
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    const done = await work();
    const seconds = (performance.now() - startedAt) / 1_000;
    const { user, system } = process.cpuUsage(cpuBefore);
    if (run < 0) continue;
    rates.push(done / seconds);
    perCpuSecond.push((done / (user + system)) * 1e6);
  }
  return { median: median(rates), best: Math.max(...rates), perCpuSecond: median(perCpuSecond), rates };
}
