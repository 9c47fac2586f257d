/** A pure function that keeps its last results by argument; `capacity` bounds them. What throws is not kept. */
export function remembering<Result>(capacity: number, compute: (text: string) => Result): (text: string) => Result {
  const results = new Map<string, Result>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const result = compute(text);
    const [oldest] = results.keys();
    if (results.size >= capacity && oldest !== undefined) results.delete(oldest);
    results.set(text, result);
    return result;
  };
}
