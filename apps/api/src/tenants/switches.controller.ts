import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import { SettingStore } from '@longshore/database';
import type { z } from 'zod';
import { ForAdministrator } from '../http/caller.decorator.js';
import { switchesBody, switchesSchema } from './tenant-schemas.js';

/** The kill switches of the whole installation; a tenant's own are changed with the tenant. The stricter of the two holds. */
@ForAdministrator('operations')
@Controller('v1/switches')
export class SwitchesController {
  constructor(private readonly settings: SettingStore) {}

  @Get()
  @ApiOkResponse({ standardSchema: switchesSchema })
  get() {
    return this.settings.killSwitches();
  }

  /** Changes what the body names and nothing else. Running work sees it at its next look, some 15 s later at most. */
  @Patch()
  @ApiOkResponse({ standardSchema: switchesSchema })
  async change(@Body({ schema: switchesBody }) body: z.output<typeof switchesBody>) {
    await this.settings.setKillSwitches(body);
    return this.settings.killSwitches();
  }
}
