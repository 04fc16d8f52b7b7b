// Calls the API with an access token (RFC 6750 §2.1) and prints its answer.
package main

import (
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
)

const apiURL = "<<api_url>>"

func main() {
	log.SetFlags(0)
	request, err := http.NewRequest(http.MethodGet, apiURL, nil)
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+env("ACCESS_TOKEN"))
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		log.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		log.Fatal(string(answer))
	}
	fmt.Println(string(answer))
}

func env(name string) string {
	value := os.Getenv(name)
	if value == "" {
		log.Fatalf("Set %s first.", name)
	}
	return value
}
