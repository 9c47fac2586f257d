import { AwsCallFailed, type Effort, spend, type Stage, type StageEffort } from '@longshore/domain';

/** What the calls of one page took, by stage; told along with the page, or with the failure that it ends in. */
export class PageEffort {
  private readonly effort: Effort = {};

  /** `work` counts retries and throttles in what it is given. */
  async of<T>(stage: Stage, work: (spent: Partial<StageEffort>) => Promise<T>): Promise<T> {
    const began = performance.now();
    const spent: Partial<StageEffort> = {};
    try {
      return await work(spent);
    } catch (error) {
      spent.failures = 1;
      if (error instanceof AwsCallFailed) error.effort = this.effort;
      throw error;
    } finally {
      spend(this.effort, stage, { ...spent, ms: performance.now() - began });
    }
  }

  told<Page extends object>(page: Page): Page & { effort: Effort } {
    return { ...page, effort: this.effort };
  }
}
