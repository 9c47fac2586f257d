import { AwsFault } from '../../../service.js';

/** All that CodeBuild has to say about an input. */
export function invalid(message: string): AwsFault {
  return new AwsFault('InvalidInputException', message);
}
