import { AwsFault } from '../../../service.js';

export function invalid(message: string): AwsFault {
  return new AwsFault('InvalidParameterException', message);
}
