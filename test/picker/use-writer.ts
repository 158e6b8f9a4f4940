/** A program that records many uses of a profile: `use-writer STATE-FOLDER PROFILE`. */
import * as fileSystem from 'node:fs';
import { recordUse } from '../../src/picker/record-use.ts';
import { systemClock } from '../../src/system-clock.ts';

const [, , state = '', profile = ''] = process.argv;
const folders = { state, cache: state, runtime: state };
const userId = process.getuid?.();
for (let use = 0; use < 200; use += 1) {
  recordUse(profile, { fileSystem, userId, folders, clock: systemClock });
}
