/** The same object with some of its methods replaced; `this` is the original in all of them. */
export function planted<Target extends object>(target: Target, methods: Partial<Target>): Target {
  return new Proxy(target, {
    get(of, property) {
      const member: unknown = Reflect.get(methods, property) ?? Reflect.get(of, property, of);
      return typeof member === 'function' ? member.bind(of) : member;
    },
  });
}
