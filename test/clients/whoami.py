"""Asks AWS who we are, with boto3 and whatever credentials it finds."""

import boto3

print(boto3.client("sts").get_caller_identity()["Arn"])
