// An app that uses golang.org/x/oauth2 as its documentation says; no option loosens a check of it.
package main

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

type app struct {
	ClientID string `json:"clientId"`
	Secret   string `json:"secret"`
	Style    string `json:"style"`
}

type setting struct {
	Issuer      string `json:"issuer"`
	RedirectURI string `json:"redirectUri"`
	Apps        []app  `json:"apps"`
}

var input = bufio.NewReader(os.Stdin)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func (a app) style() oauth2.AuthStyle {
	if a.Style == "header" {
		return oauth2.AuthStyleInHeader
	}
	return oauth2.AuthStyleInParams
}

func (a app) everything(s setting) map[string]any {
	ctx := context.Background()
	config := oauth2.Config{
		ClientID: a.ClientID, ClientSecret: a.Secret, RedirectURL: s.RedirectURI,
		Scopes: []string{"openid", "email", "structures:read"},
		Endpoint: oauth2.Endpoint{
			AuthURL: s.Issuer + "/oauth2/authorize", TokenURL: s.Issuer + "/oauth2/token", AuthStyle: a.style(),
		},
	}
	verifier := strings.Repeat("g", 50)
	hash := sha256.Sum256([]byte(verifier))
	challenge := base64.RawURLEncoding.EncodeToString(hash[:])
	fmt.Println("GO " + config.AuthCodeURL("the-state",
		oauth2.SetAuthURLParam("code_challenge", challenge),
		oauth2.SetAuthURLParam("code_challenge_method", "S256"),
		oauth2.SetAuthURLParam("prompt", "consent")))
	line, err := input.ReadString('\n')
	check(err)
	answer, err := url.Parse(strings.TrimSpace(line))
	check(err)
	query := answer.Query()
	if query.Get("state") != "the-state" || query.Get("iss") != s.Issuer {
		panic("another answer: " + line)
	}
	token, err := config.Exchange(ctx, query.Get("code"), oauth2.SetAuthURLParam("code_verifier", verifier))
	check(err)
	homes, err := config.Client(ctx, token).Get(s.Issuer + "/v1/structures")
	check(err)
	// An expired token makes the library refresh by itself.
	old := *token
	old.Expiry = time.Now().Add(-time.Hour)
	fresh, err := config.TokenSource(ctx, &old).Token()
	check(err)
	_, err = config.Exchange(ctx, query.Get("code"), oauth2.SetAuthURLParam("code_verifier", verifier))
	var refused *oauth2.RetrieveError
	return map[string]any{
		"homes": homes.StatusCode, "type": token.TokenType, "idToken": token.Extra("id_token") != nil,
		"refreshed":     fresh.AccessToken != token.AccessToken,
		"replayRefused": errors.As(err, &refused) && refused.Response.StatusCode == http.StatusBadRequest,
	}
}

func (a app) forItself(s setting) string {
	config := clientcredentials.Config{
		ClientID: a.ClientID, ClientSecret: a.Secret, TokenURL: s.Issuer + "/oauth2/token", AuthStyle: a.style(),
	}
	token, err := config.Token(context.Background())
	check(err)
	return token.TokenType
}

func main() {
	line, err := input.ReadString('\n')
	check(err)
	var s setting
	check(json.Unmarshal([]byte(line), &s))
	results := map[string]any{}
	for _, a := range s.Apps {
		results[a.ClientID+" by "+a.Style] = a.everything(s)
		if a.Secret != "" {
			results[a.ClientID+" for itself by "+a.Style] = a.forItself(s)
		}
	}
	text, err := json.Marshal(results)
	check(err)
	fmt.Println("DONE " + string(text))
}
