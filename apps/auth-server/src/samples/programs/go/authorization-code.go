// Asks a person for access and prints the tokens: authorization code with PKCE (RFC 6749, RFC 7636).
package main

import (
	"bufio"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
)

const (
	authorizationEndpoint = "<<authorization_endpoint>>"
	tokenEndpoint         = "<<token_endpoint>>"
	clientID              = "<<client_id>>"
	redirectURI           = "<<redirect_uri>>"
	scope                 = "<<scope>>"
)

func main() {
	log.SetFlags(0)
	clientSecret := env("CLIENT_SECRET") // only for apps with a secret
	state, codeVerifier := randomText(), randomText()
	challenge := sha256.Sum256([]byte(codeVerifier))
	question := url.Values{"response_type": {"code"}, "client_id": {clientID}, "state": {state}}
	question.Set("code_challenge", base64.RawURLEncoding.EncodeToString(challenge[:]))
	question.Set("code_challenge_method", "S256")
	form := url.Values{"grant_type": {"authorization_code"}, "client_id": {clientID}}
	form.Set("client_secret", clientSecret) // only for apps with a secret
	form.Set("code_verifier", codeVerifier)
	if redirectURI != "" {
		question.Set("redirect_uri", redirectURI)
		form.Set("redirect_uri", redirectURI)
	}
	if scope != "" {
		question.Set("scope", scope)
	}

	log.Println("Open this address, allow access, then paste the address that you end at, or the code that the page shows:")
	log.Println(authorizationEndpoint + "?" + question.Encode())
	pasted, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	form.Set("code", codeIn(strings.TrimSpace(pasted), state))

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
		AccessToken  string      `json:"access_token"`
		ExpiresIn    json.Number `json:"expires_in"`
		RefreshToken string      `json:"refresh_token"`
	}
	if err := json.NewDecoder(response.Body).Decode(&tokens); err != nil {
		log.Fatal(err)
	}
	fmt.Println("access_token", tokens.AccessToken)
	fmt.Println("expires_in", tokens.ExpiresIn)
	if tokens.RefreshToken != "" {
		fmt.Println("refresh_token", tokens.RefreshToken)
	}
}

func codeIn(pasted, state string) string {
	if !strings.Contains(pasted, "://") {
		return pasted
	}
	address, err := url.Parse(pasted)
	if err != nil {
		log.Fatal(err)
	}
	answer := address.Query()
	if answer.Has("error") {
		log.Fatalf("%s: %s", answer.Get("error"), answer.Get("error_description"))
	}
	if answer.Get("state") != state {
		log.Fatal("The state does not match: this address answers another request.")
	}
	return answer.Get("code")
}

func randomText() string {
	bytes := make([]byte, 32)
	if _, err := rand.Read(bytes); err != nil {
		log.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(bytes)
}

func env(name string) string {
	value := os.Getenv(name)
	if value == "" {
		log.Fatalf("Set %s first.", name)
	}
	return value
}
