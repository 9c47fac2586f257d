import { describe, expect, it } from 'vitest';
import { InvalidInput } from './errors/request-error.js';
import { objectAddress } from './object-address.js';

describe('the address of an object in S3', () => {
  it.each([
    ['s3://port-config/config.json', 'config.json'],
    ['s3://port-config/a/b c/é%20*.yaml\n', 'a/b c/é%20*.yaml'],
    ['s3://port-config//config.json\r\n', '/config.json'],
  ])('is read from %j as it is', (text, key) => {
    expect(objectAddress(text)).toEqual({ bucket: 'port-config', key });
  });

  it.each(['resources: []', '', 's3:/bucket/key', 's3://bucket/key\nresources: []', ' s3://bucket/key'])(
    'is not found in %j',
    (text) => {
      expect(objectAddress(text)).toBeNull();
    },
  );

  it.each([
    's3://bucket',
    's3://bucket/',
    's3:///key',
    's3://Bucket/key',
    's3://127.0.0.1/key',
    's3://arn:aws:s3:us-east-1:123456789012:accesspoint/key',
    's3://bucket--use1-az4--x-s3/key',
    's3://my-point-1234-s3alias/key',
    `s3://bucket/${'é'.repeat(513)}`,
  ])('is refused as %j', (text) => {
    expect(() => objectAddress(text)).toThrow(InvalidInput);
  });
});
