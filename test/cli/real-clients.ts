/** Programs that others wrote. Each prints the ARN of whoever it finds itself to be. */
import { spawnSync } from 'node:child_process';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needs, needsAnswer } from '../requirements.ts';

export interface RealClient {
  readonly name: string;
  /** Why it may be skipped. */
  readonly needs: string;
  readonly isMissing: boolean;
  /** As a shell runs it inside the sandbox. */
  readonly command: string;
}

const program = (name: string): string =>
  fileURLToPath(new URL(`../clients/${name}`, import.meta.url));
const IDENTITY = 'sts get-caller-identity --output text --query Arn';
const DEBIAN_GO_PATH = '/usr/share/gocode';
const GO_SDK = join(DEBIAN_GO_PATH, 'src/github.com/aws/aws-sdk-go-v2/config/config.go');

export const goClient: RealClient = {
  name: 'the AWS SDK for Go',
  needs: 'go and golang-github-aws-aws-sdk-go-v2-dev',
  isMissing: needs('go') || needsAnswer(/./, 'ls', GO_SDK),
  command: '"$AWSX_SANDBOX/whoami"',
};

export const realClients: readonly RealClient[] = [
  {
    name: 'AWS CLI 1',
    needs: 'aws 1',
    isMissing: needsAnswer(/^aws-cli\/1\./, 'aws', '--version'),
    command: `aws ${IDENTITY}`,
  },
  {
    name: 'AWS CLI 2 of Debian, which ignores AWS_ENDPOINT_URL',
    needs: '/usr/bin/aws',
    isMissing: needs('/usr/bin/aws'),
    command: `/usr/bin/aws --endpoint-url "$AWS_ENDPOINT_URL" ${IDENTITY}`,
  },
  {
    name: 'boto3',
    needs: 'python3 with boto3',
    isMissing: needsAnswer(/^boto3/, 'python3', '-c', 'import boto3; print("boto3")'),
    command: `python3 '${program('whoami.py')}'`,
  },
  {
    name: 'the AWS SDK for JavaScript',
    needs: 'node',
    isMissing: false,
    command: `'${process.execPath}' '${program('whoami.mjs')}'`,
  },
  goClient,
];

/**
 * Compiles the Go client into the sandbox's folder, against Debian's packages: no modules, no
 * network. Go keeps what it compiled in the person's own cache; the first time takes a minute.
 */
export function buildGoClient(sandboxFolder: string): void {
  const output = join(sandboxFolder, 'whoami');
  const { status, stderr } = spawnSync('go', ['build', '-o', output, program('whoami.go')], {
    encoding: 'utf8',
    env: {
      ...process.env,
      HOME: userInfo().homedir,
      GO111MODULE: 'off',
      GOPATH: DEBIAN_GO_PATH,
    },
  });
  if (status !== 0) throw new Error(`go build: ${stderr}`);
}
