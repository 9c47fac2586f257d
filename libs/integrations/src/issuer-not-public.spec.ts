import { describe, expect, it } from 'vitest';
import { IssuerNotPublic } from './issuer-not-public.error.js';

describe('an issuer that AWS cannot use', () => {
  it.each([
    'http://longshore.example.com/t/1',
    'https://longshore.example.com:8443/t/1',
    'https://localhost/t/1',
    'https://10.0.0.1/t/1',
    'https://[::1]/t/1',
  ])('is %s', (issuer) => {
    expect(IssuerNotPublic.applies(issuer)).toBe(true);
  });

  it('is not one on a public host over https', () => {
    expect(IssuerNotPublic.applies('https://longshore.example.com/t/1')).toBe(false);
  });
});
