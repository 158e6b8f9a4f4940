import './close-doors.ts';
import { createRequire } from 'node:module';
import { answerKeychainCall } from '../src/vault/answer-keychain-call.ts';
import { unlockCollection } from '../src/vault/secret-service/unlock-collection.ts';

void answerKeychainCall({
  input: process.stdin,
  output: process.stdout,
  loadModule: createRequire(__filename),
  unlock: () => unlockCollection({ env: process.env }),
  die: () => process.kill(process.pid, 'SIGKILL'),
});
