/** What a command costs whose role is not cached, beyond the call to STS itself. */
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { cachedExec } from './home.mjs';
import { measurePairs, summarize } from './measure.mjs';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const ROLE = { RoleArn: 'arn:aws:iam::000000000000:role/readonly', RoleSessionName: 'bench' };

export async function measureCold({ aws, fileHome, pairs }) {
  const cached = { command: cachedExec(), env: fileHome.env };
  const callsBefore = aws.calls().length;
  const exec = await measurePairs({
    pairs,
    subject: { ...cached, before: fileHome.forgetSessions },
    baseline: cached,
  });
  const calls = aws.calls().slice(callsBefore);
  if (
    calls.join() !==
    Array(pairs + 1)
      .fill('AssumeRole')
      .join()
  ) {
    throw new Error(`${pairs + 1} cold runs made these calls: ${calls.join(' ')}`);
  }
  const sts = await measureSts(aws, pairs);
  const added = exec.subject.median - exec.baseline.median - sts.median;
  return [
    { what: 'cold exec of a role, file identity', against: 'the same, cached', ...exec },
    { what: 'AssumeRole itself, by a client that is warm', subject: sts },
    {
      what: 'what a cold role adds beyond AssumeRole itself',
      subject: { ...exec.subject, median: added },
      budget: { subject: 150 },
    },
  ];
}

async function measureSts(aws, times) {
  const credentials = { accessKeyId: aws.accessKeyId, secretAccessKey: aws.secretAccessKey };
  const client = new STSClient({ endpoint: aws.url, region: 'us-east-1', credentials });
  const taken = [];
  for (let time = -3; time < times; time += 1) {
    const start = performance.now();
    await client.send(new AssumeRoleCommand(ROLE));
    if (time >= 0) taken.push(performance.now() - start);
  }
  client.destroy();
  return summarize(taken);
}
