import { describe, expect, it } from 'vitest';
import { redirectTarget, refusalOf } from './allowed-url.ts';

describe('redirectTarget', () => {
  const from = new URL('https://www.find-tender.service.gov.uk/api/1.0/x');
  const local = new URL('http://127.0.0.1:8080/x');

  it.each([
    ['/y', 'https://www.find-tender.service.gov.uk/y'],
    ['https://find-tender.service.gov.uk/y', 'https://find-tender.service.gov.uk/y'],
    ['https://api.find-tender.service.gov.uk/y', 'https://api.find-tender.service.gov.uk/y'],
  ])('follows %s', (location, target) => {
    expect(String(redirectTarget(from, location))).toBe(target);
    expect(redirectTarget(from, location)).toBeInstanceOf(URL);
  });

  it.each([
    'http://www.find-tender.service.gov.uk/y',
    'https://www.contractsfinder.service.gov.uk/y',
    'https://service.gov.uk/y',
    'https://evilfind-tender.service.gov.uk/y',
    'https://www.find-tender.service.gov.uk:8443/y',
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '//',
  ])('refuses %s', (location) => {
    expect(redirectTarget(from, location)).toBeTypeOf('string');
  });

  it('stays on one port of this machine', () => {
    expect(redirectTarget(local, '/y')).toBeInstanceOf(URL);
    expect(redirectTarget(local, 'http://127.0.0.1:9/y')).toBeTypeOf('string');
    expect(redirectTarget(local, 'http://127.0.0.2:8080/y')).toBeTypeOf('string');
    expect(redirectTarget(local, undefined)).toBeTypeOf('string');
  });
});

describe('refusalOf', () => {
  it('lets plain http only to this machine', () => {
    expect(refusalOf(new URL('http://localhost:1/'))).toBeUndefined();
    expect(refusalOf(new URL('http://[::1]:1/'))).toBeUndefined();
    expect(refusalOf(new URL('http://127.0.0.1.evil.example/'))).toBeDefined();
    expect(refusalOf(new URL('http://10.0.0.1/'))).toBeDefined();
  });
});
