import { describe, expect, it, test } from 'vitest';
import { enterProfiles } from '../src/in-process.ts';

describe('the profiles under way', () => {
  it('are handed on with those of the run', () => {
    const env = enterProfiles({ AWSX_IN_PROCESS: '["outer"]', HOME: '/home' }, ['dev', 'prod']);
    expect(env).toEqual({ AWSX_IN_PROCESS: '["outer","dev","prod"]', HOME: '/home' });
  });

  it('are named as a loop when one comes again', () => {
    const env = { AWSX_IN_PROCESS: '["outer","prod","in\\u001bner"]' };
    expect(() => enterProfiles(env, ['prod'])).toThrow(
      expect.objectContaining({
        code: 'profile_cycle',
        message: expect.stringContaining('prod → in\\x1bner → prod'),
      }),
    );
  });
});

test.each(['', 'prod', '{"prod":1}', '[1]', undefined])(
  'AWSX_IN_PROCESS=%j names nothing',
  (value) => {
    expect(enterProfiles({ AWSX_IN_PROCESS: value }, ['prod'])['AWSX_IN_PROCESS']).toBe('["prod"]');
  },
);
