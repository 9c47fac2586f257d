const PLACEHOLDER = /\{([^{}]+)\}/g;

/** The names in a template, in order. */
export function placeholders(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** The template with each placeholder replaced by its value; undefined when one has none. A lone placeholder has its value as it is. */
export function fill<Value>(
  template: string,
  valueOf: (name: string) => Value | undefined,
): Value | string | undefined {
  const [only] = placeholders(template);
  if (only !== undefined && template === `{${only}}`) return valueOf(only);
  let isComplete = true;
  const text = template.replace(PLACEHOLDER, (_, name: string) => {
    const value = valueOf(name);
    if (value === undefined || value === null) isComplete = false;
    return String(value);
  });
  return isComplete ? text : undefined;
}
