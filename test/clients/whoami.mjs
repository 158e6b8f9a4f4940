/** Asks AWS who we are, with AWS's SDK for JavaScript and whatever credentials it finds. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
const identity = await new STSClient().send(new GetCallerIdentityCommand({}));
console.log(identity.Arn);
