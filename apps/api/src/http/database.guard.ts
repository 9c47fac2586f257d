import { type CanActivate, Injectable } from '@nestjs/common';
import { DatabaseReadiness } from '../operations/database-readiness.js';

/** Nothing that reads or writes tenants is served before the database has been found safe. */
@Injectable()
export class DatabaseGuard implements CanActivate {
  constructor(private readonly readiness: DatabaseReadiness) {}

  async canActivate(): Promise<boolean> {
    await this.readiness.require();
    return true;
  }
}
