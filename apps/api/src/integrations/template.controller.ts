import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { NotFound } from '@longshore/domain';
import { InstallationTemplate } from '@longshore/integrations';

/** The CloudFormation template for whoever deploys it from a file or in a stand-in AWS; AWS's own console takes S3 objects only. */
@ApiTags('connection')
@Controller('cloudformation')
export class TemplateController {
  constructor(private readonly template: InstallationTemplate) {}

  @Get(':fileName')
  @Header('content-type', 'application/yaml; charset=utf-8')
  @ApiProduces('application/yaml')
  read(@Param('fileName') fileName: string): string {
    if (fileName !== this.template.fileName) throw new NotFound(`The template ${fileName}`);
    return this.template.text;
  }
}
