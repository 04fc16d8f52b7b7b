// Asks for a token of the app's own, which no person has to allow: client credentials (RFC 6749 §4.4).
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
)

const (
	tokenEndpoint = "<<token_endpoint>>"
	clientID      = "<<client_id>>"
	scope         = "<<scope>>"
)

func main() {
	log.SetFlags(0)
	form := url.Values{
		"grant_type":    {"client_credentials"},
		"client_id":     {clientID},
		"client_secret": {env("CLIENT_SECRET")},
	}
	if scope != "" {
		form.Set("scope", scope)
	}
	response, err := http.PostForm(tokenEndpoint, form)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		io.Copy(os.Stderr, response.Body)
		os.Exit(1)
	}
	var tokens struct {
		AccessToken string      `json:"access_token"`
		ExpiresIn   json.Number `json:"expires_in"`
	}
	if err := json.NewDecoder(response.Body).Decode(&tokens); err != nil {
		log.Fatal(err)
	}
	fmt.Println("access_token", tokens.AccessToken)
	fmt.Println("expires_in", tokens.ExpiresIn)
}

func env(name string) string {
	value := os.Getenv(name)
	if value == "" {
		log.Fatalf("Set %s first.", name)
	}
	return value
}
