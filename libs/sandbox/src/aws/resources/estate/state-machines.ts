import { plausibleName, plausibleTags } from './names.js';
import type { Place, ResourceMaker } from './place.js';

/** Two versions of each machine. */
const VERSIONS = 2;

const machineArn = (place: Place, index: number) => place.arn('states', `stateMachine:${plausibleName(index)}-flow`);

export const stateMachine: ResourceMaker = (place, index, random) => {
  const name = `${plausibleName(index)}-flow`;
  const group = place.arn('logs', `log-group:/aws/vendedlogs/states/${name}:*`);
  return {
    Arn: machineArn(place, index),
    Name: name,
    StateMachineName: name,
    StateMachineType: random.pick(['STANDARD', 'STANDARD', 'EXPRESS']),
    StateMachineRevisionId: place.uuid('state-machine', index),
    RoleArn: `arn:aws:iam::${place.accountId}:role/${plausibleName(index)}-role`,
    DefinitionString: JSON.stringify(definition(place, plausibleName(index))),
    LoggingConfiguration: {
      Level: random.pick(['ALL', 'ERROR', 'FATAL']),
      IncludeExecutionData: random.chance(0.3),
      Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: group } }],
    },
    TracingConfiguration: { Enabled: random.chance(0.5) },
    EncryptionConfiguration: { Type: 'AWS_OWNED_KEY' },
    Tags: plausibleTags(random),
  };
};

function definition(place: Place, name: string) {
  const Resource = place.arn('lambda', `function:${name}`);
  return { StartAt: 'Work', States: { Work: { Type: 'Task', Resource, End: true } } };
}

export const stateMachineVersion: ResourceMaker = (place, index) => {
  const machine = machineArn(place, Math.floor(index / VERSIONS));
  const number = (index % VERSIONS) + 1;
  return {
    Arn: `${machine}:${number}`,
    StateMachineArn: machine,
    StateMachineRevisionId: place.uuid('state-machine-version', index),
    Description: `Release ${number}`,
  };
};

/** Of each machine one, which sends every execution to the first version. */
export const stateMachineAlias: ResourceMaker = (place, index) => {
  const machine = machineArn(place, index);
  return {
    Arn: `${machine}:live`,
    Name: 'live',
    StateMachineArn: machine,
    RoutingConfiguration: [{ StateMachineVersionArn: `${machine}:1`, Weight: 100 }],
  };
};
