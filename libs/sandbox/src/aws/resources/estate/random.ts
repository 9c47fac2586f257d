/** The four words of an sfc32 state. */
type State = [a: number, b: number, c: number, counter: number];

/** Numbers that look random and are the same for the same seed on every machine: four FNV-1a hashes feed sfc32. */
export class Random {
  private readonly state: State;

  constructor(seed: string) {
    this.state = [fnv(seed, 1), fnv(seed, 2), fnv(seed, 3), 1];
    for (let round = 0; round < 12; round++) this.fraction();
  }

  /** 0 inclusive to 1 exclusive. */
  fraction(): number {
    const [a, b, c, counter] = this.state;
    const sum = (a + b + counter) | 0;
    this.state[0] = b ^ (b >>> 9);
    this.state[1] = (c + (c << 3)) | 0;
    this.state[2] = (((c << 21) | (c >>> 11)) + sum) | 0;
    this.state[3] = (counter + 1) | 0;
    return (sum >>> 0) / 0x100000000;
  }

  /** Both ends inclusive. */
  integer(from: number, to: number): number {
    return from + Math.floor(this.fraction() * (to - from + 1));
  }

  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  pick<const Choices extends readonly [unknown, ...unknown[]]>(choices: Choices): Choices[number] {
    return choices[this.integer(0, choices.length - 1)];
  }

  text(alphabet: string, length: number): string {
    return Array.from({ length }, () => alphabet[this.integer(0, alphabet.length - 1)]).join('');
  }

  hex(length: number): string {
    return this.text('0123456789abcdef', length);
  }
}

/** Seeds that share no prefix with each other give independent words, so ids of a large estate do not collide. */
function fnv(text: string, salt: number): number {
  let hash = Math.imul(0x811c9dc5 ^ salt, 0x01000193);
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) + salt;
  }
  return hash | 0;
}
