/** Why an answer holds no usable credentials: `lacks SecretAccessKey`. Never quotes the answer. */
export class InvalidAnswer extends Error {}
