/** Results as they come of lanes that each begin their next work when the last has ended; undefined: a lane has no more. */
export async function* sideBySide<Result>(lanes: (() => Promise<Result> | undefined)[]): AsyncGenerator<Result> {
  const running = new Map<number, Promise<{ lane: number; result: Result }>>();
  const begin = (lane: number): void => {
    const work = lanes[lane]?.();
    if (work)
      running.set(
        lane,
        work.then((result) => ({ lane, result })),
      );
  };
  for (const lane of lanes.keys()) begin(lane);
  try {
    while (running.size > 0) {
      const { lane, result } = await Promise.race(running.values());
      running.delete(lane);
      begin(lane);
      yield result;
    }
  } finally {
    await Promise.allSettled(running.values());
  }
}
