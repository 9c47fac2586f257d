export interface QuickCreate {
  /** Origin of the console, and a path before `/cloudformation` where it has one. */
  consoleUrl: string;
  region: string;
  templateUrl: string;
  stackName: string;
  parameters: { [name: string]: string };
}

/** The one-page review of a new stack, filled in (CloudFormation user guide, quick-create links). Users may edit all of it. */
export function quickCreateUrl({ consoleUrl, region, templateUrl, stackName, parameters }: QuickCreate): string {
  const members = Object.entries(parameters).map(([name, value]) => [`param_${name}`, value]);
  const query = [['templateURL', templateUrl], ['stackName', stackName], ...members]
    .map(([name = '', value = '']) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `${consoleUrl}/cloudformation/home?region=${region}#/stacks/quickcreate?${query}`;
}
