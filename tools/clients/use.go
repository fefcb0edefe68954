// What a program in Go does with the clients that were made: ask, and read beside the check.
package main

import (
	"context"
	"fmt"
	"os"

	beside "example.org/trial/api"
	"example.org/trial/check"
)

func verdict(ctx context.Context, client *check.APIClient, number, country string) (check.Verdict, error) {
	document := check.NewDocument("document", number)
	document.SetIssuingCountry(country)
	officer := check.NewOfficer("4711", "Border post north", "lane 3")
	subjects := []check.QuerySubjectsInner{{Document: document}}
	query := check.NewQuery(subjects, check.PURPOSE_BORDER_MANAGEMENT, *officer)
	answer, _, err := client.DefaultAPI.Check(ctx).Query(*query).Execute()
	if err != nil {
		return "", err
	}
	return answer.GetVerdict(), nil
}

func phone(ctx context.Context, client *beside.APIClient, code string) (string, error) {
	bureau, _, err := client.BureausAPI.BureausBureau(ctx, code).
		EntraideOfficer("4711").EntraideUnit("Border post north").EntraideWorkstation("lane 3").Execute()
	if err != nil {
		return "", err
	}
	return bureau.GetPhone(), nil
}

func main() {
	hub, key := os.Args[1], "Bearer "+os.Args[2]
	asking, reading := check.NewConfiguration(), beside.NewConfiguration()
	asking.Servers = check.ServerConfigurations{{URL: hub}}
	reading.Servers = beside.ServerConfigurations{{URL: hub}}
	asking.AddDefaultHeader("Authorization", key)
	reading.AddDefaultHeader("Authorization", key)
	ctx := context.Background()
	fmt.Println(verdict(ctx, check.NewAPIClient(asking), "ZD4417703", "QZA"))
	fmt.Println(phone(ctx, beside.NewAPIClient(reading), "QZA"))
}
