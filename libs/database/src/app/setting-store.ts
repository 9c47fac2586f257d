import { Injectable } from '@nestjs/common';
import { ALL_ON, type KillSwitches } from './kill-switches.js';
import { SystemPrisma } from './system-prisma.js';
import { TenantPrisma } from './tenant-prisma.js';

const SWITCHES = Object.keys(ALL_ON) as (keyof KillSwitches)[];

/** The installation's kill switches; each process reads them again every few seconds. */
@Injectable()
export class SettingStore {
  constructor(
    private readonly tenants: TenantPrisma,
    private readonly system: SystemPrisma,
  ) {}

  /** What was never set is on. */
  async killSwitches(): Promise<KillSwitches> {
    const settings = await this.tenants.withoutTenant((prisma) =>
      prisma.setting.findMany({ where: { key: { in: SWITCHES } } }),
    );
    return { ...ALL_ON, ...Object.fromEntries(settings.map(({ key, value }) => [key, value])) };
  }

  async setKillSwitches(change: Partial<KillSwitches>): Promise<void> {
    await this.system.transaction(async (prisma) => {
      for (const [key, value] of Object.entries(change)) {
        const updatedAt = new Date();
        await prisma.setting.upsert({
          where: { key },
          create: { key, value, updatedAt },
          update: { value, updatedAt },
        });
      }
    });
  }
}
