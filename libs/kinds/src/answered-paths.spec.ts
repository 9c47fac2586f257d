import { describe, expect, it } from 'vitest';
import { answeredPaths } from './answered-paths.js';

describe('the paths that a read may answer', () => {
  it('are those of the schema that are not for writing only', async () => {
    const paths = [['Arn'], ['Code', 'S3Bucket'], ['Code', 'SourceKMSKeyArn'], ['VpcConfig', 'SubnetIds'], ['Colour']];

    expect(await answeredPaths('AWS::Lambda::Function', paths)).toEqual([['Arn'], ['VpcConfig', 'SubnetIds']]);
  });

  it('are all of them where the schema is not known', async () => {
    expect(await answeredPaths('Own::Private::Type', [['Colour']])).toEqual([['Colour']]);
  });
});
