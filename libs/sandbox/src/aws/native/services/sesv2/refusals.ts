import { AwsFault } from '../../../service.js';

export function badRequest(message: string): AwsFault {
  return new AwsFault('BadRequestException', message);
}

export function notFound(message: string): AwsFault {
  return new AwsFault('NotFoundException', message, 404);
}
