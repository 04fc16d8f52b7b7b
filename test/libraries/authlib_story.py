"""An app that uses Authlib as its documentation says; no option loosens a check of it."""

import json
import sys

import requests
from authlib.integrations.requests_client import OAuth2Session
from authlib.jose import JsonWebKey, jwt
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oidc.core import CodeIDToken

setting = json.loads(sys.stdin.readline())
issuer = setting["issuer"]
metadata = requests.get(issuer + "/.well-known/openid-configuration", timeout=10).json()
assert metadata["issuer"] == issuer


def session(client_id, method, secret):
    made = OAuth2Session(
        client_id,
        secret,
        scope="openid email structures:read",
        redirect_uri=setting["redirectUri"],
        token_endpoint_auth_method=method,
        revocation_endpoint_auth_method=method,
        code_challenge_method="S256",
        token_endpoint=metadata["token_endpoint"],
    )
    if method == "private_key_jwt":
        made.register_client_auth_method(PrivateKeyJWT(metadata["token_endpoint"], alg="ES256"))
    return made


def person(client):
    """Sends the person away and answers the address at which the browser came back."""
    verifier = "v" * 50
    url, state = client.create_authorization_url(
        metadata["authorization_endpoint"], code_verifier=verifier, nonce="the-nonce", prompt="consent"
    )
    print("GO " + url, flush=True)
    return sys.stdin.readline().strip(), state, verifier


def id_token_of(token, client_id):
    keys = JsonWebKey.import_key_set(requests.get(metadata["jwks_uri"], timeout=10).json())
    options = {
        "iss": {"essential": True, "value": issuer},
        "aud": {"essential": True, "value": client_id},
        "nonce": {"value": "the-nonce"},
    }
    claims = jwt.decode(
        token["id_token"],
        keys,
        claims_cls=CodeIDToken,
        claims_options=options,
        claims_params={"nonce": "the-nonce", "client_id": client_id, "access_token": token["access_token"]},
    )
    claims.validate(leeway=10)
    return claims


def everything(client_id, method, secret):
    client = session(client_id, method, secret)
    answer, state, verifier = person(client)
    token = client.fetch_token(authorization_response=answer, state=state, code_verifier=verifier)
    claims = id_token_of(token, client_id)
    who = client.get(metadata["userinfo_endpoint"]).json()
    homes = client.get(issuer + "/v1/structures")
    fresh = client.refresh_token(metadata["token_endpoint"], refresh_token=token["refresh_token"])
    known = client.introspect_token(metadata["introspection_endpoint"], token=fresh["access_token"]).json()
    assert "active" in known, known
    client.revoke_token(metadata["revocation_endpoint"], token=fresh["refresh_token"])
    after = client.introspect_token(metadata["introspection_endpoint"], token=fresh["access_token"]).json()
    return {
        "sub": claims["sub"] == who["sub"],
        "email": who["email"],
        "homes": homes.status_code,
        "refreshed": fresh["access_token"] != token["access_token"],
        "active": known["active"],
        "activeAfterRevocation": after["active"],
    }


def own_token(client_id, method, secret):
    client = OAuth2Session(
        client_id, secret, token_endpoint_auth_method=method, token_endpoint=metadata["token_endpoint"]
    )
    if method == "private_key_jwt":
        client.register_client_auth_method(PrivateKeyJWT(metadata["token_endpoint"], alg="ES256"))
    return client.fetch_token(grant_type="client_credentials")["token_type"]


results = {}
for client_id, method, secret in setting["apps"]:
    results[client_id + " by " + method] = everything(client_id, method, secret)
    if method != "none":
        results[client_id + " for itself by " + method] = own_token(client_id, method, secret)
print("DONE " + json.dumps(results), flush=True)
