import './close-doors.ts';
import { createRequire } from 'node:module';
import { answerKeychainCall } from '../src/vault/answer-keychain-call.ts';

void answerKeychainCall({
  input: process.stdin,
  output: process.stdout,
  loadModule: createRequire(__filename),
  die: () => process.kill(process.pid, 'SIGKILL'),
});
