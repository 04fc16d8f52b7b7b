// Asks a person for access, takes the code that comes back and trades it for tokens.
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
	clientID    = "<<client_id>>"
	redirectURI = "<<redirect_uri>>"
	scope       = "<<scope>>"
)

func main() {
	log.SetFlags(0)
	state, verifier := randomText(), randomText()
	challenge := sha256.Sum256([]byte(verifier))
	query := url.Values{"response_type": {"code"}, "client_id": {clientID}, "state": {state}}
	query.Set("code_challenge", base64.RawURLEncoding.EncodeToString(challenge[:]))
	query.Set("code_challenge_method", "S256")
	form := url.Values{"grant_type": {"authorization_code"}, "client_id": {clientID}}
	form.Set("client_secret", os.Getenv("CLIENT_SECRET")) // only for apps with a secret
	form.Set("code_verifier", verifier)
	if redirectURI != "" {
		query.Set("redirect_uri", redirectURI)
		form.Set("redirect_uri", redirectURI)
	}
	if scope != "" {
		query.Set("scope", scope)
	}

	fmt.Println("<<authorization_endpoint>>" + "?" + query.Encode())
	fmt.Println("Open this address, allow access, then paste the address that you end at, or the code that the page shows:")
	pasted, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	form.Set("code", codeOf(strings.TrimSpace(pasted), state))

	response, err := http.PostForm("<<token_endpoint>>", form)
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

// codeOf takes the code out of an address; anything else is the code itself.
func codeOf(pasted, state string) string {
	if !strings.Contains(pasted, "://") {
		return pasted
	}
	address, err := url.Parse(pasted)
	if err != nil {
		log.Fatal(err)
	}
	answer := address.Query()
	if answer.Has("error") {
		log.Fatalf("Access was not given: %s %s", answer.Get("error"), answer.Get("error_description"))
	}
	if answer.Get("state") != state {
		log.Fatal("This address answers another request: its state is not the one that was sent.")
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
