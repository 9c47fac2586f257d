import type { Integration } from '../integration.js';

export interface ShellCommands {
  /** Lets StackSets into the accounts of the organization, once for all time; null where no StackSet is made. */
  allowStackSets: string | null;
  deploy: string;
  readRoleArn: string;
}

export interface Stack {
  templateUrl: string;
  stackName: string;
  parameters: { [name: string]: string };
}

const LOCAL_FILE = 'longshore.template.yaml';

/** The command that answers the root: a StackSet has to be told where to deploy, and the root is everywhere. */
const ROOT_ID = "$(aws organizations list-roots --output text --query 'Roots[0].Id')";

/** For a shell. The template goes through a file, because `deploy` takes no URL. */
export function shellCommands(
  { mode }: Integration['accounts'],
  { templateUrl, stackName, parameters, region }: Stack & { region: string },
): ShellCommands {
  const isOrganization = mode === 'organization';
  const filledIn = isOrganization ? { OrganizationalUnitIds: ROOT_ID, ...parameters } : parameters;
  const overrides = Object.entries(filledIn).map(([name, value]) => `${name}=${value}`);
  const stack = `--region ${region} --stack-name ${stackName}`;
  return {
    allowStackSets: isOrganization ? `aws cloudformation activate-organizations-access --region ${region}` : null,
    deploy:
      `curl -fsSLo ${LOCAL_FILE} '${templateUrl}' && aws cloudformation deploy ${stack} --template-file ${LOCAL_FILE} ` +
      `--capabilities CAPABILITY_NAMED_IAM --parameter-overrides ${overrides.join(' ')}`,
    readRoleArn:
      `aws cloudformation describe-stacks ${stack} --output text ` +
      `--query "Stacks[0].Outputs[?OutputKey=='PortIntegrationRoleArn'].OutputValue"`,
  };
}
