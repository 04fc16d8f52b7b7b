// Exchanges a refresh token for a new access token (RFC 6749 §6).
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
)

func main() {
	log.SetFlags(0)
	clientSecret := env("CLIENT_SECRET") // only for apps with a secret
	response, err := http.PostForm(tokenEndpoint, url.Values{
		"grant_type":    {"refresh_token"},
		"refresh_token": {env("REFRESH_TOKEN")},
		"client_id":     {clientID},
		"client_secret": {clientSecret}, // only for apps with a secret
	})
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		io.Copy(os.Stderr, response.Body)
		os.Exit(1)
	}
	var tokens struct {
		AccessToken  string      `json:"access_token"`
		ExpiresIn    json.Number `json:"expires_in"`
		RefreshToken string      `json:"refresh_token"`
	}
	if err := json.NewDecoder(response.Body).Decode(&tokens); err != nil {
		log.Fatal(err)
	}
	fmt.Println("access_token", tokens.AccessToken)
	fmt.Println("expires_in", tokens.ExpiresIn)
	// The refresh token may be a new one: keep what this answer says.
	if tokens.RefreshToken != "" {
		fmt.Println("refresh_token", tokens.RefreshToken)
	}
}

func env(name string) string {
	value := os.Getenv(name)
	if value == "" {
		log.Fatalf("Set %s first.", name)
	}
	return value
}
