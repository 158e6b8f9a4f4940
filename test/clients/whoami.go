// Asks AWS who we are, with AWS's SDK for Go and whatever credentials it finds.
package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func main() {
	arn, err := whoami(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(arn)
}

func whoami(ctx context.Context) (string, error) {
	settings, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		return "", err
	}
	// Debian's version of the SDK does not read AWS_ENDPOINT_URL by itself.
	endpoint := sts.EndpointResolverFromURL(os.Getenv("AWS_ENDPOINT_URL"))
	client := sts.NewFromConfig(settings, sts.WithEndpointResolver(endpoint))
	identity, err := client.GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		return "", err
	}
	return aws.ToString(identity.Arn), nil
}
