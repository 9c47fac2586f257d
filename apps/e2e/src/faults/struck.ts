/** A call of a store or a port: about to be made, or just answered. */
export interface Moment {
  /** `PageLedger.intend`. */
  call: string;
  when: 'before' | 'after';
  args: readonly unknown[];
  /** Of a call that was answered. */
  result?: unknown;
  /** Of a call that failed. */
  error?: unknown;
}

/** What happens at a moment; what it throws is what the caller meets. */
export type Strike = (moment: Moment) => Promise<void>;

/** The same object, except that every call of its methods is told before and after. All its methods must be asynchronous. */
export function struck<Target extends object>(target: Target, name: string, strike: Strike): Target {
  return new Proxy(target, {
    get(of, property) {
      const member: unknown = Reflect.get(of, property, of);
      if (typeof member !== 'function' || typeof property !== 'string') return member;
      return async (...args: unknown[]) => {
        const call = `${name}.${property}`;
        await strike({ call, when: 'before', args });
        let result: unknown;
        try {
          result = await (member.apply(of, args) as Promise<unknown>);
        } catch (error) {
          await strike({ call, when: 'after', args, error });
          throw error;
        }
        await strike({ call, when: 'after', args, result });
        return result;
      };
    },
  });
}
