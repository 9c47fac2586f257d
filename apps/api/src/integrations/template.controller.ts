import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { NotFound } from '@longshore/domain';
import { InstallationTemplates } from '@longshore/integrations';

/** The CloudFormation templates for whoever deploys them from a file or in a stand-in AWS; AWS's own console takes S3 objects only. */
@ApiTags('connection')
@Controller('cloudformation')
export class TemplateController {
  constructor(private readonly templates: InstallationTemplates) {}

  @Get(':fileName')
  @Header('content-type', 'application/yaml; charset=utf-8')
  @ApiProduces('application/yaml')
  read(@Param('fileName') fileName: string): string {
    const template = this.templates.find(fileName);
    if (!template) throw new NotFound(`The template ${fileName}`);
    return template.text;
  }
}
