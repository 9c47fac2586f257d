import { Injectable, type PipeTransform } from '@nestjs/common';
import { NotFound } from '@longshore/domain';
import { z } from 'zod';

const Uuid = z.uuid();

/** The id in a path. What is no id names nothing, which is a 404 like any other unknown id. */
@Injectable()
export class PathId<Id extends string> implements PipeTransform<string, Id> {
  constructor(private readonly what: string) {}

  transform(value: string): Id {
    if (!Uuid.safeParse(value).success) throw new NotFound(this.what);
    return value as Id;
  }
}
