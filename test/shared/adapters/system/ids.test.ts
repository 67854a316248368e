import { describe, expect, test } from 'vitest';
import { ids } from '../../../../shared/adapters/system/ids.ts';

describe('ids', () => {
  test('secrets are 32 hexadecimal digits and differ', () => {
    const secrets = Array.from({ length: 100 }, () => ids.secret());
    expect(secrets.every((text) => /^[0-9a-f]{32}$/.test(text))).toBe(true);
    expect(new Set(secrets).size).toBe(100);
  });

  test('the same text has the same digest', () => {
    expect(ids.digest('ada')).toBe(ids.digest('ada'));
    expect(ids.digest('ada')).not.toBe(ids.digest('Ada'));
    expect(ids.digest('ada')).toMatch(/^[0-9a-f]{64}$/);
  });
});
